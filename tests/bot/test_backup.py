"""A back-up holds all, of whatever database; restoring it is whole or not at all, and never under a running bot."""

from __future__ import annotations

import asyncio
import datetime
import fcntl
import os
import random
import re
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from bot.backup import check_backup, make_backup
from bot.errors import BackupError
from bot.local import LocalOptions, serve
from bot.presence import find_file, hold
from bot.restoring import restore
from bot.state.inbox import Delivery
from bot.state.state import State
from bot.state.tables import TABLES
from corpus.database import Database, sqlite_url
from corpus.errors import LibraryError
from corpus.library import Library
from corpus.library_tables import TABLES as PAPERS
from tests.bot.processes import Crew
from tests.bot.test_cli import run
from tests.conftest import OPTIONS, ROOT
from tests.postgres import Server

PAPER = "Vraag 1\nKomt er een xylofoon?\nAntwoord\nDe xylofoon komt er.\n"
# `KILLS=200` is the long run.
KILLS = int(os.environ.get("KILLS", "4"))
DELIVERY = Delivery(team="T1", channel="C1", ts="1.1", event_id="Ev1", person="U1", payload="{}")


@pytest.fixture(params=["SQLite", "PostgreSQL"])
def other(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of one more empty database."""
    if request.param == "SQLite":
        return sqlite_url(tmp_path / "ander")
    server: Server = request.getfixturevalue("postgresql")
    return server.make_database()


def fill(url: str) -> None:
    """Put a row, or some, in each table."""
    library, state = Library.open(url), State.open(url)
    library.add("kst-36000-1.txt", PAPER.encode())
    library.add("kst-36000-2.txt", PAPER.encode(), team="T1")
    library.follow("36000")
    moment = datetime.datetime(2026, 1, 2, 3, 4, 5, 678901, tzinfo=datetime.UTC)
    with state.database.write() as connection:
        for table in TABLES.sorted_tables:
            for number in range(1, 4):
                connection.execute(
                    sa.insert(table).values(**{column.name: make_value(column, number) for column in table.columns})
                )
        for name in ("papers", "private_papers"):
            connection.execute(sa.update(PAPERS.tables[name]).values(added=moment))
    library.close()
    state.close()


def make_value(column: sa.Column[object], number: int) -> object:
    if isinstance(column.type, sa.Integer):
        return number
    if isinstance(column.type, sa.Double):
        return None if column.nullable else 1_780_000_000 + number / 7
    return f"é“'\n{number}"


def add_zone(value: object) -> object:
    is_bare = isinstance(value, datetime.datetime) and value.tzinfo is None
    return value.replace(tzinfo=datetime.UTC) if is_bare else value


def read(url: str) -> dict[str, list[tuple[object, ...]]]:
    """Return the rows of all tables, in the order of their keys; times in UTC."""
    database = Database.open(url)
    with database.read() as connection:
        found = {
            table.name: [
                tuple(
                    value.replace(tzinfo=datetime.UTC)
                    if isinstance(value, datetime.datetime) and value.tzinfo is None
                    else value
                    for value in row
                )
                for row in connection.execute(sa.select(table).order_by(*table.primary_key.columns))
            ]
            for metadata in (PAPERS, TABLES)
            for table in metadata.sorted_tables
        }
    database.close()
    return found


def ask_command(*arguments: str, url: str) -> subprocess.CompletedProcess[str]:
    return run(*arguments, DATABASE_URL=url)


def test_what_is_backed_up_is_restored_in_whatever_database(url: str, other: str, tmp_path: Path) -> None:
    fill(url)
    before = read(url)
    assert all(before.values())
    file = tmp_path / "kopie.backup"
    make_backup(url, file)
    assert file.stat().st_mode & 0o777 == 0o600
    restore(file, other, replaces=False)
    after = read(other)
    assert after.pop("leases") == []
    open_events = [row for row in after["inbox"] if row[-1] is None]
    assert [(row[8], row[9], row[10]) for row in open_events] == [(None, 0.0, attempts) for attempts in (1, 2, 3)]
    assert {name: rows for name, rows in after.items() if name != "inbox"} == {
        name: before[name] for name in after if name != "inbox"
    }
    assert [row[:8] for row in after["inbox"]] == [row[:8] for row in before["inbox"]]
    # What comes after is counted on, and a back-up of the new database is as good.
    state = State.open(other)
    written = state.inbox.admit(DELIVERY, owner=None, lease=1.0)
    assert written is not None
    assert written.id > 3
    state.close()
    again = make_backup(other, tmp_path / "weer.backup")
    assert check_backup(tmp_path / "weer.backup") == again
    papers = {content.table: content for content in again}["papers"]
    assert papers == {content.table: content for content in check_backup(file)}["papers"]


def test_a_changed_byte_of_a_back_up_is_noticed_and_nothing_is_touched(tmp_path: Path) -> None:
    url = sqlite_url(tmp_path)
    fill(url)
    file, chance = tmp_path / "kopie.backup", random.Random(3)
    make_backup(url, file)
    whole = file.read_bytes()
    used = [at for at in range(100, len(whole)) if whole[at]]
    before = read(url)
    refused = 0
    for at in chance.sample(used, 60):
        file.write_bytes(whole[:at] + bytes([whole[at] ^ 0x15]) + whole[at + 1 :])
        try:
            check_backup(file)
        except BackupError:
            refused += 1
        else:
            # Room that no row uses: what is restored is just the same.
            restore(file, url, replaces=True)
            fresh = read(url)
            assert {name: fresh[name] for name in fresh if name not in ("inbox", "leases")} == {
                name: before[name] for name in before if name not in ("inbox", "leases")
            }
    assert refused > 30
    for cut in (0, 50, len(whole) // 2, len(whole) - 1):
        file.write_bytes(whole[:cut])
        with pytest.raises(BackupError, match="kopie"):
            restore(file, url, replaces=True)


def test_a_letter_that_changed_in_what_an_empty_table_is_is_noticed(tmp_path: Path) -> None:
    url, file = sqlite_url(tmp_path), tmp_path / "kopie.backup"
    State.open(url).close()
    contents = {content.table: content.rows for content in make_backup(url, file)}
    assert contents["oauth_states"] == 0
    whole = file.read_bytes()
    # In the table's definition: another name of a column, which no row shows.
    at = whole.index(b"until", whole.index(b"CREATE TABLE oauth_states"))
    file.write_bytes(whole[:at] + b"v" + whole[at + 1 :])
    with pytest.raises(BackupError, match="damaged, or changed since it was written"):
        check_backup(file)


def test_the_papers_that_a_workspace_added_are_counted_among_those_backed_up(tmp_path: Path) -> None:
    fill(sqlite_url(tmp_path / "data"))
    for command in (("backup", "kopie"), ("restore", "--replace", "kopie")):
        said = run(*command, cwd=tmp_path, GRIFFIER_DATA="data")
        assert said.returncode == 0, said.stderr
        assert re.search(r"\(2 papers, \d+ rows in all\)", said.stdout)


def test_what_is_no_back_up_is_refused_on_both_sides(tmp_path: Path) -> None:
    url = sqlite_url(tmp_path / "data")
    with pytest.raises(BackupError, match="there is no database yet"):
        make_backup(url, tmp_path / "kopie")
    fill(url)
    (tmp_path / "brief.txt").write_text("Geachte voorzitter,")
    database = tmp_path / "data" / "griffier.db"
    for place in (tmp_path / "brief.txt", database, tmp_path, tmp_path / "weg" / "kopie"):
        with pytest.raises(BackupError, match=str(place)):
            make_backup(url, place)
    assert (tmp_path / "brief.txt").read_text() == "Geachte voorzitter,"
    for place in (tmp_path / "brief.txt", database):
        with pytest.raises(BackupError, match="not a back-up"):
            restore(place, url, replaces=True)
    with pytest.raises(BackupError, match="no such file"):
        restore(tmp_path / "weg", url, replaces=True)
    # An older back-up makes room for a newer one.
    assert make_backup(url, tmp_path / "kopie") == make_backup(url, tmp_path / "kopie")
    assert [path.name for path in tmp_path.glob(".*")] == []


def test_what_is_there_is_replaced_only_where_that_is_asked(url: str, tmp_path: Path) -> None:
    fill(url)
    file = tmp_path / "kopie.backup"
    assert "written (2 papers" in ask_command("backup", str(file), url=url).stdout
    clear_alerts(url)
    refused = ask_command("restore", str(file), url=url)
    assert (refused.returncode, "--replace" in refused.stderr) == (2, True)
    assert read(url)["alerts"] == []
    done = ask_command("restore", "--replace", str(file), url=url)
    assert (done.returncode, done.stderr) == (0, "")
    assert len(read(url)["alerts"]) == 3


def clear_alerts(url: str) -> None:
    database = Database.open(url)
    with database.write() as connection:
        connection.execute(sa.delete(TABLES.tables["alerts"]))
    database.close()


async def test_nothing_is_restored_under_a_running_bot(url: str, tmp_path: Path) -> None:
    file = tmp_path / "kopie.backup"
    Library.open(url).close()
    State.open(url).close()
    make_backup(url, file)
    async with serve(options=OPTIONS) as slack:
        crew = Crew(slack=slack, folder=tmp_path, url=url)
        try:
            process = await crew.start()
            await crew.ask(1)
            await crew.wait_until_all_is_answered()
            with pytest.raises(BackupError, match="a bot is running"):
                await asyncio.to_thread(restore, file, url, replaces=True)
            process.terminate()
            assert await asyncio.wait_for(process.wait(), 10) == 0
            crew.processes.remove(process)
            await asyncio.to_thread(restore, file, url, replaces=True)
        finally:
            await crew.stop()
    assert read(url)["inbox"] == []


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("sqlite:///state.db", Path("state.db")),
        ("sqlite://", None),
        ("postgresql+psycopg://griffier@db/griffier", None),
        ("geen adres", None),
    ],
)
def test_a_database_of_a_server_has_no_file_to_lock(url: str, path: Path | None) -> None:
    assert find_file(url) == path


def test_a_bot_does_not_start_under_a_restore(tmp_path: Path) -> None:
    with (tmp_path / "griffier.db.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        refused = run("run", GRIFFIER_DATA=str(tmp_path), GRIFFIER_LOCAL_PORT="0")
    assert (refused.returncode, "a back-up is being restored" in refused.stderr) == (2, True)
    with hold(sqlite_url(tmp_path)), hold(sqlite_url(tmp_path)):
        pass


async def test_a_back_up_of_a_busy_bot_is_whole_and_what_was_answered_since_is_not_answered_again(
    tmp_path: Path,
) -> None:
    url = sqlite_url(tmp_path)
    file = tmp_path / "kopie.backup"
    options = LocalOptions(ack_timeout=1.0, retry_delays=(0.2,) * 600, most_messages=1_000_000)
    async with serve(options=options) as slack:
        crew = Crew(slack=slack, folder=tmp_path, url=url)
        try:
            process = await crew.start()
            slack.faults.slow["chat.postMessage"] = 0.05
            asking = asyncio.create_task(crew.ask(60))
            await slack.wait_for(lambda: len(crew.count_answers()) >= 5, 20)
            await asyncio.to_thread(make_backup, url, file)
            await asking
            await crew.wait_until_all_is_answered()
            process.terminate()
            await asyncio.wait_for(process.wait(), 10)
            crew.processes.remove(process)
            await asyncio.to_thread(restore, file, url, replaces=True)
            state = await asyncio.to_thread(State.open, url)
            assert await state.run(state.inbox.count_open) > 0
            state.close()
            await crew.start()
            answers = await crew.wait_until_all_is_answered()
            assert answers == dict.fromkeys(crew.asked, 1)
        finally:
            await crew.stop()


def test_a_killed_restore_leaves_the_old_or_the_new(tmp_path: Path) -> None:
    url, file, chance = sqlite_url(tmp_path / "data"), tmp_path / "kopie.backup", random.Random(5)
    fill(url)
    make_backup(url, file)
    new = read(url)["alerts"]
    seen = set()
    for _ in range(KILLS):
        clear_alerts(url)
        command = [sys.executable, "-m", "bot", "restore", "--replace", str(file)]
        environment = {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT), "DATABASE_URL": url}
        process = subprocess.Popen(command, env=environment, cwd=tmp_path, stdout=subprocess.DEVNULL)
        try:
            process.wait(chance.uniform(0.3, 1.5))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        found = read(url)["alerts"]
        assert found in ([], new)
        seen.add(len(found))
    print(f"{KILLS} restores, after which there were {sorted(seen)} rows")


def overwrite(path: Path, at: int, garbage: bytes) -> None:
    with path.open("r+b") as file:
        file.seek(at)
        file.write(garbage)


def damage(path: Path, how: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    size = path.stat().st_size
    match how:
        case "header":
            overwrite(path, 0, b"\xde\xad" * 50)
        case "pages":
            overwrite(path, 4096, random.Random(1).randbytes(size - 4096))
        case "cut off":
            os.truncate(path, size // 2 + 17)
        case "text":
            path.write_text("Geachte voorzitter,\n" * 1000)
        case "schema":
            overwrite(path, 100, b"\xff" * 1000)


WAYS = ("header", "pages", "cut off", "text", "schema")


@pytest.mark.parametrize("how", WAYS)
def test_a_damaged_database_is_said_to_be_and_a_restore_mends_it(tmp_path: Path, how: str) -> None:
    data, url, file = tmp_path / "data", sqlite_url(tmp_path / "data"), tmp_path / "kopie.backup"
    fill(url)
    make_backup(url, file)
    damage(data / "griffier.db", how)
    with pytest.raises(LibraryError, match=r"damaged: .*`griffier restore FILE`"):
        read(url)
    with pytest.raises(LibraryError, match="damaged"):
        make_backup(url, tmp_path / "nog.backup")
    restore(file, url, replaces=False)
    assert [path.name.partition(".damaged-")[0] for path in data.glob("*.damaged-*")] == ["griffier.db"]
    assert len(read(url)["papers"]) == 1


async def test_over_a_damaged_database_the_bot_answers_from_its_seeds_until_it_is_restored(tmp_path: Path) -> None:
    url, file = sqlite_url(tmp_path / "data"), tmp_path / "kopie.backup"
    fill(url)
    make_backup(url, file)
    damage(tmp_path / "data" / "griffier.db", "pages")
    async with serve(options=OPTIONS) as slack:
        crew = Crew(slack=slack, folder=tmp_path, url=url)
        try:
            await ask_and_stop(crew, "komt er een brug?", "De brug komt er")
            assert "`griffier restore FILE`" in (tmp_path / "log").read_text(encoding="utf-8")
            restore(file, url, replaces=False)
            await ask_and_stop(crew, "xylofoon", "De xylofoon komt er")
        finally:
            await crew.stop()


async def ask_and_stop(crew: Crew, question: str, answer: str) -> None:
    process = await crew.start()
    channel = crew.slack.dm(crew.slack.person)
    await crew.slack.people.post(crew.slack.person, channel, question)
    await crew.slack.wait_for(lambda: any(answer in each["text"] for each in crew.slack.bot_messages(channel)), 20)
    process.terminate()
    assert await asyncio.wait_for(process.wait(), 10) == 0
    crew.processes.remove(process)


async def test_a_database_that_is_damaged_under_bots_costs_no_answer(tmp_path: Path) -> None:
    data = tmp_path / "data"
    url, file = sqlite_url(data), tmp_path / "kopie.backup"
    async with serve(options=OPTIONS) as slack:
        crew = Crew(slack=slack, folder=tmp_path, url=url)
        try:
            # Two, as one alone would go on with what it has in memory.
            processes = await asyncio.gather(crew.start(), crew.start())
            await crew.ask(20)
            await crew.wait_until_all_is_answered()
            make_backup(url, file)
            for path in (data / "griffier.db", data / "griffier.db-wal"):
                overwrite(path, 0, random.Random(2).randbytes(path.stat().st_size))
            await crew.ask(20)
            await slack.wait_for(lambda: crew.count_answers().keys() >= set(crew.asked), 30)
            assert crew.count_answers() == dict.fromkeys(crew.asked, 1)
            for process in processes:
                process.terminate()
                assert await asyncio.wait_for(process.wait(), 10) == 0
                crew.processes.remove(process)
            assert "events are kept in memory until it works again" in (tmp_path / "log").read_text(encoding="utf-8")
            await asyncio.to_thread(restore, file, url, replaces=True)
            await crew.start()
            await crew.ask(3)
            assert await crew.wait_until_all_is_answered() == dict.fromkeys(crew.asked, 1)
        finally:
            await crew.stop()


def test_a_back_up_that_finds_no_room_or_no_right_is_said_to_be_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = sqlite_url(tmp_path / "data")
    fill(url)
    # Nobody, whatever rights they have, makes a file here.
    for command in (("backup", "/proc/kopie"), ("restore", "--replace", str(tmp_path / "kopie"))):
        make_backup(url, tmp_path / "kopie")
        data = "/proc/weg" if command[0] == "restore" else str(tmp_path / "data")
        said = run(*command, GRIFFIER_DATA=data)
        assert said.returncode == 2
        assert said.stderr.startswith("griffier: /proc/")
        assert "can't be written" in said.stderr
    (tmp_path / "kopie").unlink()
    # As where a disk is full: so many pages and no more.
    monkeypatch.setattr("bot.backup.sqlite3.connect", partial(_connect_small, sqlite3.connect))
    with pytest.raises(BackupError, match="kopie: can't be written; look at the room"):
        make_backup(url, tmp_path / "kopie")
    assert [path.name for path in tmp_path.iterdir()] == ["data"]


def _connect_small(connect: Callable[..., sqlite3.Connection], *names: str, **options: Any) -> sqlite3.Connection:
    connection = connect(*names, **options)
    if not options:  # a copy, and not the database that is read
        connection.execute("PRAGMA max_page_count = 3")
    return connection
