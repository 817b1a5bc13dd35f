"""What a page shows: from a folded case to words, each value with its provenance beside it.

In: a `Case` as this reader may see it. Out: frozen dataclasses that a template lays out and does not think about. The
words are in the language of the page; nothing here asks the register.
"""
