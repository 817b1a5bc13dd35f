"""What comes in and goes out: tables, capture cards, PFIF, JSON lines, bundles, messages, papers.

In: bytes of one format. Out: statements and their rows verbatim, or bytes again. Adding a format is one file and one
line in `catalogue`. Its verbs come with the papers and the lists.
"""
