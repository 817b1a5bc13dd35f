"""The printed papers of the Convention: from a case to a sheet, from sheets to one PDF.

In: a case as its officer may read it, the name of a paper, the languages to print it in, what he chose where answers
differ. Out: a `Sheet` (`sheets.of`), and the bytes of a PDF/A-2a that is PDF/UA-1 as well (`press.pdf`). A paper is one
row of `papers.toml`, one template beside it, and its captions in `words.toml`: all in our own words, never the form's.
"""
