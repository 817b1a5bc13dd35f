"""How fast the pages are with 100,000 files: one client, a real server, opening and read entry included.

`python bench/desk.py [FILES]`. Also what an officer waits for elsewhere: search, a form, the index after a restart.
"""

from __future__ import annotations

import http.client
import os
import random
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import urlencode

ROOT = Path(tempfile.mkdtemp(prefix="nansen-bench-", dir="var" if Path("var").exists() else None)).absolute()
os.environ |= {
    "DJANGO_SETTINGS_MODULE": "nansen.desk.settings",
    "NANSEN_DATA": str(ROOT / "data"),
    "NANSEN_KEYS": str(ROOT / "keys"),
    "NANSEN_OPEN_DIR": f"/dev/shm/{ROOT.name}",
}

import django  # noqa: E402 - the environment comes first

django.setup()

from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402

from bench import table  # noqa: E402
from nansen.desk import demonstration  # noqa: E402
from nansen.office import index, install, prove, sweep, write  # noqa: E402
from nansen.rehearsal import bureau  # noqa: E402
from nansen.store.models import File  # noqa: E402

RUNS, VIEWS = 5, 60


class Client:
    """A browser of sorts: one connection, cookies, forms."""

    def __init__(self, port: int) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port)
        self.cookies: dict[str, str] = {}

    def ask(self, method: str, path: str, fields: dict[str, str] | None = None) -> tuple[int, str, float]:
        """Return status, body and milliseconds."""
        headers = {"Cookie": "; ".join(f"{key}={value}" for key, value in self.cookies.items())}
        if fields is not None:
            fields = fields | {"csrfmiddlewaretoken": self.cookies.get("csrftoken", "")}
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        began = time.perf_counter()
        self.connection.request(method, path, urlencode(fields) if fields is not None else None, headers)
        answer = self.connection.getresponse()
        body = answer.read().decode()
        took = (time.perf_counter() - began) * 1000
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            key, _, value = cookie.split(";")[0].partition("=")
            self.cookies[key] = value
        return answer.status, body, took

    def sign_in(self, username: str, password: str, purpose: str) -> None:
        """Sign in and state the purpose."""
        self.ask("GET", "/account/login/")
        self.ask("POST", "/account/login/", {"login": username, "password": password})
        self.ask("GET", "/")
        status, _, _ = self.ask("POST", "/purpose/", {"purpose": purpose, "next": "/"})
        if status != 302:
            raise SystemExit(f"sign-in failed: {status}")


def p95(times: list[float]) -> float:
    """Return the 95th percentile."""
    return statistics.quantiles(times, n=20)[-1]


def measured(client: Client, ask: object) -> tuple[float, float]:
    """Return the medians over the runs of p50 and p95, milliseconds."""
    halves, tails = [], []
    for _ in range(RUNS):
        times = []
        for _ in range(VIEWS):
            status, _, took = ask(client)  # type: ignore[operator]
            if status != 200:
                raise SystemExit(f"a page answered {status}")
            times.append(took)
        halves.append(statistics.median(times))
        tails.append(p95(times))
    return statistics.median(halves), statistics.median(tails)


def build(files: int) -> tuple[dict[str, demonstration.Account], float]:
    """Fill a register with invented files and return its accounts and the seconds it took."""
    install.make(origin="bench.example/register", demonstration=True)
    now = timezone.now()
    accounts = demonstration.open_accounts(now=now)
    officers = demonstration.officers(accounts)
    began = time.perf_counter()
    entries = bureau.entries(7, files, officers=officers, start=now.replace(year=now.year - 2), now=now)
    for kept in write.keep_many(entries):
        print(f"\r{kept} entries, {time.perf_counter() - began:.0f} s", end="", file=sys.stderr)
    print(file=sys.stderr)
    return accounts, time.perf_counter() - began


def main() -> None:
    """Build, rebuild the index, serve, measure, write the table."""
    count = next((int(word) for word in sys.argv[1:] if word.isdigit()), 100_000)
    accounts, took = build(count)
    size = prove.size()
    rows = [
        (f"filling with {count:,} files, {size:,} entries", f"{took:.0f} s ({size / took:.0f} entries/s)", "-", "-")
    ]
    index.drop()
    began = time.perf_counter()
    for _ in index.catch_up():
        pass
    took = time.perf_counter() - began
    rows.append(
        ("open index rebuilt from opened files", f"{took:.0f} s", "<= 120 s", table.met(took, 120, at_least=False))
    )
    began = time.perf_counter()
    for _ in sweep.run(now=timezone.now()):
        pass
    took = time.perf_counter() - began
    rows.append(
        (f"nightly sweep of {count:,} files", f"{took:.0f} s", "<= 300 s", table.met(took, 300, at_least=False))
    )
    site = demonstration.SITE
    sample = random.Random(1).sample(
        list(File.objects.filter(kind="captive", site=site).values_list("id", flat=True)), 200
    )
    connection.close()
    index.close()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", "nansen.desk.command", "serve", "--port", str(port), "--workers", "1"]
    )
    try:
        for _ in range(200):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        client = Client(port)
        client.sign_in("registrar", accounts["registrar"].password, "intake")
        ids = iter(sample * 10)
        pages = (
            ("case page", lambda c: c.ask("GET", f"/file/{next(ids)}/"), 50.0),
            ("my desk", lambda c: c.ask("GET", "/"), 100.0),
            ("due board", lambda c: c.ask("GET", "/due/"), 1_000.0),
        )
        for name, ask, goal in pages:
            half, tail = measured(client, ask)
            rows.append(
                (
                    f"{name}, {count:,} files, p50 / p95",
                    f"{half:.0f} / {tail:.0f} ms",
                    f"p95 <= {goal:.0f} ms",
                    table.met(tail, goal, at_least=False),
                )
            )
        _, body, _ = client.ask("GET", "/")
        word = next(iter(re.findall(r"<bdi[^>]*>([^<\s]{3,})", body)), "Kim")
        half, tail = measured(client, lambda c: c.ask("POST", "/search/", {"query": word}))
        rows.append((f"search for a name, {count:,} files, p50 / p95", f"{half:.0f} / {tail:.0f} ms", "-", "-"))
    finally:
        server.terminate()
        server.wait()
    table.write("desk", "Desk on SQLite", rows)
    shutil.rmtree(ROOT, ignore_errors=True)
    shutil.rmtree(Path(f"/dev/shm/{ROOT.name}"), ignore_errors=True)


if __name__ == "__main__":
    main()
