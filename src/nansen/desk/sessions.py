"""Sign-ins on tmpfs: who holds the database alone finds no live session in it, and none outlives a power cut."""

from __future__ import annotations

import os
from pathlib import Path

from django.conf import settings
from django.contrib.sessions.backends import file

from nansen.errors import Misconfigured
from nansen.office import index

FOLDER = "sessions"


class SessionStore(file.SessionStore):
    """Keep each session in a file of its own beside the open index."""

    @classmethod
    def _get_storage_path(cls) -> str:
        return str(folder())


def folder() -> Path:
    """Return the folder of the sessions, made 0700 inside the folder of the open index.

    Raises Misconfigured where it is another's or open to others; where it has to be made, also as `index.folder` does.
    """
    place: Path = settings.OPEN_DIR / FOLDER
    if not place.exists():
        (index.folder() / FOLDER).mkdir(mode=0o700, exist_ok=True)
    mine = place.lstat()
    if mine.st_uid != os.getuid() or mine.st_mode & 0o077:
        raise Misconfigured("The folder of the sessions belongs to others or is open to them: set NANSEN_OPEN_DIR.")
    return place
