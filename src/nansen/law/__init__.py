"""The law as data: duties with clocks, bars, holds and gates, each with its article.

In: a case, the time, the office's profile. Out: what is met, open, held or barred - never "lawful". `rulebook` reads
`rules/*.toml` and `events/*.toml` (docs/guide/law.md), `view` is a case as rules look at it, `duties`, `bars` and
`gates` answer, `never` is what no pack lets through.
"""
