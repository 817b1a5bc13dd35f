"""The ledger: the order of all acts, the proof of it, and the seal on what they say.

In: leaves, hashes, keys, nonces and rows as parameters. Out: an RFC 6962 tree with its signed heads, proofs and tiles
(C2SP signed-note, tlog-checkpoint, tlog-tiles, tlog-proof), sealed bodies, and verdicts on a whole log.

Nouns in `model`. What an entry shows: `leaves`. What it hides: `seal`. The tree: `tree`, `proofs`. Signed text:
`notes`, `heads`, `receipts`. Published files: `tiles`. Is it all still true? `verify`, which asks `published`,
`register` and `receipts`. The only room that imports `cryptography`.
"""
