"""What an attacker would try, each with what comes of it; SECURITY.md lists them and names these tests."""

from __future__ import annotations

import asyncio
import json
import re
import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import aiohttp
import pytest
import sqlalchemy as sa
from aiohttp import web
from hypothesis import example, given
from hypothesis import strategies as st

from bot.cli import run_command
from bot.state.alerts import Pace
from bot.state.channels import ChannelSettings
from bot.state.feedback import Verdict
from bot.state.state import State
from bot.state.tables import TABLES
from bot.transports.door import LARGEST_BODY
from corpus.database import sqlite_url
from corpus.errors import FetchError
from corpus.folder import load_folder
from corpus.identifiers import PUBLICATIONS, parse_identifier
from corpus.library import Library
from corpus.publications import Publications, open_session, parse_address
from corpus.search import Searcher
from tests.bot.letting_in import Porch, keep_log, run_porch, sign
from tests.bot.payloads import IDS, VIEW

SQL = "'; DROP TABLE inbox; -- \" ') OR 1=1; %s :p {x} \\"
# Where the papers of the seeds are published.
PUBLISHERS = (f"{PUBLICATIONS}/", "https://www.rijksfinancien.nl/")
TRICK = "<!channel> <@U0COLLEGA> <https://evil.example|klik> *vet* _schuin_ `code` javascript:alert(1) \u202egnirtS"


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    code: int
    out: str
    err: str


class Terminal:
    """Gives commands as a person does at a terminal, in the test's own process."""

    def __init__(self, capsys: pytest.CaptureFixture[str], folder: Path) -> None:
        self._capsys = capsys
        self._environment = {"GRIFFIER_DATA": str(folder)}

    def run(self, *arguments: str) -> Result:
        self._capsys.readouterr()
        try:
            code = run_command(list(arguments), self._environment)
        except SystemExit as end:
            code = int(str(end.code))
        shown = self._capsys.readouterr()
        return Result(code=code, out=shown.out, err=shown.err)


@pytest.fixture
def terminal(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Terminal:
    return Terminal(capsys, tmp_path / "data")


@pytest.fixture
async def porch(searcher: Searcher) -> AsyncIterator[Porch]:
    async with run_porch(searcher) as running:
        yield running


# --- who comes in over HTTP


@pytest.mark.parametrize(
    "headers",
    [
        {},
        sign("een-ander-geheim", b"x"),
        {"X-Slack-Signature": "v0=", "X-Slack-Request-Timestamp": str(int(time.time()))},
        {"X-Slack-Signature": "v0=" + "0" * 64, "X-Slack-Request-Timestamp": "geen getal"},
        {"X-Slack-Signature": "v0=" + "0" * 64, "X-Slack-Request-Timestamp": "9" * 5_000},
        {"X-Slack-Signature": "v0=" + "0" * 64, "X-Slack-Request-Timestamp": "-1"},
        {"X-Slack-Signature": "ë", "X-Slack-Request-Timestamp": "¹"},
    ],
)
async def test_a_forged_request_is_refused_and_does_nothing(porch: Porch, headers: dict[str, str]) -> None:
    for body in (porch.make_event("vraag 43"), b"\xff\xfe", b"", b"{" * 50_000):
        assert (await porch.post(body, headers))[0] == 401
    # Nor by what Slack asks without a signature: nothing is done but saying yes.
    assert (await porch.post(b"ssl_check=1&command=/vraag&text=43", headers))[0] == 200
    await porch.is_well()
    assert len(porch.list_answers()) == 1


async def test_a_body_that_was_changed_or_takes_the_signature_of_another_is_refused(porch: Porch) -> None:
    body = porch.make_event("vraag 43")
    headers = sign(porch.slack.signing_secret, body)
    assert (await porch.post(body.replace(b"43", b"42"), headers))[0] == 401
    later = headers | {"X-Slack-Request-Timestamp": str(int(time.time()) + 1)}
    assert (await porch.post(body, later))[0] == 401


@pytest.mark.parametrize("age", [301 + 5, -301 - 5])
async def test_an_old_request_and_one_of_the_future_are_refused(porch: Porch, age: int) -> None:
    body = porch.make_event("vraag 43")
    assert (await porch.post(body, sign(porch.slack.signing_secret, body, time.time() - age)))[0] == 401
    assert (await porch.post(body, sign(porch.slack.signing_secret, body, time.time() - age / 1.1)))[0] == 200


async def test_a_command_that_is_replayed_is_carried_out_once(porch: Porch) -> None:
    body = porch.make_command("/vraag", "43 uit 36360-VI")
    headers = sign(porch.slack.signing_secret, body)
    kind = "application/x-www-form-urlencoded"
    replies = await asyncio.gather(*(porch.post(body, headers, kind=kind) for _ in range(5)))
    assert sorted(status for status, _ in replies) == [200, 409, 409, 409, 409]
    # Nor with a header that Slack does not sign.
    assert (await porch.post(body, headers | {"X-Slack-Retry-Num": "1"}, kind=kind))[0] == 409
    await porch.is_well()
    assert len(porch.slack.bot_messages(porch.slack.channel)) == 1


async def test_a_command_that_is_replayed_at_another_process_is_carried_out_once(searcher: Searcher, url: str) -> None:
    one, two = State.open(url), State.open(url)
    kind = "application/x-www-form-urlencoded"
    async with run_porch(searcher, state=one) as porch, run_porch(searcher, slack=porch.slack, state=two) as other:
        body = porch.make_command("/vraag", "43 uit 36360-VI")
        headers = sign(porch.slack.signing_secret, body)
        replies = await asyncio.gather(*(each.post(body, headers, kind=kind) for each in (porch, other) * 3))
        assert sorted(status for status, _ in replies) == [200, 409, 409, 409, 409, 409]
    one.close()
    two.close()


async def test_an_event_that_is_replayed_is_answered_once(porch: Porch) -> None:
    body = porch.make_event("vraag 43 uit 36360-VI")
    headers = sign(porch.slack.signing_secret, body)
    replies = await asyncio.gather(*(porch.post(body, headers) for _ in range(5)))
    # Slack, whose own repetitions these may be, hears each time that it came.
    assert {status for status, _ in replies} == {200}
    await porch.is_well()
    assert len(porch.list_answers()) == 2


@pytest.mark.parametrize("is_chunked", [False, True])
async def test_an_oversized_request_is_refused_before_it_is_read(porch: Porch, is_chunked: bool) -> None:
    sent = 0

    async def stream() -> AsyncIterator[bytes]:
        nonlocal sent
        while sent < 50 * LARGEST_BODY:
            sent += 65_536
            yield b"x" * 65_536

    body = stream() if is_chunked else BytesIO(b"x" * (LARGEST_BODY + 1))
    try:
        async with porch.session.post(porch.address, data=body) as response:
            assert response.status == 413
    except (aiohttp.ClientOSError, aiohttp.ServerDisconnectedError):
        assert is_chunked  # the door was shut while the attacker was still speaking
    assert sent < 50 * LARGEST_BODY
    await porch.is_well()


async def test_a_body_that_would_burst_is_not_unpacked(porch: Porch) -> None:
    async with porch.session.post(porch.address, data=b"{}", headers={"Content-Encoding": "gzip"}) as response:
        assert response.status == 401
    await porch.is_well()


@pytest.mark.parametrize(
    "said", [b"POST /slack/ev", b"POST /slack/events HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n{"]
)
async def test_a_slow_request_is_hung_up_on_and_holds_up_nobody(searcher: Searcher, said: bytes) -> None:
    async with run_porch(searcher, slowest=0.3, pause=0.3) as porch:
        lines = [await asyncio.open_connection("127.0.0.1", porch.port) for _ in range(50)]
        for _, writer in lines:
            writer.write(said)
        await porch.is_well()
        answers = await asyncio.wait_for(asyncio.gather(*(reader.read() for reader, _ in lines)), 10)
        assert all(answer == b"" or answer.startswith(b"HTTP/1.1 408") for answer in answers)
        for _, writer in lines:
            writer.close()


async def test_a_payload_that_wants_its_answer_elsewhere_is_refused(porch: Porch) -> None:
    asked: list[str] = []

    async def note(request: web.Request) -> web.Response:
        asked.append(request.path)
        return web.Response()

    app = web.Application()
    app.router.add_post("/{path:.*}", note)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    elsewhere = f"http://127.0.0.1:{runner.addresses[0][1]}/"
    for url in (elsewhere, f"{elsewhere}@hooks.slack.com/", "file:///etc/passwd", "http://[", elsewhere.upper()):
        fields = {"command": "/vraag", "text": "43", "team_id": "T0LOKAAL", "user_id": "U0JIJ", "response_url": url}
        body = urlencode(fields).encode()
        assert (await porch.post(body, kind="application/x-www-form-urlencoded"))[0] == 400
    await porch.is_well()
    assert asked == []
    await runner.cleanup()


# --- text that wants to be more than text


def list_strings(value: object, path: str = "") -> Iterator[tuple[str, str]]:
    """Yield every text of a message, and where it stands."""
    if isinstance(value, dict):
        kind = value.get("type", "")
        for name, inner in value.items():
            yield from list_strings(inner, f"{path}/{kind}.{name}")
    elif isinstance(value, list):
        for inner in value:
            yield from list_strings(inner, path)
    elif isinstance(value, str):
        yield path, value


def list_links(value: object, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every link element of rich text."""
    if isinstance(value, dict):
        if value.get("type") == "link":
            yield path, value
        for name, inner in value.items():
            yield from list_links(inner, f"{path}/{name}")
    elif isinstance(value, list):
        for inner in value:
            yield from list_links(inner, path)


def find_live(message: dict[str, Any]) -> list[tuple[str, str]]:
    """Return what of a message pings, or is a link that does not say where it leads.

    The title of a paper leads to where it is published; an address in a text is a link that shows itself.
    """
    live = [
        (path, leaf["url"])
        for path, leaf in list_links(message["blocks"])
        if leaf["url"] != leaf.get("text") or not leaf["url"].isprintable()
    ]
    for path, text in list_strings({"text": message["text"], "blocks": message["blocks"]}):
        if path.endswith(("/mrkdwn.text", "/.text")):
            entities = re.findall(r"<([^>]*)>", text)
            live += [(path, entity) for entity in entities if not entity.startswith(PUBLISHERS)]
        if re.search(r"/(?:user|usergroup|channel|broadcast|emoji)\.(?:user_id|range|channel_id|name)$", path):
            live.append((path, text))
    return live


async def test_nothing_in_a_paper_its_title_or_its_file_name_pings_links_or_formats(tmp_path: Path) -> None:
    paper = f"{TRICK}\n\nVraag 1\nKomt er {TRICK} xylofoon?\nAntwoord\nNee, {TRICK}.\n\nVraag 2\nXylofoon {TRICK}?\n"
    (tmp_path / "<!channel> <@U0COLLEGA>.txt").write_text(paper, encoding="utf-8")
    searcher = Searcher.build(load_folder(tmp_path))
    async with run_porch(searcher) as porch:
        for number, text in enumerate(("xylofoon", "vraag 1", "bronnen"), 1):
            assert (await porch.post(porch.make_event(text)))[0] == 200
            await porch.slack.wait_for(lambda number=number: len(porch.list_answers()) == number, 10)  # type: ignore[misc]
        assert any("!channel" in str(message["blocks"]) for message in porch.list_answers())
        assert [live for message in porch.list_answers() for live in find_live(message)] == []
        assert not any("\u202e" in str(message["text"]) for message in porch.list_answers())


@pytest.mark.parametrize("command", ["/vraag", "/zoek", "/griffier"])
async def test_nothing_that_a_person_types_or_is_called_pings_links_or_formats(porch: Porch, command: str) -> None:
    slack = porch.slack
    fields = {"command": command, "team_id": "T0LOKAAL", "user_id": "U0JIJ", "channel_id": slack.channel}
    for text in (f"dwangsommen IND {TRICK}", f"43 uit {TRICK}", TRICK):
        url = slack.responses.make_url(slack.person, slack.channel)
        body = urlencode({**fields, "text": text, "user_name": TRICK, "response_url": url}).encode()
        before = len(porch.list_answers())
        assert (await porch.post(body, kind="application/x-www-form-urlencoded"))[0] == 200
        await slack.wait_for(lambda before=before: len(porch.list_answers()) > before, 10)  # type: ignore[misc]
    assert [live for message in porch.list_answers() for live in find_live(message)] == []
    assert not any("\u202e" in str(message["text"]) for message in porch.list_answers())


@pytest.fixture
def log() -> Iterator[StringIO]:
    with keep_log() as stream:
        yield stream


async def test_nothing_that_comes_in_makes_a_line_of_the_log_or_colours_it(porch: Porch, log: StringIO) -> None:
    trick = "x\n2026-01-01T00:00:00.000Z CRITICAL bot alles is weg\r\n\x1b[31mrood\u2028\u202e"
    ids: dict[str, object] = {"channel": trick[:60], "user": trick[:60], "thread_ts": trick[:60]}
    for more in ({}, ids, {"subtype": trick}, {"type": trick}):
        await porch.post(porch.make_event(trick, **more))
    await porch.post(porch.make_command("/vraag", trick), kind="application/x-www-form-urlencoded")
    await porch.post(porch.make_command(f"/vraag {trick}", trick), kind="application/x-www-form-urlencoded")
    await porch.interact(
        {"type": "block_actions", "user": {"id": trick[:60]}, "actions": [make_action("entry_open", trick)]}
    )
    await porch.post(trick.encode(), {"X-Slack-Signature": "v0=\t[31m", "X-Slack-Request-Timestamp": "1"})
    await porch.is_well()
    for line in log.getvalue().splitlines():
        assert line.isprintable(), line
        assert re.match(r"\d{4}-\d\d-\d\dT\S+Z [A-Z]+ (?!bot alles)|  ", line), line
    assert "alles is weg" not in "".join(line for line in log.getvalue().splitlines() if " CRITICAL " in line[:40])


def test_nothing_in_a_paper_or_its_name_steers_a_terminal(terminal: Terminal, tmp_path: Path) -> None:
    trick = "\x1b]0;titel\x07\x1b[2J\u202e\x9b31m"
    papers = tmp_path / "papers"
    papers.mkdir()
    (papers / f"naam{trick}.txt").write_text(f"Vraag 1\nKomt er xylofoon {trick}?\nAntwoord\nNee{trick}.\n")
    shown = [
        terminal.run("ask", "xylofoon", "--seeds", str(papers)),
        terminal.run("ask", "--json", "xylofoon", "--seeds", str(papers)),
        terminal.run("bronnen", "--seeds", str(papers)), terminal.run("add", str(papers)),
        terminal.run("add", f"https://evil.example/{trick}"), terminal.run("remove", trick), terminal.run(trick),
    ]  # fmt: skip
    assert "xylofoon" in shown[0].out
    for result in shown:
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", result.out + result.err)
    assert json.loads(shown[1].out)["hits"]


# --- identifiers, names and values that were made up


@pytest.mark.parametrize("value", ["", "../../etc/passwd", "a" * 20_000, f"x|{'9' * 5_000}", "\u202e|-1"])
async def test_a_button_whose_value_was_tampered_with_harms_nothing(porch: Porch, value: str) -> None:
    assert "entry_open" in IDS
    slack, base = (
        porch.slack,
        {"trigger_id": "1.2.x", "team": {"id": "T0LOKAAL"}, "user": {"id": "U0JIJ", "name": "jij"}},
    )
    view = {**VIEW, "private_metadata": value}
    for id_ in IDS:
        url = slack.responses.make_url(slack.person, slack.channel)
        for action_id, place in ((id_, {"response_url": url}), (f"{id_}_on", {"view": view})):
            pressed = {**base, "type": "block_actions", "actions": [make_action(action_id, value)], **place}
            # Nothing answers to some of these ids: the bot says so, and does not fail.
            assert (await porch.interact(pressed))[0] in (200, 404)
        submitted = {**base, "type": "view_submission", "view": {**view, "callback_id": id_}}
        assert (await porch.interact(submitted))[0] in (200, 404)
    await porch.is_well()
    assert not any("Traceback" in str(message) or "/etc" in str(message) for message in porch.list_answers())


def make_action(action_id: str, value: str) -> dict[str, object]:
    return {"type": "button", "action_id": action_id, "block_id": "b", "value": value, "action_ts": "1.2"}


async def test_sql_in_every_field_is_text(searcher: Searcher, url: str) -> None:
    state = State.open(url)
    async with run_porch(searcher, state=state) as porch:
        for more in ({}, {"channel": SQL}, {"user": SQL}, {"team": SQL}, {"thread_ts": SQL}, {"ts": SQL}):
            assert (await porch.post(porch.make_event(SQL, **more)))[0] == 200
        assert (await porch.post(porch.make_command("/zoek", SQL), kind="application/x-www-form-urlencoded"))[0] == 200
        await porch.is_well()
    state.channels.save(SQL, SQL, ChannelSettings(), by=SQL)
    alert = state.alerts.add(SQL, query=SQL, target=SQL, person=SQL, pace=Pace.DAILY)
    planned = state.alerts.plan(alert, 1, [SQL])
    assert planned is not None
    state.alerts.finish(planned)
    state.feedback.give(SQL, SQL, query=SQL, entry=SQL, verdict=Verdict.WRONG, wanted=SQL)
    state.questions.add(SQL, SQL, SQL)
    assert state.channels.find(SQL, SQL) == ChannelSettings()
    assert (state.alerts.list_of(SQL, SQL)[0].query, state.alerts.find_unsent(alert, [SQL])) == (SQL, ())
    assert state.feedback.list_of(SQL)[0].wanted == SQL
    assert state.questions.list_of(SQL, SQL)[0].text == SQL
    assert state.audit.list_of(SQL)[0].subject == SQL
    with state.database.read() as connection:
        assert set(TABLES.tables) <= set(sa.inspect(connection).get_table_names())
    state.keeping.forget_team(SQL)
    assert state.questions.list_of(SQL, SQL) == ()
    state.close()


@pytest.mark.parametrize(
    "name", ["../../buiten.txt", "/etc/passwd", "..\\..\\buiten.txt", "a/../../b.txt", "naam\0.txt"]
)
def test_the_name_of_a_file_leads_nowhere(terminal: Terminal, tmp_path: Path, name: str) -> None:
    library = Library.open(sqlite_url(tmp_path / "data"))
    library.add(name, b"Vraag 1\nKomt er xylofoon?\nAntwoord\nNee.\n")
    library.close()
    shown = terminal.run("bronnen")
    assert (shown.code, shown.err) == (0, "")
    terminal.run("vraag", "1", name)
    terminal.run("remove", name)
    assert {path.relative_to(tmp_path).parts[0] for path in tmp_path.rglob("*")} == {"data"}


@given(st.text() | st.from_regex(r"(kst|ah-tk|kv-tk|blg)-[0-9A-Za-z./%?#@-]{1,30}"))
@example("kst-36560-VI-10/../../../etc/passwd")
@example("kst-36560-VI-10?x=http://evil.example")
@example("kst-36560-VI-10%2f..")
def test_an_identifier_is_a_name_and_never_a_path_or_an_address(text: str) -> None:
    identifier = parse_identifier(text)
    if identifier is not None:
        assert re.fullmatch(r"[A-Za-z0-9-]+", identifier.id)
        assert identifier.url is None or re.fullmatch(r"https://[a-z.]+/[A-Za-z0-9/.?=&-]+", identifier.url)


# --- fetching


class Trap:
    """A site of papers that sends whoever asks elsewhere, and a place in the own network that should not hear of it."""

    def __init__(self) -> None:
        self.url = ""
        self.heard: list[str] = []
        self.leads_to = ""

    async def answer(self, request: web.Request) -> web.Response:
        self.heard.append(request.path)
        if request.path == "/binnen":
            return web.Response(text="geheim")
        raise web.HTTPFound(self.leads_to)


@pytest.fixture
async def trap() -> AsyncIterator[Trap]:
    trap = Trap()
    app = web.Application()
    app.router.add_get("/{path:.*}", trap.answer)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    trap.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    yield trap
    await runner.cleanup()


async def no_wait(_: float) -> None: ...


async def test_a_redirect_is_not_followed(trap: Trap) -> None:
    identifier = parse_identifier("kst-36560-VI-10")
    assert identifier is not None
    async with open_session() as session:
        site = Publications(session=session, site=trap.url, sru=trap.url, sleep=no_wait)
        for place in (f"{trap.url}/binnen", "http://169.254.169.254/latest/meta-data/", "file:///etc/passwd"):
            trap.leads_to = place
            with pytest.raises(FetchError, match="answers 302"):
                await site.fetch(identifier)
            with pytest.raises(FetchError, match="answers 302"):
                await site.search("36560-VI")
    assert "/binnen" not in trap.heard


@pytest.mark.parametrize(
    "address", ["127.0.0.1", "10.0.0.1", "192.168.1.1", "169.254.169.254", "0.0.0.0", "::1", "fd00::1"]
)
async def test_a_name_that_leads_into_the_own_network_is_not_fetched_from(
    trap: Trap, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def lead_inside(*_: object, **__: object) -> list[dict[str, object]]:
        return [{"hostname": "x", "host": address, "port": 0, "family": 2, "proto": 0, "flags": 0}]

    # The one thing that can't be run here is a name server of the attacker's.
    monkeypatch.setattr("corpus.publications.DefaultResolver.resolve", lead_inside)
    identifier = parse_identifier("kst-36560-VI-10")
    assert identifier is not None
    site = f"http://zoek.example:{trap.url.rpartition(':')[2]}"
    async with open_session() as session:
        with pytest.raises(FetchError, match="can't be reached"):
            await Publications(session=session, site=site, sru=site, sleep=no_wait).fetch(identifier)
    assert trap.heard == []


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/kst-36560-VI-10.html", "http://[::1]/kst-36560-VI-10.html", "file:///etc/passwd",
        "https://zoek.officielebekendmakingen.nl@evil.example/kst-36560-VI-10.html", "gopher://evil.example/1",
        "https://zoek.officielebekendmakingen.nl.evil.example/kst-36560-VI-10.html",
        "https://evil.example/https://zoek.officielebekendmakingen.nl/kst-36560-VI-10.html",
        "https://zoek.officielebekendmakingen.nl:8443/kst-36560-VI-10.html", "http://169.254.169.254/latest/meta-data/",
    ],
)  # fmt: skip
def test_addresses_of_other_sites_are_not_asked(terminal: Terminal, url: str) -> None:
    assert parse_address(url) is None
    refused = terminal.run("add", url)
    assert (refused.code, "alone" in refused.err) == (2, True)


async def test_an_address_in_a_paper_is_never_asked(trap: Trap, terminal: Terminal, tmp_path: Path) -> None:
    papers = tmp_path / "papers"
    papers.mkdir()
    (papers / "a.txt").write_text(f"Vraag 1\nWat staat op {trap.url}/binnen?\nAntwoord\nZie {trap.url}/binnen.\n")
    xml = f'<?xml version="1.0"?><!DOCTYPE a SYSTEM "{trap.url}/binnen"><a><al>{trap.url}/binnen</al></a>'
    (papers / "b.xml").write_text(xml)
    added = await asyncio.to_thread(terminal.run, "add", str(papers))
    assert "added a" in added.out
    assert "binnen" in (await asyncio.to_thread(terminal.run, "ask", "binnen")).out
    assert trap.heard == []
