"""The open index: a SQLite database in a folder on tmpfs, never on a disk, never in a backup (house.md 4).

It holds plaintext of opened files so that boards and search are fast, is shared by the processes of one machine, and
is gone with the power. `office.index` owns its content.
"""

SCHEMA = """
CREATE TABLE IF NOT EXISTS state (
    id INTEGER PRIMARY KEY CHECK (id = 1), through INTEGER NOT NULL, twins INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS person (
    file TEXT PRIMARY KEY, kind TEXT NOT NULL, site TEXT NOT NULL, through INTEGER NOT NULL, changed TEXT NOT NULL,
    row TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS person_through ON person (through);
CREATE INDEX IF NOT EXISTS person_changed ON person (changed);
CREATE INDEX IF NOT EXISTS person_site_changed ON person (site, changed);
CREATE TABLE IF NOT EXISTS word (
    word TEXT, file TEXT, area TEXT NOT NULL, level INTEGER NOT NULL, PRIMARY KEY (word, file, area, level)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS word_of_file ON word (file);
CREATE TABLE IF NOT EXISTS due (
    file TEXT NOT NULL, kind TEXT NOT NULL, site TEXT NOT NULL, place TEXT NOT NULL, rule TEXT NOT NULL,
    step TEXT NOT NULL, item TEXT NOT NULL, since TEXT NOT NULL, "limit" TEXT NOT NULL, missed INTEGER NOT NULL,
    PRIMARY KEY (file, rule, step, item)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS due_limit ON due ("limit");
CREATE INDEX IF NOT EXISTS due_rule ON due (rule, "limit");
CREATE TABLE IF NOT EXISTS twin (
    left TEXT, right TEXT, why TEXT NOT NULL, PRIMARY KEY (left, right)
) WITHOUT ROWID;
"""
