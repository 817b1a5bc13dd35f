"""A person file folded for reading: each line with the statements that bear it, standing, contested or withdrawn.

In: the entries of one file in the order of the ledger. Out: a `Case` with its lines, names and papers as hypotheses of
identity, wishes with their grades, custody with its gaps, and a timeline; and `access`, the one place that decides who
may see or do what. Nothing here overwrites: what was said stays, beside what was said later.
"""
