"""The bot for several workspaces beside a local Slack, and what comes to its door."""

from __future__ import annotations

import hashlib
import hmac
import json
import logging
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, nullcontext
from dataclasses import dataclass, replace
from io import StringIO
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import aiohttp

from bot.answering import Answering
from bot.clients import build_client
from bot.config import LogFormat, LogLevel, Secret, Settings
from bot.holdings import Holdings
from bot.installing import Installing
from bot.local import LocalOptions, LocalSlack, serve
from bot.logs import set_up_logging
from bot.office import Office
from bot.sealing import make_key
from bot.shelves import Shelves
from bot.state.state import State
from bot.status import Condition
from bot.texts import DUTCH
from bot.transports import http
from bot.transports.door import Door
from bot.transports.replays import Replays
from corpus.database import MEMORY
from corpus.search import Searcher
from tests.conftest import OPTIONS, SEEDS

QUESTION = "hoeveel dwangsommen betaalde de IND in 2022?"


def sign(secret: str, body: bytes, at: float | None = None) -> dict[str, str]:
    """Return the headers with which Slack signs a body."""
    stamp = str(int(time.time() if at is None else at))
    digest = hmac.new(secret.encode(), b"v0:" + stamp.encode() + b":" + body, hashlib.sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": f"v0={digest}"}


@dataclass(slots=True, kw_only=True)
class Hall:
    """A bot that workspaces install: two of them in a local Slack, `slack` and `other`."""

    slack: LocalSlack
    other: LocalSlack
    office: Office
    installing: Installing
    address: str

    @property
    def root(self) -> str:
        return self.address.removesuffix("/slack/events")

    async def install(
        self, session: aiohttp.ClientSession, slack: LocalSlack, answer: str = "allow", team: str = ""
    ) -> tuple[int, str]:
        """Go through an installation as a browser does; return how it ended, and the page."""
        async with session.get(f"{self.root}/slack/install") as response:
            assert response.status == 200, await response.text()
            page, cookie = await response.text(), response.cookies["slack-app-oauth-state"].value
        url = find_button(page)
        form = {"team": team or slack.workspace.team["id"], "answer": answer}
        async with session.post(url, data=form, allow_redirects=False) as response:
            assert response.status == 302, await response.text()
            back = response.headers["Location"]
        return await self.come_back(session, back, cookie)

    async def come_back(self, session: aiohttp.ClientSession, url: str, cookie: str) -> tuple[int, str]:
        # The cookie is for https alone, as it should be; a browser makes an exception of the loopback.
        headers = {"Cookie": f"slack-app-oauth-state={cookie}"}
        async with session.get(url, headers=headers) as response:
            return response.status, await response.text()


def find_button(page: str) -> str:
    """Return where the button of a page leads."""
    return page.partition('<a href="')[2].partition('"')[0].replace("&amp;", "&")


def read_query(url: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}


@asynccontextmanager
async def run_hall(
    searcher: Searcher, *, state: State | None = None, options: LocalOptions | None = None, **settings: object
) -> AsyncIterator[Hall]:
    async with serve(options=options or OPTIONS) as slack:
        # It begins without the app.
        slack.tokens.revoke_all()
        own = state or State.open_in_memory()
        try:
            async with run_share(slack, searcher, own, **settings) as hall:
                yield hall
        finally:
            if state is None:
                own.close()


@asynccontextmanager
async def run_share(
    slack: LocalSlack, searcher: Searcher, state: State, other: LocalSlack | None = None, **settings: object
) -> AsyncIterator[Hall]:
    """Run one process's share of the bot."""
    base = Settings(
        database=Secret(MEMORY),
        seeds=SEEDS,
        most_questions=100_000,
        api_url=slack.api_url,
        signing_secret=Secret(slack.signing_secret),
        client_id=slack.oauth.client_id,
        client_secret=Secret(slack.oauth.client_secret),
        keys=(Secret(make_key()),),
    )
    base = replace(base, **settings)  # type: ignore[arg-type]  # what tests set, they set rightly
    condition = Condition()
    holdings = Holdings(searcher, Shelves(seeds=SEEDS))
    answering = Answering(holdings=holdings, texts=DUTCH, figures=condition.figures)
    office = Office(settings=base, answering=answering, holdings=holdings, state=state, condition=condition)
    installing = Installing.build(base, state, DUTCH)
    secret = Secret(slack.signing_secret)
    client = build_client(None, slack.api_url)
    async with office.attend(client, secret, installing) as app:
        door = Door(app=app, signing_secret=secret, replays=Replays(state))
        routes = installing.list_routes()
        async with http.listen(door, "127.0.0.1", 0, condition.figures, routes) as address:
            slack.dispatcher.http_target = address
            slack.oauth.redirect_url = address.replace("/slack/events", "/slack/oauth_redirect")
            neighbour = other or slack.add_workspace("T0ELDERS", "Elders")
            neighbour.dispatcher.http_target = address
            yield Hall(slack=slack, other=neighbour, office=office, installing=installing, address=address)


@dataclass(slots=True, kw_only=True)
class Porch:
    """A bot over HTTP, and what an attacker can do at its door."""

    slack: LocalSlack
    session: aiohttp.ClientSession
    address: str

    @property
    def port(self) -> int:
        return urlsplit(self.address).port or 0

    async def post(
        self, body: bytes, headers: dict[str, str] | None = None, *, kind: str = "application/json"
    ) -> tuple[int, str]:
        """Post a body, rightly signed where nothing else is given; return the status and the answer."""
        own = sign(self.slack.signing_secret, body) if headers is None else headers
        async with self.session.post(self.address, data=body, headers={"Content-Type": kind, **own}) as response:
            return response.status, await response.text()

    async def interact(self, payload: dict[str, object]) -> tuple[int, str]:
        """Post an interaction, rightly signed."""
        body = urlencode({"payload": json.dumps(payload)}).encode()
        return await self.post(body, kind="application/x-www-form-urlencoded")

    def make_event(self, text: str, **more: object) -> bytes:
        """Return the body of a direct message."""
        workspace, person = self.slack.workspace, self.slack.person
        message = {"type": "message", "channel_type": "im", "user": person, "text": text, "ts": workspace.make_ts()}
        event = {**message, "channel": self.slack.dm(person), **more}
        return json.dumps(
            {"type": "event_callback", "team_id": workspace.team["id"], "event": event, "event_id": "", "event_time": 1}
        ).encode()

    def make_command(self, command: str, text: str) -> bytes:
        """Return the body of a slash command that answers in the channel."""
        slack = self.slack
        url = slack.responses.make_url(slack.person, slack.channel)
        fields = {"command": command, "text": text, "team_id": slack.workspace.team["id"], "user_id": slack.person}
        fields |= {"user_name": "jij", "channel_id": slack.channel, "response_url": url, "trigger_id": "1.2"}
        return urlencode(fields).encode()

    def list_answers(self) -> list[dict[str, Any]]:
        return [message for channel in self.slack.workspace.channels for message in self.slack.bot_messages(channel)]

    async def is_well(self) -> None:
        """Pass where the bot answers a plain question, in a word that no attack brings up."""
        before = len(self.list_answers())
        assert (await self.post(self.make_event("vraag 41 uit 36360-VI")))[0] == 200
        await self.slack.wait_for(
            lambda: any(str(message["text"]).startswith("Vraag 41") for message in self.list_answers()[before:]), 30
        )


@asynccontextmanager
async def run_porch(
    searcher: Searcher,
    *,
    slack: LocalSlack | None = None,
    state: State | None = None,
    slowest: float = 10.0,
    pause: float = 75.0,
    **settings: object,
) -> AsyncIterator[Porch]:
    """Run the bot over HTTP behind a door with limits of its own, beside a local Slack of its own or a given one."""
    beside = nullcontext(slack) if slack else serve(options=OPTIONS)
    async with beside as slack, aiohttp.ClientSession() as session:
        own = state or State.open_in_memory()
        base = Settings(database=Secret(MEMORY), seeds=SEEDS, most_questions=100_000, api_url=slack.api_url)
        condition = Condition()
        holdings = Holdings(searcher, Shelves(seeds=SEEDS))
        answering = Answering(holdings=holdings, texts=DUTCH)
        office = Office(
            settings=replace(base, **settings),  # type: ignore[arg-type]  # what tests set, they set rightly
            answering=answering,
            holdings=holdings,
            state=own,
            condition=condition,
        )
        secret, client = Secret(slack.signing_secret), build_client(Secret(slack.bot_token), slack.api_url)
        try:
            async with office.attend(client, secret) as app:
                door = Door(app=app, signing_secret=secret, replays=Replays(own), slowest=slowest)
                async with http.listen(door, "127.0.0.1", 0, condition.figures, pause=pause) as address:
                    slack.dispatcher.http_target = address
                    yield Porch(slack=slack, session=session, address=address)
        finally:
            if state is None:
                own.close()


@contextmanager
def keep_log() -> Iterator[StringIO]:
    """Give all that the running bot logs when it logs as much as it can."""
    stream = StringIO()
    loggers = [logging.getLogger(name) for name in (None, "bot", "corpus")]
    levels, handlers = [logger.level for logger in loggers], list(loggers[0].handlers)
    set_up_logging(LogLevel.DEBUG, LogFormat.TEXT, stream)
    try:
        yield stream
    finally:
        loggers[0].handlers[:] = handlers
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)


async def ask(slack: LocalSlack, text: str = QUESTION) -> dict[str, object]:
    """Ask in a direct message, and return the answer."""
    channel = slack.dm(slack.person)
    before = len(slack.bot_messages(channel))
    await slack.people.post(slack.person, channel, text)
    await slack.wait_for(lambda: len(slack.bot_messages(channel)) > before)
    return slack.bot_messages(channel)[-1]
