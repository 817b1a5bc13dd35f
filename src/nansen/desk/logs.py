"""What a log may hold: that something went wrong and where, never the words of a person."""

from __future__ import annotations

import logging
import traceback
from pathlib import PurePath
from types import TracebackType


class WithoutWords(logging.Filter):
    """Take the arguments, the traceback's message and the request out of every record before it is written."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Keep the record's level, logger and place; drop whatever could carry what somebody typed."""
        kind, _, trace = record.exc_info or (None, None, None)
        status = getattr(record, "status_code", "")
        parts = (record.levelname, record.name, status, kind.__name__ if kind else "", place(trace))
        record.msg = " ".join(str(part) for part in parts if part)
        record.args, record.exc_info, record.exc_text, record.stack_info = None, None, None, None
        return True


def place(trace: TracebackType | None) -> str:
    """Return file, line and function of the last frame, as `nansen/office/keys.py:12 in ring`; empty without one.

    The file is named from its package on, so that the log says nothing of the machine.
    """
    if trace is None:
        return ""
    last = traceback.extract_tb(trace)[-1]
    parts = PurePath(last.filename).parts
    roots = [at for at, part in enumerate(parts) if part in {"src", "site-packages"}]
    file = "/".join(parts[roots[-1] + 1 :] if roots else parts[-1:])
    return f"{file}:{last.lineno} in {last.name}"
