"""What was said: values, statements, entries, the terms in which they are said, and their canonical bytes.

In: what an officer typed or a file held. Out: frozen statements of known terms, grouped in entries (one act of one
officer at one time on one file), and the bytes that are sealed. `terms/*.toml` is the data dictionary: the single
source of forms, checks, import columns, docs and labels.
"""
