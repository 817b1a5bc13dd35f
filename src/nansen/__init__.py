"""Nansen: the register of a National Information Bureau (Geneva Convention III, Art. 122).

The floors, top uses bottom: desk, office, cli, exchange | rehearsal, linkage | law | formats, claims, casefile,
statements | ledger | store, names, errors. Everything but desk, office and store is pure.
"""
