"""`griffier doctor` finds each thing that is broken, and says what to do; it changes nothing."""

from __future__ import annotations

import asyncio
import json
import shutil
import sqlite3
import time
from collections.abc import AsyncIterator
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from bot.config import Secret
from bot.doctor.examination import examine
from bot.doctor.finding import Finding, Verdict
from bot.doctor.stores import examine_room
from bot.local import LocalSlack, serve
from bot.sealing import Seal, make_key
from bot.shelves import Shelves
from bot.state.installations import Installation
from bot.state.state import State
from corpus.database import sqlite_url
from corpus.library import Library
from tests.bot.proxy import run_proxy
from tests.bot.test_cli import run
from tests.conftest import OPTIONS, SEEDS
from tests.postgres import Server

PAPER = "Vraag 1\nKomt er een xylofoon?\nAntwoord\nDe xylofoon komt er.\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Patient:
    slack: LocalSlack
    folder: Path
    environment: dict[str, str]

    async def find(self, subject: str, **changed: str) -> Finding:
        (found,) = [
            each for each in await examine({**self.environment, **changed}, time.time) if each.subject == subject
        ]
        return found


async def find(environment: dict[str, str], subject: str) -> Finding:
    (found,) = [each for each in await examine(environment, time.time) if each.subject == subject]
    return found


def list_tokens(slack: LocalSlack) -> dict[str, str]:
    return {"SLACK_APP_TOKEN": slack.app_token, "SLACK_BOT_TOKEN": slack.bot_token, "SLACK_API_URL": slack.api_url}


@pytest.fixture
async def patient(tmp_path: Path) -> AsyncIterator[Patient]:
    """An installation in which all is well, with a paper of its own, read and indexed."""
    url = sqlite_url(tmp_path)
    State.open(url).close()
    library = Library.open(url)
    library.add("kst-36000-1.txt", PAPER.encode())
    Shelves(seeds=SEEDS, library=library, index=tmp_path / "index").open()
    library.close()
    async with serve(options=OPTIONS) as slack:
        environment = list_tokens(slack) | {"GRIFFIER_DATA": str(tmp_path)}
        yield Patient(slack=slack, folder=tmp_path, environment=environment)


def list_files(folder: Path) -> dict[str, bytes]:
    # What SQLite keeps beside a file while somebody reads it is no change of it.
    files = (path for path in sorted(folder.rglob("*")) if path.is_file() and path.suffix not in (".db-shm", ".db-wal"))
    return {str(path): path.read_bytes() for path in files}


async def test_where_all_is_well_it_says_so_of_each_and_changes_nothing(patient: Patient) -> None:
    with closing(sqlite3.connect(patient.folder / "griffier.db")) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    before = list_files(patient.folder)
    done = await asyncio.to_thread(run, "doctor", cwd=patient.folder, **patient.environment)
    assert (done.returncode, done.stderr) == (0, "")
    lines = [line.split(maxsplit=1) for line in done.stdout.splitlines()]
    subjects = ("settings", "bot token", "scopes", "clock", "app token", "seeds", "database", "index", "disk")
    assert [mark for mark, _ in lines] == ["ok"] * len(subjects), done.stdout
    assert all(said.startswith(subject) for (_, said), subject in zip(lines, subjects, strict=True))
    assert list_files(patient.folder) == before


async def test_what_failed_is_said_to_people_and_to_programs_without_a_secret(patient: Patient) -> None:
    broken = {**patient.environment, "SLACK_BOT_TOKEN": "xoxb-geheim"}
    done = await asyncio.to_thread(run, "doctor", "--json", cwd=patient.folder, **broken)
    told = json.loads(done.stdout)
    assert (done.returncode, told["well"]) == (1, False)
    (failed,) = [each for each in told["findings"] if each["verdict"] == "failed"]
    assert failed["seen"] == "Slack refuses SLACK_BOT_TOKEN (invalid_auth)"
    assert "install the app again" in failed["advice"]
    done = await asyncio.to_thread(run, "doctor", cwd=patient.folder, **broken)
    assert done.returncode == 1
    assert "FAILED   bot token       Slack refuses SLACK_BOT_TOKEN (invalid_auth)\n" in done.stdout
    assert "geheim" not in done.stdout + done.stderr + json.dumps(told)


async def test_tokens_that_slack_refuses_are_told_apart(patient: Patient) -> None:
    found = await patient.find("app token", SLACK_APP_TOKEN="xapp-anders")
    assert (found.verdict, found.seen) == (Verdict.FAILED, "Slack refuses SLACK_APP_TOKEN (invalid_auth)")
    found = await patient.find("bot token", SLACK_API_URL="http://127.0.0.1:9/")
    assert (found.verdict, found.seen) == (Verdict.FAILED, "Slack can't be reached")
    # A page of a proxy's is no refusal of Slack's.
    for subject, method in (("bot token", "auth.test"), ("app token", "apps.connections.open")):
        patient.slack.faults.pages[method] = [(403, "text/html", "<html>Proxy</html>")]
        assert (await patient.find(subject)).seen == "Slack can't be reached"
    found = await patient.find("tokens", SLACK_APP_TOKEN="", SLACK_BOT_TOKEN="")
    assert found.verdict is Verdict.WELL
    for secret, verdict in ((patient.slack.signing_secret, Verdict.WELL), ("te kort", Verdict.WARNING)):
        found = await patient.find("signing secret", SLACK_APP_TOKEN="", SLACK_SIGNING_SECRET=secret)
        assert found.verdict is verdict


async def test_slack_is_reached_by_the_road_that_the_bot_takes(patient: Patient) -> None:
    wrong = {"HTTPS_PROXY": "http://127.0.0.1:9"}
    done = await asyncio.to_thread(run, "doctor", cwd=patient.folder, **patient.environment, **wrong)
    assert done.stdout.count("Slack can't be reached") == 2
    wrong["NO_PROXY"] = "127.0.0.1"
    done = await asyncio.to_thread(run, "doctor", cwd=patient.folder, **patient.environment, **wrong)
    assert (done.returncode, "FAILED" in done.stdout) == (0, False), done.stdout
    async with run_proxy(patient.slack.url) as (_, address):
        # A name that the proxy alone knows.
        right = {"HTTPS_PROXY": address, "SLACK_API_URL": "http://slack.invalid/api/"}
        done = await asyncio.to_thread(run, "doctor", cwd=patient.folder, **{**patient.environment, **right})
    assert (done.returncode, "FAILED" in done.stdout) == (0, False), done.stdout


@pytest.mark.parametrize(
    ("off", "verdict"),
    [(0, Verdict.WELL), (20, Verdict.WARNING), (-20, Verdict.WARNING), (400, Verdict.FAILED), (-400, Verdict.FAILED)],
)
async def test_a_clock_that_is_off_is_seen_by_slacks(off: float, verdict: Verdict) -> None:
    async with serve(options=replace(OPTIONS, clock=lambda: time.time() - off)) as slack:
        environment = {
            "SLACK_APP_TOKEN": slack.app_token,
            "SLACK_BOT_TOKEN": slack.bot_token,
            "SLACK_API_URL": slack.api_url,
        }
        (found,) = [each for each in await examine(environment, time.time) if each.subject == "clock"]
        assert found.verdict is verdict
        assert ("ahead of" in found.seen) == (off > 0)
        assert bool(found.advice) == bool(off)


async def test_scopes_that_the_token_lacks_are_named() -> None:
    scopes = tuple(scope for scope in OPTIONS.scopes or () if scope not in ("chat:write", "commands"))
    async with serve(options=replace(OPTIONS, scopes=scopes)) as slack:
        environment = {
            "SLACK_APP_TOKEN": slack.app_token,
            "SLACK_BOT_TOKEN": slack.bot_token,
            "SLACK_API_URL": slack.api_url,
        }
        (found,) = [each for each in await examine(environment, time.time) if each.subject == "scopes"]
        assert (found.verdict, found.seen) == (Verdict.FAILED, "the token lacks chat:write, commands")
        assert "griffier manifest" in found.advice


async def test_all_settings_that_can_t_be_used_are_named_and_never_their_values(patient: Patient) -> None:
    wrong = {**patient.environment, "PORT": "geheim", "GRIFFIER_LANGUAGE": "geheim", "SLACK_APP_TOKEN": "geheim"}
    found = await examine(wrong, time.time)
    assert {each.verdict for each in found} == {Verdict.FAILED}
    assert sorted(each.seen.split()[0] for each in found) == ["GRIFFIER_LANGUAGE", "PORT", "SLACK_APP_TOKEN"]
    assert "geheim" not in str(found)
    mistyped = await patient.find("settings", GRIFFIER_LANGUGE="en")
    assert (mistyped.verdict, "GRIFFIER_LANGUGE" in mistyped.seen) == (Verdict.WARNING, True)


async def test_seeds_that_can_t_be_read_are_named(patient: Patient) -> None:
    folder = patient.folder / "papers"
    folder.mkdir()
    found = await patient.find("seeds", GRIFFIER_SEEDS=str(folder))
    assert (found.verdict, "GRIFFIER_SEEDS" in found.advice) == (Verdict.FAILED, True)
    (folder / "leeg.txt").write_text("")
    (folder / "goed.txt").write_text(PAPER)
    found = await patient.find("seeds", GRIFFIER_SEEDS=str(folder))
    assert (found.verdict, "leeg.txt" in found.seen) == (Verdict.WARNING, True)


async def test_a_damaged_database_is_seen_and_left_as_it_is(patient: Patient) -> None:
    path = patient.folder / "griffier.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    whole = path.read_bytes()
    for damaged in (b"x" * len(whole), whole[: len(whole) // 2], whole[:4096] + b"x" * 4096 + whole[8192:]):
        path.write_bytes(damaged)
        found = await patient.find("database")
        assert (found.verdict, "damaged" in found.seen) == (Verdict.FAILED, True)
        assert "griffier restore" in found.seen + found.advice
        assert path.read_bytes() == damaged


async def test_a_newer_database_an_older_one_and_none_are_told_apart(patient: Patient) -> None:
    with closing(sqlite3.connect(patient.folder / "griffier.db")) as connection, connection:
        connection.execute("UPDATE state_version SET version_num = '9999'")
    found = await patient.find("database")
    assert (found.verdict, found.seen) == (Verdict.FAILED, "made by a newer Griffier")
    with closing(sqlite3.connect(patient.folder / "griffier.db")) as connection, connection:
        connection.execute("DROP TABLE state_version")
    assert "brought up to date" in (await patient.find("database")).seen
    found = await patient.find("database", GRIFFIER_DATA=str(patient.folder / "nieuw"))
    assert (found.verdict, "none yet" in found.seen) == (Verdict.WELL, True)
    assert not (patient.folder / "nieuw").exists()


async def test_a_server_that_is_away_is_said_to_be_and_one_that_is_there_is_well(
    patient: Patient, postgresql: Server
) -> None:
    url = postgresql.make_database()
    found = await patient.find("database", DATABASE_URL=url)
    assert (found.verdict, "whole and writable" in found.seen) == (Verdict.WELL, True)
    found = await patient.find("database", DATABASE_URL="postgresql+psycopg://iemand:geheim@127.0.0.1:9/niets")
    assert (found.verdict, "out of reach" in found.seen) == (Verdict.FAILED, True)
    assert "geheim" not in str(found)


async def test_an_index_that_is_damaged_gone_or_of_other_papers_is_seen(patient: Patient) -> None:
    index = patient.folder / "index"
    (part,) = (index / "words").glob("*.part")
    raw = part.read_bytes()
    part.write_bytes(raw[: len(raw) // 2] + bytes([raw[len(raw) // 2] ^ 1]) + raw[len(raw) // 2 + 1 :])
    found = await patient.find("index")
    assert (found.verdict, found.seen.endswith("damaged: words")) == (Verdict.WARNING, True)
    part.write_bytes(raw)
    assert (await patient.find("index")).verdict is Verdict.WELL
    (index / "papers.db").write_bytes(b"x" * 5000)
    assert (await patient.find("index")).seen.endswith("damaged: papers")
    shutil.rmtree(index)
    found = await patient.find("index")
    assert (found.verdict, "made anew at the next start" in found.advice) == (Verdict.WARNING, True)


async def test_a_folder_that_can_t_be_written_is_seen(patient: Patient) -> None:
    found = await patient.find("database", GRIFFIER_DATA=str(patient.folder / "griffier.db" / "x"))
    assert (found.verdict, "GRIFFIER_DATA" in found.advice) == (Verdict.FAILED, True)


@pytest.mark.parametrize(
    ("free", "verdict"), [(0, Verdict.FAILED), (500 * 2**20, Verdict.WARNING), (5 * 2**30, Verdict.WELL)]
)
def test_little_room_is_said(free: int, verdict: Verdict) -> None:
    assert examine_room(free).verdict is verdict


async def test_of_many_workspaces_each_token_is_asked_for(patient: Patient) -> None:
    slack, key = patient.slack, make_key()
    state = State.open(sqlite_url(patient.folder))
    for team, sealed in (
        ("T0GOED", Seal((Secret(key),)).close("T0GOED", Secret(slack.bot_token))),
        ("T0WEG", Seal((Secret(key),)).close("T0WEG", Secret("xoxb-geheim"))),
        ("T0ANDERS", Seal((Secret(make_key()),)).close("T0ANDERS", Secret(slack.bot_token))),
    ):
        state.installations.save(
            Installation(
                team=team, name=team, person="U1", bot_id="B1", bot_user="U2", token=sealed, refresh_token=None,
                expires_at=None, installed_at=1.0,
            )
        )  # fmt: skip
    state.close()
    many = {"SLACK_APP_TOKEN": "", "SLACK_BOT_TOKEN": "", "SLACK_SIGNING_SECRET": slack.signing_secret}
    many |= {"SLACK_CLIENT_ID": "1.2", "SLACK_CLIENT_SECRET": "geheim", "GRIFFIER_KEYS": key}
    found = await examine(patient.environment | many, time.time)
    tokens = [(each.verdict, each.seen) for each in found if each.subject == "bot token"]
    assert [verdict for verdict, _ in tokens] == [Verdict.FAILED, Verdict.WELL, Verdict.FAILED]
    assert "T0ANDERS" in tokens[0][1]
    assert tokens[2][1] == "Slack refuses that of a workspace (invalid_auth)"
    assert "3 have installed the bot" in {each.seen for each in found}
    assert "geheim" not in str(found)
