"""Secrets are planted in every setting and token; then everything goes wrong, and all output is searched for them."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
import traceback
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import urlencode

import aiohttp
import pytest
import sqlalchemy as sa

from bot.cli import run_command
from bot.clients import build_client
from bot.config import NAMES, Secret, load_settings
from bot.errors import ConfigError
from bot.installing import Installing
from bot.local import LocalSlack, serve
from bot.sealing import Seal, make_key
from bot.state.state import State
from bot.texts import DUTCH
from bot.views.numbers import CHOOSE_LIST
from corpus.database import Database
from corpus.errors import LibraryError
from tests.bot.letting_in import find_button, sign
from tests.bot.processes import find_free_port
from tests.conftest import OPTIONS, ROOT
from tests.postgres import Server

KEY = "R0VIRUlNLUdFSEVJTS1HRUhFSU0tR0VIRUlNLUdFSEU="
# The word that no output may hold, in every secret that is not made by the local Slack.
WORD = "GEHEIM"
PLANTED = {
    "SLACK_APP_TOKEN": f"xapp-{WORD}app", "SLACK_BOT_TOKEN": f"xoxb-{WORD}bot", "SLACK_SIGNING_SECRET": f"{WORD}sign",
    "SLACK_CLIENT_SECRET": f"{WORD}client", "GRIFFIER_KEYS": KEY,
    "DATABASE_URL": f"postgresql+psycopg://gebruiker:{WORD}wachtwoord@127.0.0.1:1/griffier",
}  # fmt: skip


@dataclass(slots=True)
class Output:
    """All that came out: of the process, of its pages, and in Slack."""

    pieces: list[str] = field(default_factory=list)

    def add(self, *pieces: object) -> None:
        self.pieces += map(str, pieces)

    def find(self, secrets: dict[str, str]) -> list[tuple[str, str]]:
        """Return which secret stands in which piece."""
        return [
            (name, piece[max(0, piece.index(secret) - 200) :][:400])
            for piece in self.pieces
            for name, secret in secrets.items()
            if secret in piece
        ]


async def start(folder: Path, **settings: str) -> asyncio.subprocess.Process:
    paper = folder / "seeds" / "stuk.txt"
    paper.parent.mkdir(exist_ok=True)
    paper.write_text("kst-36000-1\nVraag 1\nKomt er een brug?\nAntwoord\nDe brug komt er.\n", encoding="utf-8")
    own = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
        "GRIFFIER_LOG_LEVEL": "debug",
        "PYTHONFAULTHANDLER": "1",
    }
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", cwd=folder, env=own | {"GRIFFIER_SEEDS": str(paper.parent)} | settings,
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip


async def finish(process: asyncio.subprocess.Process) -> str:
    out, err = await asyncio.wait_for(process.communicate(), 60)
    return out.decode() + err.decode()


@asynccontextmanager
async def run_many(slack: LocalSlack, folder: Path, url: str, output: Output) -> AsyncIterator[tuple[str, str]]:
    """Run the bot for several workspaces as a process; give where it listens, and where it shows its status."""
    port, status = find_free_port(), find_free_port()
    settings = {
        "SLACK_API_URL": slack.api_url, "SLACK_SIGNING_SECRET": slack.signing_secret, "PORT": str(port),
        "SLACK_CLIENT_ID": slack.oauth.client_id, "SLACK_CLIENT_SECRET": slack.oauth.client_secret,
        "GRIFFIER_KEYS": KEY, "DATABASE_URL": url, "GRIFFIER_STATUS_PORT": str(status),
    }  # fmt: skip
    process = await start(folder, **settings)
    root = f"http://127.0.0.1:{port}"
    slack.oauth.redirect_url = f"{root}/slack/oauth_redirect"
    slack.dispatcher.http_target = f"{root}/slack/events"
    try:
        assert process.stdout is not None
        output.add(await asyncio.wait_for(process.stdout.readline(), 60))
        yield root, f"http://127.0.0.1:{status}"
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGTERM)
        output.add(await finish(process))


async def install(session: aiohttp.ClientSession, root: str, output: Output) -> None:
    async with session.get(f"{root}/slack/install") as response:
        page, state = await response.text(), response.cookies["slack-app-oauth-state"].value
    form = {"team": "T0LOKAAL", "answer": "allow"}
    async with session.post(find_button(page), data=form, allow_redirects=False) as response:
        back = response.headers["Location"]
    for _ in range(2):
        async with session.get(back, headers={"Cookie": f"slack-app-oauth-state={state}"}) as response:
            output.add(await response.text(), response.headers)


async def make_trouble(session: aiohttp.ClientSession, root: str, slack: LocalSlack, output: Output) -> None:
    """Have things go wrong at the door and in a listener."""
    url = slack.responses.make_url(slack.person, slack.channel)
    tampered = {
        "type": "block_actions", "team": {"id": "T0LOKAAL"}, "user": {"id": "U0JIJ"}, "response_url": url,
        "actions": [{"type": "button", "action_id": CHOOSE_LIST, "block_id": "b", "value": "geen getal"}],
    }  # fmt: skip
    form = urlencode({"payload": json.dumps(tampered)}).encode()
    for body in (form, b"{", b'{"type": "event_callback", "event": 1}', b"x" * 2_000_000):
        headers = {"Content-Type": "application/x-www-form-urlencoded", **sign(slack.signing_secret, body)}
        for more in ({}, {"X-Slack-Signature": "v0=x"}):
            async with session.post(f"{root}/slack/events", data=Payload(body), headers=headers | more) as response:
                output.add(await response.text(), response.headers)
    for path in ("/", "/slack/oauth_redirect?code=x&state=y", "/slack/oauth_redirect?error=x", "/slack/events"):
        async with session.get(f"{root}{path}") as response:
            output.add(await response.text(), response.headers)


class Payload(aiohttp.BytesPayload):
    """Bytes of any size, of which aiohttp does not warn."""

    def __init__(self, value: bytes) -> None:
        self._value_is = value
        super().__init__(b"", content_type="application/x-www-form-urlencoded")
        self._value, self._size = value, len(value)


async def ask(slack: LocalSlack, text: str = "komt er een brug?") -> None:
    await slack.people.post(slack.person, slack.dm(slack.person), text)


async def test_a_bot_that_meets_every_trouble_tells_no_secret(tmp_path: Path, postgresql: Server) -> None:
    output, tokens = Output(), {"key": KEY}
    url = postgresql.make_database().replace("postgres@", f"postgres:{WORD}wachtwoord@")
    tokens["database"] = f"{WORD}wachtwoord"
    options = replace(OPTIONS, token_life=43_200.0)
    async with serve(options=options) as slack, aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as session:
        tokens |= {"signing": slack.signing_secret, "client": slack.oauth.client_secret}
        slack.tokens.revoke_all()
        async with run_many(slack, tmp_path, url, output) as (root, status):
            await install(session, root, output)
            await ask(slack)
            await slack.wait_for(lambda: bool(slack.bot_messages(slack.dm(slack.person))), 20)
            await make_trouble(session, root, slack, output)
            # Slack no longer takes the token; then the database is gone.
            slack.tokens.revoke_all()
            await ask(slack)
            await slack.wait_for(lambda: len(slack.api.log.of("chat.postMessage")) > 1, 20)
            database = Database.open(url)
            with database.write() as connection:
                connection.execute(sa.text("ALTER TABLE installations RENAME TO weg"))
                connection.execute(sa.text("ALTER TABLE inbox RENAME TO ook_weg"))
            database.close()
            await ask(slack)
            await slack.wait_for(lambda: not slack.dispatcher.pending, 20)
            for path in ("metrics", "readyz", "healthz"):
                async with session.get(f"{status}/{path}") as response:
                    output.add(await response.text(), response.headers)
        for call in slack.api.log.of("oauth.v2.access"):
            answer = call["answer"]
            tokens |= {name: str(answer[name]) for name in ("access_token", "refresh_token") if name in answer}
            tokens["code"] = str(call["body"].get("code", KEY))
        output.add(*slack.all_messages(slack.channel), *slack.all_messages(slack.dm(slack.person)))
    assert tokens.keys() >= {"access_token", "refresh_token", "code"}
    assert "could be used" not in output.pieces
    assert output.find(tokens) == []
    log = output.pieces
    # What was to go wrong went wrong.
    assert any("failure" in piece for piece in log)
    assert any("a signed request was refused" in piece for piece in log)
    assert any("Slack refuses an answer for good" in piece for piece in log)
    assert any("the database can't be used" in piece for piece in log)


async def test_a_refused_token_and_a_database_out_of_reach_are_said_without_them(tmp_path: Path) -> None:
    output = Output()
    one = {name: value for name, value in PLANTED.items() if "CLIENT" not in name and name != "GRIFFIER_KEYS"}
    async with serve() as slack:
        right = {"SLACK_API_URL": slack.api_url, "SLACK_BOT_TOKEN": slack.bot_token}
        processes = [
            await start(tmp_path, **one | {"SLACK_API_URL": slack.api_url}),
            await start(tmp_path, **one | right),
        ]
        output.add(*[await finish(process) for process in processes])
        secrets = {"planted": WORD, "bot": slack.bot_token, "app": slack.app_token}
    assert "Slack refuses SLACK_BOT_TOKEN" in output.pieces[0]
    assert "the database can't be used" in output.pieces[0]
    assert "Slack refuses SLACK_APP_TOKEN" in output.pieces[1]
    assert output.find(secrets) == []


def test_commands_that_fail_tell_no_secret(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    broken = tmp_path / "seeds"
    (broken / "MANIFEST.toml").mkdir(parents=True)
    wrong = {name: f"{WORD} {name}" for name in NAMES}
    own = {"GRIFFIER_DATA": str(tmp_path / "data")}
    shown = []
    for environment in ({"DATABASE_URL": PLANTED["DATABASE_URL"]}, wrong, {**PLANTED, "SLACK_CLIENT_ID": "1.2"}):
        for arguments in (["audit"], ["rotate-keys"], ["add", "x.txt"], ["bronnen"], ["run"]):
            if arguments == ["run"] and environment is not wrong:
                continue
            assert run_command(arguments, own | environment) == 2
            shown.append(capsys.readouterr())
    # A folder where a file should be: nobody foresaw it, and still there is no trace with what anything held.
    (tmp_path / "papers").write_text("")
    assert run_command(["bronnen"], own | {"GRIFFIER_SEEDS": str(broken)}) in (0, 2, 70)
    shown.append(capsys.readouterr())
    assert not any(WORD in output.out + output.err or KEY in output.out + output.err for output in shown)
    assert all(output.err.startswith("griffier: ") for output in shown[:-1])


def list_errors() -> Iterator[BaseException]:
    """Yield errors of all kinds that come up where secrets are at hand."""

    def catch(do: object, *arguments: object) -> BaseException:
        try:
            result = do(*arguments)  # type: ignore[operator]
            if asyncio.iscoroutine(result):
                asyncio.run(result)
        except BaseException as error:
            return error
        raise AssertionError(f"{do} did not fail")

    yield catch(load_settings, {name: f"{WORD}{name}" for name in NAMES})
    yield catch(State.open, PLANTED["DATABASE_URL"])
    yield catch(State.open, f"onzin://{WORD}@x")
    yield catch(Seal((Secret(KEY),)).open, "T1", "x")
    yield catch(Seal((Secret(KEY),)).open, "T2", Seal((Secret(KEY),)).close("T1", Secret(WORD)))


def test_errors_name_no_secret_in_their_text_or_their_causes() -> None:
    for error in list_errors():
        assert WORD not in "".join(traceback.format_exception(error)), error
        assert isinstance(error, ConfigError | LibraryError | Exception)


def test_nothing_that_holds_a_secret_shows_it() -> None:
    environment = {**PLANTED, "SLACK_CLIENT_ID": "1.2"}
    settings = load_settings(
        {name: value for name, value in environment.items() if name not in ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN")}
    )
    state = State.open_in_memory()
    installing = Installing.build(settings, state, DUTCH)
    client = build_client(Secret(f"xoxb-{WORD}"), "http://127.0.0.1:1/")
    seal = Seal(settings.keys)
    for thing in (settings, installing, installing.workspaces, seal, client, state, Secret(WORD), {"x": settings}):
        for shown in (repr(thing), str(thing), f"{thing}", f"{thing!a}"):
            assert WORD not in shown
            assert KEY not in shown
    assert make_key() != make_key()
    state.close()
