"""The work of the bureau, one verb a file.

`write.py` is the one way in, `read.py` the one way out. Each verb names its officer, his purpose and the time; asks
`casefile.access`; leaves an entry. Below the verbs stand `write` and `read`, below those `index`, and below all `keys`,
`register` and `append`, which know the tables.
"""
