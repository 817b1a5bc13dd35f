"""What a log may hold: that something went wrong and where, never the words of a person."""

from __future__ import annotations

import logging


class WithoutWords(logging.Filter):
    """Take the arguments, the traceback's message and the request out of every record before it is written."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Keep the record's level, logger and place; drop whatever could carry what somebody typed."""
        kind = record.exc_info[0].__name__ if record.exc_info and record.exc_info[0] else ""
        status = getattr(record, "status_code", "")
        record.msg = " ".join(str(part) for part in (record.levelname, record.name, status, kind) if part)
        record.args, record.exc_info, record.exc_text, record.stack_info = None, None, None, None
        return True
