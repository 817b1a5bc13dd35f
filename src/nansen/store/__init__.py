"""The tables, and nothing else (a Django app).

No page, form, command or API handler touches them: `office` does. `ledger` only grows; `index` and `work` can be
dropped and rebuilt from it; `staff` ties a sign-in to a staff file; `opened` is the open index on tmpfs, which is no
table of this database at all. In clear stand random ids, site, kind, the date of the next sweep and the assigned
officer's id: nothing that is derived from an S2 to S4 term (house.md 4).
"""
