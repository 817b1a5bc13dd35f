"""Another process of the office: it writes forms until it has written enough, and tells each one it was told is kept.

`python -m tests.office.writer OFFICER SITE COUNT [FILE]`: entries on a file, or on a new one each. Prints the number and
id of each entry after it was acknowledged, one a line.
"""

import sys

import django

django.setup()

from nansen.casefile.model import Officer  # noqa: E402
from nansen.office import write  # noqa: E402
from nansen.statements.values import Text  # noqa: E402
from tests.office import forms  # noqa: E402


def main(staff: str, site: str, count: str, file: str | None = None) -> None:
    """Write forms one after the other."""
    officer = Officer(staff=staff, label="", roles=frozenset({"registrar"}), site=site)
    for turn in range(int(count)):
        mark = forms.said("person.marks", Text(f"scar {turn}"))
        (kept,) = write.record(forms.capture(officer, mark, file=file), officer=officer)
        sys.stdout.write(f"{kept.number} {kept.id} {kept.file}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
