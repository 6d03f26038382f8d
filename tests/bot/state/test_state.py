"""The state as a whole: made, brought up to date, damaged, out of reach."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.engine import Connection

from bot.state.alerts import Pace
from bot.state.feedback import Verdict
from bot.state.migration import FOLDER, HEAD, VERSIONS, migrate
from bot.state.state import State
from bot.state.tables import ALERTS, TABLES
from corpus.database import Database, sqlite_url
from corpus.errors import LibraryError
from corpus.library import Library
from tests.postgres import Server


@pytest.mark.parametrize("by_steps", [False, True])
def test_the_tables_that_the_stores_use_are_made_at_once_and_by_the_steps(url: str, by_steps: bool) -> None:
    database = Database.open(url)
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    if by_steps:
        with database.write() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
    else:
        migrate(database)
    options = {"version_table": VERSIONS, "compare_type": True, "compare_server_default": True}
    with database.read() as connection:
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, TABLES) == []
        assert context.get_current_revision() == HEAD == ScriptDirectory.from_config(config).get_current_head()
        assert sa.inspect(connection).get_pk_constraint(VERSIONS)["name"] == f"{VERSIONS}_pkc"
    database.close()


@pytest.mark.parametrize("table", [ALERTS, sa.Table(VERSIONS, sa.MetaData(), sa.Column("version_num", sa.String(32)))])
def test_only_a_database_with_tables_is_taken_through_the_steps(
    url: str, table: sa.Table, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken: list[Connection] = []
    monkeypatch.setattr("bot.state.migration._upgrade", taken.append)
    database = Database.open(url)
    with database.write() as connection:
        table.create(connection)
    migrate(database)
    assert len(taken) == 1
    with database.write() as connection:
        table.drop(connection)
    migrate(database)
    assert len(taken) == 1
    database.close()


def test_what_was_kept_before_stays_and_entries_with_long_names_are_kept_beside_it(url: str) -> None:
    database = Database.open(url)
    with database.write() as connection:
        config = Config(attributes={"connection": connection})
        config.set_main_option("script_location", str(FOLDER))
        command.upgrade(config, "0004")
        connection.exec_driver_sql("INSERT INTO alerts_sent VALUES ('T1', 1, 'kst-36000-1#1', 3, 2)")
        connection.exec_driver_sql(
            "INSERT INTO feedback (team, person, query, entry, verdict, wanted, given_at) "
            "VALUES ('T1', 'U1', 'brug', 'kst-36000-1#1', 'good', '', 1.0)"
        )
    database.close()
    state = State.open(url)
    alert = state.alerts.add("T1", query="brug", target="C1", person="U1", pace=Pace.AT_ONCE)
    together = f"kst-36000-1#{'-'.join(map(str, range(1, 101)))}"
    assert alert.id == 1
    assert state.alerts.find_unsent(alert, ["kst-36000-1#1", together]) == (together,)
    planned = state.alerts.plan(alert, 4, [together])
    assert planned is not None
    assert state.alerts.list_planned(planned) == (together,)
    for _ in range(2):
        state.feedback.give("T1", "U1", query="brug", entry=together, verdict=Verdict.WRONG)
    assert [given.entry for given in state.feedback.list_of("T1")] == ["kst-36000-1#1", together]
    state.close()


def test_processes_that_start_at_once_make_the_tables_once(url: str) -> None:
    start = threading.Barrier(4)

    def open_state(_: int) -> None:
        start.wait()
        State.open(url).close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(open_state, range(4)))


def test_the_library_and_the_state_share_a_database(url: str) -> None:
    library = Library.open(url)
    state = State.open(url)
    library.add("a.txt", b"Vraag 1\nJa?\nAntwoord\nJa.\n")
    state.questions.add("T1", "U1", "vraag")
    assert len(library.load_owned()) == len(state.questions.list_of("T1", "U1")) == 1
    state.close()
    library.close()


def test_what_a_newer_version_made_is_left_alone(url: str) -> None:
    State.open(url).close()
    database = Database.open(url)
    with database.write() as connection:
        connection.exec_driver_sql("UPDATE state_version SET version_num = '9999'")
    with pytest.raises(LibraryError, match="newer"):
        migrate(database)
    database.close()


def test_a_damaged_database_is_said_without_its_place(tmp_path: Path) -> None:
    (tmp_path / "griffier.db").write_bytes(b"dit is geen database" * 100)
    with pytest.raises(LibraryError, match="damaged") as caught:
        State.open(sqlite_url(tmp_path))
    assert str(tmp_path) not in str(caught.value)


async def test_a_database_that_comes_back_is_used_again(postgresql: Server) -> None:
    state = State.open(postgresql.make_database())
    await state.run(state.questions.add, "T1", "U1", "vraag")
    postgresql.drop_connections()
    assert len(await state.run(state.questions.list_of, "T1", "U1")) == 1
    state.close()


async def test_an_answer_goes_on_without_what_can_not_be_read(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    state = State.open(sqlite_url(tmp_path))
    with state.database.write() as connection:
        connection.exec_driver_sql("DROP TABLE channel_settings")
    assert await state.run_or(None, state.channels.find, "T1", "C1") is None
    assert "damaged" in caplog.text
    state.close()


async def test_a_state_in_memory_holds_everything_for_as_long_as_it_lives() -> None:
    state = State.open_in_memory()
    await state.run(state.questions.add, "T1", "U1", "vraag")
    assert len(await state.run(state.questions.list_of, "T1", "U1")) == 1
    assert not state.is_lasting
    state.close()


def test_a_state_in_memory_serves_several_threads_at_once() -> None:
    state = State.open_in_memory()
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda number: state.questions.add("T1", f"U{number % 4}", f"vraag {number}"), range(80)))
        counts = list(threads.map(lambda person: len(state.questions.list_of("T1", f"U{person}")), range(4)))
    assert counts == [20, 20, 20, 20]
    state.close()
