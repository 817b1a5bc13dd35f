"""The law as data: duties with clocks, bars, holds and gates, each with its article.

In: a case, the time, the office's profile. Out: what is met, open, held or barred - never "lawful". Its verbs (model,
conditions, rulebook, duties, bars, gates) and `rules/*.toml` come with the law as data.
"""
