"""The log follows an event by one id, and holds nothing of what people write, nor a secret."""

from __future__ import annotations

import asyncio
import io
import json
import logging
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import tracing
from bot.config import LogFormat, LogLevel
from bot.errors import GriffierError
from bot.local import LocalOptions, LocalSlack, serve
from bot.logs import JsonLines, TextLines, clean, set_up_logging
from corpus.database import Database, sqlite_url
from corpus.errors import LibraryError
from tests.bot.processes import Crew
from tests.conftest import OPTIONS

PLANTED = "geheimwoord"
FORGED = "2026-01-01T00:00:00.000Z CRITICAL bot.desk ingebroken"


@pytest.fixture(autouse=True)
def _leave_logging_as_it_was() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    own = {name: logging.getLogger(name).level for name in ("bot", "corpus")}
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    for name, before in own.items():
        logging.getLogger(name).setLevel(before)


def make_record(message: str, error: Exception | None = None) -> logging.LogRecord:
    failure = (type(error), error, error.__traceback__) if error else None
    return logging.LogRecord("bot.desk", logging.ERROR, __file__, 1, "%s", (message,), failure)


def fail(text: str) -> Exception:
    try:
        try:
            raise KeyError(text)
        except KeyError as error:
            raise ValueError(f"{text}\n{FORGED}") from error
    except ValueError as error:
        return error


@given(st.text())
def test_whatever_is_logged_is_one_line(text: str) -> None:
    for form in (TextLines(), JsonLines()):
        line = form.format(make_record(text))
        assert line.isprintable()
        line.encode("utf-8")
    entry = json.loads(JsonLines().format(make_record(text)))
    assert (entry["level"], entry["logger"], entry["message"]) == ("error", "bot.desk", clean(text))


def test_an_error_is_told_by_its_place_and_kind_and_not_by_its_text() -> None:
    for form in (TextLines(), JsonLines()):
        told = form.format(make_record("failure 12ab", fail(PLANTED)))
        assert "ValueError" in told
        assert "KeyError" in told
        assert "test_logs.py" in told
        assert PLANTED not in told
        assert FORGED not in told


def test_no_line_of_a_trace_can_pass_for_a_line_of_the_log() -> None:
    first, *others = TextLines().format(make_record("failure 12ab", fail(FORGED))).splitlines()
    assert re.match(r"\d{4}-\d\d-\d\dT[\d:.]+Z ERROR bot.desk failure 12ab$", first)
    assert others
    assert all(line.startswith("  ") for line in others)


def test_our_own_errors_are_told_in_their_words() -> None:
    for error in (GriffierError("set PORT anew"), LibraryError("restore a back-up")):
        assert str(error) in TextLines().format(make_record("x", error))


def test_a_database_s_error_does_not_quote_what_was_written(tmp_path: Path) -> None:
    database = Database.open(sqlite_url(tmp_path))
    with pytest.raises(LibraryError) as caught, database.write() as connection:
        connection.exec_driver_sql("INSERT INTO nergens VALUES (?)", (PLANTED,))
    assert PLANTED not in repr(caught.value.__cause__)
    assert PLANTED not in str(caught.value.__cause__)
    database.close()


@pytest.mark.parametrize("event_id", ["Ev0ABC\nx", "", None, {"a": 1}, "E" * 500, "Ev é", 7])
def test_what_does_not_look_like_slacks_id_is_not_taken_for_one(event_id: object) -> None:
    with tracing.follow(tracing.Trace()):
        trace = tracing.name(event_id, "event")
        assert re.fullmatch(r"[0-9a-f]{12}", trace.id)
        assert tracing.name("Ev0ABC", "event").id == "Ev0ABC"
    assert tracing.find_trace() is None


def test_libraries_are_heard_from_a_warning_on_even_where_all_is_logged() -> None:
    stream = io.StringIO()
    set_up_logging(LogLevel.DEBUG, LogFormat.TEXT, stream)
    logging.getLogger("slack_sdk.web").debug("%s", PLANTED)
    logging.getLogger("slack_bolt.AsyncApp").info("%s", PLANTED)
    logging.getLogger("slack_bolt.AsyncApp").warning("Unhandled request (%s)", PLANTED)
    logging.getLogger("slack_sdk.web").warning("gehoord")
    logging.getLogger("bot.desk").debug("ook gehoord")
    lines = stream.getvalue().splitlines()
    assert [line.split()[-1] for line in lines] == ["gehoord", "gehoord"]


def read_log(folder: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in (folder / "log").read_text(encoding="utf-8").splitlines()]


async def wait_for_line(folder: Path, start: str) -> None:
    async with asyncio.timeout(20):
        while not any(line["message"].startswith(start) for line in read_log(folder)):  # noqa: ASYNC110 - a file
            await asyncio.sleep(0.01)


def list_secrets(slack: LocalSlack) -> tuple[str, ...]:
    return (slack.bot_token, slack.app_token, slack.signing_secret)


@pytest.mark.parametrize("over_http", [False, True], ids=["socket mode", "http"])
async def test_one_id_leads_from_an_event_to_its_answer_over_refusals(tmp_path: Path, over_http: bool) -> None:
    async with serve(options=OPTIONS) as slack:
        settings = {"GRIFFIER_LOG_FORMAT": "json", "GRIFFIER_LOG_LEVEL": "debug"}
        crew = Crew(slack=slack, folder=tmp_path, url=sqlite_url(tmp_path), over_http=over_http, settings=settings)
        try:
            process = await crew.start()
            slack.faults.retry_after = 0
            slack.faults.rate_limited["chat.postMessage"] = 1
            channel = slack.dm(slack.person)
            for number in range(1, 4):
                await slack.people.post(slack.person, channel, f"{PLANTED}\n{FORGED} brug {number}")
                await slack.wait_for(lambda number=number: len(slack.bot_messages(channel)) == number)
            await slack.people.command(slack.person, slack.channel, "/zoek", f"{PLANTED} brug")
            await wait_for_line(tmp_path, "command answered")
            process.terminate()
            await asyncio.wait_for(process.wait(), 10)
            crew.processes.remove(process)
        finally:
            await crew.stop()
        lines = read_log(tmp_path)
        by_id: dict[str, list[str]] = {}
        for line in lines:
            by_id.setdefault(line.get("id", ""), []).append(line["message"].partition(" after ")[0])
        events = [said for name, said in by_id.items() if name.startswith("Ev")]
        assert events[0] == ["a question came", "Slack says to wait 0.0 s", "answered"]
        assert events[1:] == [["a question came", "answered"]] * 2
        assert ["command answered"] in by_id.values()
        text = (tmp_path / "log").read_text(encoding="utf-8")
        assert not [each for each in (*list_secrets(slack), PLANTED, "ingebroken", slack.person) if each in text]


async def test_who_takes_over_a_question_goes_on_under_its_id(tmp_path: Path) -> None:
    options = LocalOptions(ack_timeout=1.0, retry_delays=(0.2,) * 600)
    async with serve(options=options) as slack:
        settings = {"GRIFFIER_LOG_FORMAT": "json"}
        crew = Crew(slack=slack, folder=tmp_path, url=sqlite_url(tmp_path), settings=settings)
        try:
            process = await crew.start()
            slack.faults.slow["chat.postMessage"] = 30.0
            await slack.people.post(slack.person, slack.dm(slack.person), "komt er een brug?")
            await wait_for_line(tmp_path, "a question came")
            await crew.kill(process)
            slack.faults.slow.clear()
            await crew.start()
            await wait_for_line(tmp_path, "answered after")
        finally:
            await crew.stop()
        lines = [line for line in read_log(tmp_path) if "id" in line]
        assert len({line["id"] for line in lines}) == 1
        said = [line["message"].partition(" after ")[0] for line in lines]
        assert said == ["a question came", "a question is taken up (attempt 2)", "answered"]
