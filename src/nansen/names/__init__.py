"""Names in any script: what script a name is in, how it is normalised, and whether two may be one.

In: the text of a name. Out: its script (ISO 15924), its normal form, its tokens. Comparison, generation of spellings,
keys and scores live here too (model, hangul, latin, cyrillic, systems, transducer, key, compare, score).
"""
