"""The words of the data that name an act, its gate and whom a rule binds: closed lists (law.md 1, 3).

An act is a disposition (what may become of him) or another deed that a rule can stop: a message, a publication.
"""

from __future__ import annotations

BINDS = frozenset(
    {
        "detaining_power", "power_depended_on", "nib", "camp", "neutral_power", "receiving_power", "everyone", "captor",
        "questioner", "court", "parties", "prosecutor", "cta",
    }
)  # fmt: skip
GATES = (
    "identity", "status", "protected", "wish", "risk", "medical", "judicial", "deal", "paperwork", "notifications",
)  # fmt: skip
DISPOSITIONS = (
    "REP-MED", "EXCH", "REP-END", "NEUT-MED", "NEUT-INT", "PAROLE", "CONT", "XFER", "THIRD", "STAY", "RELEASE", "DEATH",
    "ESC", "UNK",
)  # fmt: skip
# What sends him to his own Power or another that detains, and everything that takes him out of the captor's hands.
RETURN = frozenset({"REP-MED", "EXCH", "REP-END", "RELEASE", "PAROLE", "XFER"})
REMOVAL = RETURN | {"NEUT-MED", "NEUT-INT", "THIRD"}
ACTS = frozenset(
    {
        *DISPOSITIONS, "interview", "departure", "burial", "cremation", "publication", "message_to_power",
        "message_to_cta", "close_file", "trial", "execution", "testimony", "export_list", "exhumation", "operation",
    }
)  # fmt: skip
SETS = {"removal": REMOVAL, "return": RETURN, "any": ACTS}
