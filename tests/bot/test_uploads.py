"""Papers that are dropped in a direct message: read, reported on, and added once an administrator says so."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from slack_sdk.web.async_client import AsyncWebClient

from bot.administrators import parse_administrators
from bot.config import SLACK_API
from bot.downloads import DownloadError, Trouble, clean_name, fetch_file, is_allowed
from bot.intake import MOST_FILES
from bot.local.workspace import Json
from bot.texts import DUTCH
from bot.views.uploads import explain_source
from corpus.errors import LibraryError, UnreadableFileError
from corpus.library import Library
from corpus.readers import Limits
from tests.bot.stocked import PATIENCE, Stocked, make_list, run_stocked
from tests.bot.test_cli import run
from tests.conftest import OPTIONS
from tests.corpus.test_hostile import HOSTILE

BRIDGES = "Hoeveel bruggen zijn er in 2022 vervangen?"
TEAM = "T0LOKAAL"
# Small, so that what is too large is soon made.
SMALL = Limits(file=300_000, text=200_000, lines=20_000, unpacked=2_000_000, tags=20_000)
ADMINISTRATORS: dict[str, object] = {"administrators": parse_administrators("U0JIJ")}


@pytest.fixture(params=["socket mode", "http"])
async def bot(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Stocked]:
    async with run_stocked(tmp_path, over_http=request.param == "http", **ADMINISTRATORS) as running:
        yield running


@pytest.fixture
async def quick(tmp_path: Path) -> AsyncIterator[Stocked]:
    async with run_stocked(tmp_path, limits=SMALL, **ADMINISTRATORS) as running:
        yield running


async def drop(bot: Stocked, *files: tuple[str, bytes], by: str = "", text: str = "") -> list[Json]:
    """Share files one after the other, each in a message of its own, and return the answers."""
    slack = bot.slack
    person = by or slack.person
    room = slack.dm(person)
    before = len(slack.bot_messages(room))
    for name, raw in files:
        await slack.people.upload(person, room, name, raw, text)
    await slack.wait_for(lambda: len(slack.bot_messages(room)) >= before + len(files), PATIENCE)
    return slack.bot_messages(room)[before:]


async def press(bot: Stocked, message: Json, action: str, said: str, by: str = "") -> Json:
    """Press a button, wait until the message says so, and return it."""
    slack = bot.slack
    room = slack.dm(slack.person)
    assert await slack.press(by or slack.person, room, message["ts"], action) is None
    await slack.wait_for(lambda: said in find(slack.bot_messages(room), message)["text"], PATIENCE)
    return find(slack.bot_messages(room), message)


def find(messages: list[Json], message: Json) -> Json:
    return next(each for each in messages if each["ts"] == message["ts"])


def list_buttons(message: Json) -> list[str]:
    return [
        element["action_id"]
        for block in message["blocks"]
        if block["type"] == "actions"
        for element in block["elements"]
    ]


def list_held(library: Library) -> list[tuple[str, str]]:
    return [(held.team, held.id) for held in library.list_papers()]


async def test_a_paper_is_read_reported_on_and_added_for_the_workspace(bot: Stocked) -> None:
    (report,) = await drop(bot, ("stuk.txt", make_list(7, BRIDGES, "En in 2023?", answer="Zeven.")))
    assert "Lijst van vragen · Kamerstuk 36 000, nr. 7\n2 vragen, allemaal beantwoord" in report["text"]
    assert "Alleen deze werkruimte krijgt het te zien" in report["text"]
    assert list_buttons(report) == ["upload_add", "upload_drop"]
    assert list_held(bot.library) == []
    added = await press(bot, report, "upload_add", "Toegevoegd. Je kunt er nu in zoeken.")
    assert list_buttons(added) == ["upload_remove"]
    assert list_held(bot.library) == [(TEAM, "kst-36000-7")]
    (change, *_) = bot.state.audit.list_of(TEAM)
    assert (change.person, change.action, change.subject) == (bot.slack.person, "paper.added", "kst-36000-7")
    # It is found here at once, by everybody in the workspace, and in no other.
    slack = bot.slack
    await slack.people.post(slack.colleague, slack.channel, f"@Griffier {BRIDGES}")
    await slack.wait_for(lambda: bool(slack.bot_messages(slack.channel)), PATIENCE)
    assert "Zeven." in slack.bot_messages(slack.channel)[0]["text"]
    assert bot.holdings.searcher.within("T0ANDERS").find_entry("kst-36000-7#1") is None
    removed = await press(bot, added, "upload_remove", "Weer weggehaald.")
    assert list_buttons(removed) == []
    assert list_held(bot.library) == []
    assert bot.state.audit.list_of(TEAM)[0].action == "paper.removed"


async def test_a_file_in_a_channel_is_not_read_and_that_is_said_unless_something_is_asked(quick: Stocked) -> None:
    slack, raw = quick.slack, make_list(7, BRIDGES)
    for text, said in (
        ("@Griffier kun je dit toevoegen?", DUTCH.uploads.only_in_direct),
        ("@Griffier hoeveel sluizen zijn er?", "sluizen"),
    ):
        before = len(slack.bot_messages(slack.channel))
        await slack.people.upload(slack.person, slack.channel, "stuk.txt", raw, text)
        await slack.wait_for(lambda before=before: len(slack.bot_messages(slack.channel)) > before, PATIENCE)
        answers = slack.bot_messages(slack.channel)[before:]
        assert [said in answer["text"] for answer in answers] == [True]
        assert answers[0]["thread_ts"] != answers[0]["ts"]
    assert list_held(quick.library) == []


async def test_what_is_to_be_done_with_a_file_is_no_question_of_who_may_not_add_it(quick: Stocked) -> None:
    slack = quick.slack
    await drop(quick, ("a.txt", b"a"), by=slack.colleague, text="kun je dit even toevoegen?")
    await drop(quick, ("b.txt", b"b"), by=slack.colleague)
    texts = [message["text"] for message in slack.bot_messages(slack.dm(slack.colleague))]
    assert texts == [DUTCH.uploads.who_can.format(who="<@U0JIJ>")] * 2


async def test_which_questions_lack_an_answer_is_said_where_others_have_one(quick: Stocked) -> None:
    none = (
        "2024Z00012\nVragen van het lid Voorbeeld (VVD) over bruggen\n\n1\nHoeveel bruggen zijn er?\n\n2\nEn sluizen?\n"
    )
    some = f"36 000\nNr. 7\nVraag 1\n{BRIDGES}\nAntwoord\nTien.\nVraag 2\nEn hoeveel sluizen?\n"
    (first,) = await drop(quick, ("geen.txt", none.encode()))
    assert "2 vragen, nog niet beantwoord" in first["text"]
    assert "Nog zonder antwoord" not in first["text"]
    (second,) = await drop(quick, ("een.txt", some.encode()))
    assert "2 vragen, waarvan 1 beantwoord\nNog zonder antwoord: vraag 2" in second["text"]


async def test_the_message_shows_how_far_it_is(quick: Stocked) -> None:
    slack = quick.slack
    (report,) = await drop(quick, ("stuk.txt", make_list(7, BRIDGES)))
    await press(quick, report, "upload_add", "Toegevoegd.")
    seen = [str(call["body"]["text"]) for call in slack.api.log.of("chat.update")]
    assert len(seen) == 2
    assert "Ik voeg het toe…" in seen[0]
    assert seen[0].startswith(report["text"].partition("\n")[0])


async def test_a_newer_version_says_what_it_changed_and_the_same_has_nothing_to_press(quick: Stocked) -> None:
    await quick.add(7, BRIDGES, "Wat kostte dat?")
    (same,) = await drop(quick, ("7.txt", make_list(7, BRIDGES, "Wat kostte dat?")))
    assert "Dit stuk heb ik al" in same["text"]
    assert list_buttons(same) == []
    (report,) = await drop(quick, ("7.txt", make_list(7, BRIDGES, "Wat kostte dat in 2023?", "En wie betaalt?")))
    assert "heb ik al een versie" in report["text"]
    added = await press(quick, report, "upload_add", "in plaats van de vorige versie")
    assert "1 nieuw, 1 veranderd, 0 vervallen" in added["text"]
    # What everybody has stays as it was.
    assert list_held(quick.library) == [("", "kst-36000-7"), (TEAM, "kst-36000-7")]
    assert quick.holdings.searcher.find_entry("kst-36000-7#3") is None


async def test_who_changes_their_mind_adds_nothing(quick: Stocked) -> None:
    (report,) = await drop(quick, ("stuk.txt", make_list(7, BRIDGES)))
    dropped = await press(quick, report, "upload_drop", "Niet toegevoegd.")
    assert list_buttons(dropped) == []
    assert list_held(quick.library) == []


async def test_whoever_is_no_administrator_is_told_who_can_and_answered(bot: Stocked) -> None:
    slack = bot.slack
    (said,) = await drop(bot, ("stuk.txt", make_list(7, BRIDGES)), by=slack.colleague)
    assert said["text"] == "Een stuk toevoegen kan alleen een beheerder. Vraag het aan <@U0JIJ>."
    room = slack.dm(slack.colleague)
    await slack.people.upload(slack.colleague, room, "a.txt", b"Vraag 1", "Komt er een brug?")
    await slack.wait_for(lambda: len(slack.bot_messages(room)) == 3, PATIENCE)
    assert "De brug komt er." in slack.bot_messages(room)[-1]["text"]
    # Nor by a button that was not made for them.
    (report,) = await drop(bot, ("stuk.txt", make_list(7, BRIDGES)))
    for action in ("upload_add", "upload_drop"):
        await slack.press(slack.colleague, slack.dm(slack.person), report["ts"], action)
    await slack.wait_for(lambda: len(slack.bot_messages(slack.dm(slack.person))) >= 3, PATIENCE)
    assert list_held(bot.library) == []
    assert find(slack.bot_messages(slack.dm(slack.person)), report) == report


async def test_where_no_administrator_is_set_that_is_said(tmp_path: Path) -> None:
    async with run_stocked(tmp_path) as bot:
        (said,) = await drop(bot, ("stuk.txt", make_list(7, BRIDGES)))
        assert "nog niet ingesteld" in said["text"]


async def test_several_files_in_one_message_each_get_a_report(quick: Stocked) -> None:
    slack = quick.slack
    room = slack.dm(slack.person)
    files = [slack.files.add(slack.person, f"{n}.txt", make_list(n, BRIDGES)) for n in range(1, MOST_FILES + 3)]
    more = {"subtype": "file_share", "files": files}
    await slack.people._post(slack.person, room, "Kijk eens", None, more)
    await slack.wait_for(lambda: len(slack.bot_messages(room)) >= MOST_FILES + 1, PATIENCE)
    *reports, last = slack.bot_messages(room)
    assert all(f"nr. {n}\n" in report["text"] for n, report in enumerate(reports, start=1))
    assert f"eerste {MOST_FILES} bestanden" in last["text"]
    # After a kill each is looked up by its own, so that none is taken for another that was posted.
    keys = {message["metadata"]["event_payload"]["key"] for message in slack.bot_messages(room)}
    assert len(keys) == MOST_FILES + 1
    first = await press(quick, reports[0], "upload_add", "Toegevoegd.")
    second = await press(quick, reports[1], "upload_add", "Toegevoegd.")
    assert first["ts"] != second["ts"]
    assert list_held(quick.library) == [(TEAM, "kst-36000-1"), (TEAM, "kst-36000-2")]


async def test_a_file_in_a_channel_is_left_alone(quick: Stocked) -> None:
    slack = quick.slack
    await slack.people.upload(
        slack.person, slack.channel, "a.txt", make_list(7, BRIDGES), "@Griffier Komt er een brug?"
    )
    await slack.wait_for(lambda: bool(slack.bot_messages(slack.channel)), PATIENCE)
    (answer,) = slack.bot_messages(slack.channel)
    assert "De brug komt er." in answer["text"]


# Made small for the limits of `quick`: what is told of each, in Dutch.
REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "encrypted.pdf": (HOSTILE["encrypted.pdf"][0], "wachtwoord"),
    "cut.pdf": (HOSTILE["cut.pdf"][0], "PDF is kapot"),
    "scan.pdf": (HOSTILE["scan.pdf"][0], "OCR"),
    "bomb.pdf": (HOSTILE["bomb.pdf"][0], "te groot"),
    "bomb.docx": (HOSTILE["bomb.docx"][0], "te groot"),
    "lying.docx": (HOSTILE["lying.docx"][0], "Word-bestand is kapot"),
    "laughs.docx": (HOSTILE["laughs.docx"][0], "Word-bestand is kapot"),
    "sheet.docx": (HOSTILE["sheet.docx"][0], "ingepakt"),
    "laughs.xml": (HOSTILE["laughs.xml"][0], "HTML-bestand is kapot"),
    "external.xml": (HOSTILE["external.xml"][0], "bepaalt zelf"),
    "deep.xml": (HOSTILE["deep.xml"][0], "te groot"),
    "large.txt": (lambda: b"Vraag 1\n" + b"woord " * 60_000, "te groot"),
    "lines.txt": (lambda: b"Vraag 1\n" + b"a\n" * 30_000, "te groot"),
    "nul.txt": (HOSTILE["nul.txt"][0], "geen tekst. Stuur een PDF"),
    "blank.txt": (HOSTILE["blank.txt"][0], "geen tekst in"),
    "picture.pdf": (HOSTILE["picture.pdf"][0], "OCR"),
    "old.docx": (HOSTILE["old.docx"][0], ".docx of PDF"),
    "packed.txt": (HOSTILE["packed.txt"][0], "ingepakt"),
}  # fmt: skip


async def test_what_would_harm_is_refused_in_dutch_and_the_bot_answers_on(quick: Stocked) -> None:
    slack = quick.slack
    answers = await drop(quick, *((name, make()) for name, (make, _) in REFUSED.items()))
    told = {message["text"].partition(" kan ik niet gebruiken.\n")[0]: message["text"] for message in answers}
    assert {name: said in told.get(name, "") for name, (_, said) in REFUSED.items()} == dict.fromkeys(REFUSED, True)
    assert not [message for message in answers if list_buttons(message)]
    await slack.people.post(slack.person, slack.channel, "@Griffier Komt er een brug?")
    await slack.wait_for(lambda: bool(slack.bot_messages(slack.channel)), PATIENCE)
    assert list_held(quick.library) == []


def test_every_refusal_of_the_readers_has_a_sentence_of_its_own() -> None:
    for name, (_, line) in HOSTILE.items():
        problem = line.partition(": ")[2] or line
        said = explain_source(UnreadableFileError(name, problem, ""), DUTCH)
        assert said != DUTCH.uploads.unreadable, line


async def test_a_file_that_is_gone_or_only_linked_is_told_of(quick: Stocked) -> None:
    slack = quick.slack
    room = slack.dm(slack.person)
    gone = {"id": "F0WEG", "name": "weg.txt"}
    linked = slack.files.add(slack.person, "link.txt", b"Vraag 1")
    linked |= {"mode": "external", "is_external": True, "url_private": "https://elders.example/link.txt"}
    for file in (gone, linked):
        await slack.people._post(slack.person, room, "", None, {"subtype": "file_share", "files": [file]})
    await slack.wait_for(lambda: len(slack.bot_messages(room)) == 2, PATIENCE)
    said = " ".join(message["text"] for message in slack.bot_messages(room))
    assert "Het bestand is er niet meer" in said
    assert "staat niet in Slack zelf" in said


async def test_a_file_that_is_gone_at_the_press_can_be_tried_again(quick: Stocked) -> None:
    slack = quick.slack
    (report,) = await drop(quick, ("stuk.txt", make_list(7, BRIDGES)))
    (file_id, file) = next(iter(slack.files._files.items()))
    slack.files.remove(file_id)
    told = await press(quick, report, "upload_add", "Het bestand is er niet meer")
    slack.files._files[file_id] = file
    await press(quick, told, "upload_add", "Toegevoegd.")


async def test_what_changed_since_it_was_read_is_not_added(quick: Stocked) -> None:
    slack = quick.slack
    (report,) = await drop(quick, ("stuk.txt", make_list(7, BRIDGES)))
    (file_id, file) = next(iter(slack.files._files.items()))
    content = make_list(7, "Iets heel anders?")
    slack.files._files[file_id] = replace(file, content=content)
    file.description["size"] = len(content)
    await press(quick, report, "upload_add", "veranderd sinds ik het las")
    assert list_held(quick.library) == []


async def test_a_database_that_fails_at_the_press_is_told_and_nothing_is_half_done(
    quick: Stocked, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise LibraryError("the database is away")

    (report,) = await drop(quick, ("stuk.txt", make_list(7, BRIDGES)))
    monkeypatch.setattr(Library, "put", fail)
    told = await press(quick, report, "upload_add", "Toevoegen lukt nu even niet")
    assert told["text"].startswith("stuk.txt\n"), "that it can't be used is not so"
    monkeypatch.undo()
    added = await press(quick, told, "upload_add", "Toegevoegd.")
    busy = [str(call["body"]["text"]) for call in quick.slack.api.log.of("chat.update")][-2]
    assert busy == "stuk.txt\nIk voeg het toe…"
    assert len(bot_audit(quick)) == 1
    monkeypatch.setattr(Library, "remove", fail)
    told = await press(quick, added, "upload_remove", "Weghalen lukt nu even niet")
    monkeypatch.undo()
    await press(quick, told, "upload_remove", "Weer weggehaald.")
    assert list_held(quick.library) == []


async def test_a_file_that_does_not_come_at_the_press_is_told_by_the_title_of_its_paper(quick: Stocked) -> None:
    (report,) = await drop(quick, ("stuk.txt", make_list(7, BRIDGES)))
    title = str(report["text"]).partition("\n")[0]
    quick.slack.faults.errors["files.info"] = ["internal_error"]
    told = await press(quick, report, "upload_add", "Ik kon het bestand niet ophalen.")
    assert told["text"].startswith(f"{title}\n")
    await press(quick, told, "upload_add", "Toegevoegd.")


def bot_audit(bot: Stocked) -> list[str]:
    return [change.subject for change in bot.state.audit.list_of(TEAM)]


async def test_without_the_right_to_read_files_that_is_said(tmp_path: Path) -> None:
    scopes = tuple(scope for scope in OPTIONS.scopes or () if scope != "files:read")
    async with run_stocked(tmp_path, options=replace(OPTIONS, scopes=scopes), **ADMINISTRATORS) as bot:
        (said,) = await drop(bot, ("stuk.txt", make_list(7, BRIDGES)))
        assert "files:read" in said["text"]


async def test_a_report_that_was_posted_when_the_bot_was_killed_is_not_posted_again(quick: Stocked) -> None:
    slack = quick.slack
    slack.faults.lost_answers["chat.postMessage"] = 1
    slack.faults.duplicates = 2
    await drop(quick, ("stuk.txt", make_list(7, BRIDGES)))
    await drop(quick, ("stuk.txt", make_list(8, BRIDGES)))
    assert len(slack.bot_messages(slack.dm(slack.person))) == 2


async def test_a_file_at_which_the_bot_stopped_too_often_is_not_read_again(
    quick: Stocked, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.intake._MOST_ATTEMPTS", 0)
    (said,) = await drop(quick, ("stuk.txt", make_list(7, BRIDGES)))
    assert DUTCH.uploads.unreadable in said["text"]
    assert quick.slack.api.log.of("files.info") == []


async def test_names_of_files_can_not_be_more_than_a_name(quick: Stocked) -> None:
    (report,) = await drop(quick, ("<!channel> *x* $(rm -rf).txt", b"Vraag 1\nWat?\nAntwoord\nDat.\n"))
    assert "<!channel>" not in str(report)
    assert "*x*" not in report["text"]
    await press(quick, report, "upload_add", "Toegevoegd.")
    ((_, id_),) = list_held(quick.library)
    assert not set("#|/<>*$") & set(id_)


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("stuk.txt", "stuk.txt"), ("../../etc/passwd", "passwd"), ("C:\\map\\stuk.pdf", "stuk.pdf"), ("", "bestand"),
        ("a#b|c\n\0.txt", "a-b-c-.txt"), (".verborgen", "verborgen"), ("é‮x😀.pdf", "é-x-.pdf"),
        ("x" * 300 + ".docx", "x" * 95 + ".docx"), ("//", "bestand"),
    ],
)  # fmt: skip
def test_a_name_is_cleaned(name: str, clean: str) -> None:
    assert clean_name(name) == clean


@pytest.mark.parametrize(
    ("url", "is_so"),
    [
        ("https://files.slack.com/files-pri/T1-F1/download/a.pdf", True),
        ("https://files.slack.com:443/files-pri/T1-F1/a.pdf", True),
        ("http://files.slack.com/files-pri/T1-F1/a.pdf", False), ("https://files.slack.com.kwaad.example/a", False),
        ("https://kwaad.example/files.slack.com", False), ("https://files.slack.com@kwaad.example/a", False),
        ("https://files.slack.com:8443/a", False), ("https://127.0.0.1/a", False), ("file:///etc/passwd", False),
        ("https://slack.com/a", False), ("", False), ("https://[::1", False), ("https://FILES.slack.com/a", True),
    ],
)  # fmt: skip
def test_the_token_goes_to_slacks_own_host_alone(url: str, is_so: bool) -> None:
    assert is_allowed(url, SLACK_API) is is_so


def test_for_another_web_api_the_files_are_of_that_very_server() -> None:
    api = "http://127.0.0.1:8065/api/"
    assert is_allowed("http://127.0.0.1:8065/files-pri/T1-F1/a", api)
    for url in ("http://127.0.0.1:8066/a", "https://127.0.0.1:8065/a", "https://files.slack.com/a", "/a"):
        assert not is_allowed(url, api)


class Elsewhere:
    """A server that hands out what a hostile one could, and remembers who brought a token."""

    def __init__(self) -> None:
        self.tokens: list[str] = []
        self.described: Json = {}
        self.answer: Callable[[web.Request], web.StreamResponse] = lambda _: web.Response(body=b"Vraag 1")

    async def describe(self, request: web.Request) -> web.Response:
        return web.json_response({"ok": True, "file": self.described})

    async def give(self, request: web.Request) -> web.StreamResponse:
        self.tokens.append(request.headers.get("Authorization", ""))
        return self.answer(request)


@pytest.fixture
async def elsewhere() -> AsyncIterator[tuple[Elsewhere, AsyncWebClient, str]]:
    server = Elsewhere()
    app = web.Application()
    app.router.add_route("*", "/api/files.info", server.describe)
    app.router.add_get("/{path:.*}", server.give)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    base = f"http://127.0.0.1:{runner.addresses[0][1]}"
    yield server, AsyncWebClient(token="xoxb-geheim", base_url=f"{base}/api/"), base
    await runner.cleanup()


async def fetch(elsewhere: tuple[Elsewhere, AsyncWebClient, str], **described: Any) -> Trouble | bytes:
    server, client, base = elsewhere
    server.described = {"name": "a.txt", "mode": "hosted", "url_private_download": f"{base}/a", **described}
    try:
        return (await fetch_file(client, "F1", 1_000)).raw
    except DownloadError as error:
        return error.trouble


async def test_a_file_is_fetched_whole_or_not_at_all(elsewhere: tuple[Elsewhere, AsyncWebClient, str]) -> None:
    server, _, _ = elsewhere
    assert await fetch(elsewhere) == b"Vraag 1"
    assert server.tokens == ["Bearer xoxb-geheim"]
    assert await fetch(elsewhere, size=7) == b"Vraag 1"
    assert await fetch(elsewhere, size=8) is Trouble.UNREACHABLE
    assert await fetch(elsewhere, size=1_001) is Trouble.TOO_LARGE
    server.answer = lambda _: web.Response(body=b"x" * 5_000)
    assert await fetch(elsewhere) is Trouble.TOO_LARGE
    server.answer = lambda _: web.Response(status=500)
    assert await fetch(elsewhere) is Trouble.UNREACHABLE


async def test_no_redirect_is_followed_and_no_other_host_is_asked(
    elsewhere: tuple[Elsewhere, AsyncWebClient, str],
) -> None:
    server, _, base = elsewhere
    server.answer = lambda _: web.Response(status=302, headers={"Location": f"{base}/elders"})
    assert await fetch(elsewhere) is Trouble.NO_RIGHT
    assert len(server.tokens) == 1
    for url in (
        "http://169.254.169.254/latest",
        "http://localhost:1/a",
        "https://kwaad.example/a",
        "file:///etc/hosts",
    ):
        assert await fetch(elsewhere, url_private_download=url) is Trouble.NOT_HERE
    assert await fetch(elsewhere, mode="tombstone") is Trouble.NOT_FOUND
    assert await fetch(elsewhere, mode="external", is_external=True) is Trouble.NOT_HERE
    assert len(server.tokens) == 1


async def test_what_the_command_line_changes_is_logged(tmp_path: Path) -> None:
    (tmp_path / "7.txt").write_bytes(make_list(7, BRIDGES))
    settings = {"GRIFFIER_DATA": str(tmp_path)}
    async with run_stocked(tmp_path) as bot:
        assert (await asyncio.to_thread(run, "add", "7.txt", cwd=tmp_path, **settings)).returncode == 0
        assert (await asyncio.to_thread(run, "add", "7.txt", cwd=tmp_path, **settings)).returncode == 0
        await asyncio.to_thread(bot.library.add, "8.txt", make_list(8, BRIDGES), team=TEAM)
        assert (await asyncio.to_thread(run, "remove", "kst-36000-8", cwd=tmp_path, **settings)).returncode == 2
        for options in (["kst-36000-7"], ["--team", TEAM, "kst-36000-8"]):
            done = await asyncio.to_thread(run, "remove", *options, cwd=tmp_path, **settings)
            assert done.returncode == 0, done.stderr
        assert list_held(bot.library) == []
        changes = [(change.person, change.action, change.subject) for change in bot.state.audit.list_of("")]
        assert changes == [
            ("command line", "paper.removed", "kst-36000-7"), ("command line", "paper.added", "kst-36000-7"),
        ]  # fmt: skip
        assert bot_audit(bot) == ["kst-36000-8"]
