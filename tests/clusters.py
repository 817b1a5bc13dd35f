"""A PostgreSQL server of the tests' own, from Debian's package: on a socket only, as an unprivileged user, on tmpfs."""

from __future__ import annotations

import itertools
import os
import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest


@dataclass
class Cluster:
    """A running server: `folder` holds its data and its socket."""

    folder: Path
    binaries: Path
    numbers: itertools.count = field(default_factory=itertools.count)

    def url(self, name: str) -> str:
        return f"postgresql://postgres@{quote(str(self.folder), safe='')}:5432/{name}"

    def copy(self, template: str) -> str:
        name = f"copy_{next(self.numbers)}"
        self.run(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")
        return name

    def run(self, sql: str) -> None:
        with psycopg.connect(host=str(self.folder), user="postgres", dbname="postgres", autocommit=True) as connection:
            connection.execute(sql)

    def stop(self) -> None:
        _as_nobody(
            self.folder, str(self.binaries / "pg_ctl"), "-D", str(self.folder / "data"), "-m", "immediate", "stop"
        )


def binaries() -> Path | None:
    """Return the folder of PostgreSQL's server programs, or None where there is no server on this machine."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if found:
        return found[-1].parent
    initdb = shutil.which("initdb")
    return Path(initdb).resolve().parent if initdb else None


def start(folder: Path) -> Cluster:
    """Start a server, or end the run with the reason: a failure where CI=true, else a skip of everything."""
    programs = binaries()
    if programs is None:
        reason = "no PostgreSQL server on this machine (Debian: postgresql)"
        pytest.exit(reason, returncode=1 if os.environ.get("CI") == "true" else 0)
    folder.mkdir(mode=0o755)
    folder.parent.chmod(0o755)
    if os.getuid() == 0:
        shutil.chown(folder, "nobody", "nogroup")
    _as_nobody(
        folder,
        str(programs / "initdb"),
        "-D",
        str(folder / "data"),
        "-U",
        "postgres",
        "-A",
        "trust",
        "--no-sync",
        "-E",
        "UTF8",
        "--locale=C.UTF-8",
    )
    options = f"-k {folder} -c listen_addresses= -c shared_buffers=64MB -c max_connections=40"
    _as_nobody(
        folder,
        str(programs / "pg_ctl"),
        "-D",
        str(folder / "data"),
        "-o",
        options,
        "-l",
        str(folder / "log"),
        "-w",
        "start",
    )
    cluster = Cluster(folder, programs)
    cluster.run("CREATE DATABASE template_nansen")
    return cluster


def _as_nobody(folder: Path, *command: str) -> None:
    drop = ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"] if os.getuid() == 0 else []
    subprocess.run([*drop, *command], check=True, cwd=folder, capture_output=True)
