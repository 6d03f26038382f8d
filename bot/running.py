"""Running the bot from its settings until it is told to stop."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import threading
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot import presence
from bot.answering import Answering
from bot.clients import build_client
from bot.config import Secret, Semantic, Settings, Transport
from bot.errors import StartError
from bot.holdings import Holdings
from bot.local import serve
from bot.logs import log_lost_errors
from bot.manifest import build_local_options, list_features
from bot.office import Office
from bot.posting import read_code
from bot.shelves import Shelves
from bot.state.state import State
from bot.status import Condition, show
from bot.texts import LANGUAGES
from bot.transports import http, socket_mode
from bot.transports.door import Door
from bot.transports.replays import Replays
from corpus.errors import LibraryError
from corpus.library import Library

logger = logging.getLogger(__name__)

# How often the library is looked at for papers that were added, in seconds.
FOLLOW = 2.0
# Whoever is told to stop is gone after this, in seconds, whatever a thread is waiting for: the disk, a lock of
# the database, a large corpus that is being indexed. Nothing that was written down is lost by it.
LAST_MOMENT = 9.5


async def run(settings: Settings, say: Callable[[str], None]) -> None:
    """Answer in Slack, or in the local Slack, until SIGINT or SIGTERM; SIGHUP reads the papers again.

    Raises:
        StartError: there are no papers, a token is refused or a port is taken.
    """
    log_lost_errors(asyncio.get_running_loop())
    condition = Condition()
    with presence.hold(settings.database.reveal()):
        async with show(condition, settings.status_host, settings.status_port):
            await _run(settings, condition, say)


async def _run(settings: Settings, condition: Condition, say: Callable[[str], None]) -> None:
    library, state = await asyncio.gather(
        asyncio.to_thread(_open_library, settings), asyncio.to_thread(_open_state, settings)
    )
    vectors = None if settings.semantic is Semantic.OFF else settings.vectors
    holdings = await Holdings.load(
        Shelves(seeds=settings.seeds, library=library, index=settings.index, vectors=vectors)
    )
    condition.holdings = holdings
    answering = Answering(holdings=holdings, texts=LANGUAGES[settings.language], figures=condition.figures)
    office = Office(settings=settings, answering=answering, holdings=holdings, state=state, condition=condition)
    stop = asyncio.Event()
    try:
        with _handle_signals(stop, holdings, condition):
            async with (
                _open(office) as address,
                office.keep_running(holdings.follow(FOLLOW), office.tidy(), presence.keep_known(state, office.owner)),
            ):
                say(address)
                await stop.wait()
        await presence.leave(state, office.owner)
    finally:
        office.close()
    logger.info("stopped")


def _open_library(settings: Settings) -> Library | None:
    try:
        return Library.open(settings.database.reveal(), settings.limits)
    except LibraryError as error:
        logger.error("%s; answering from the seeds alone", error)
        return None


def _open_state(settings: Settings) -> State:
    try:
        return State.open(settings.database.reveal())
    except LibraryError as error:
        logger.error(
            "%s; until the next start nothing is kept but in memory (`griffier doctor` looks into it)",
            error,
        )
        return State.open_in_memory()


@asynccontextmanager
async def _open(office: Office) -> AsyncIterator[str]:
    settings, figures = office.settings, office.condition.figures
    match settings.transport:
        case Transport.SOCKET:
            client = await _build_client(settings)
            async with (
                office.attend(client, None) as app,
                socket_mode.connect(app, _require(settings.app_token), settings.connections, figures) as lines,
            ):
                office.condition.count_connections = lambda: lines.connected
                yield "Griffier is connected to Slack (Socket Mode)."
        case Transport.HTTP:
            async with _open_http(office) as address:
                yield f"Griffier waits for Slack at {address}"
        case Transport.LOCAL:
            async with _open_local(office) as address:
                yield address


@asynccontextmanager
async def _open_http(office: Office) -> AsyncIterator[str]:
    settings = office.settings
    secret = _require(settings.signing_secret)
    installing = None
    if settings.serves_many:
        # Only where there are tokens to seal is the library loaded that does it.
        from bot.installing import Installing

        installing = Installing.build(settings, office.state, office.answering.texts)
    client = build_client(None, settings.api_url) if installing else await _build_client(settings)
    async with office.attend(client, secret, installing) as app:
        door = Door(app=app, signing_secret=secret, replays=Replays(office.state))
        routes = installing.list_routes() if installing else ()
        async with http.listen(door, settings.host, settings.port, office.condition.figures, routes) as address:
            office.condition.count_connections = lambda: 1
            yield address


@asynccontextmanager
async def _open_local(office: Office) -> AsyncIterator[str]:
    options = build_local_options(list_features(office.answering.texts))
    options = replace(options, administrators=office.settings.administrators.list_persons(options.team))
    port, figures = office.settings.local_port, office.condition.figures
    try:
        async with serve(host="127.0.0.1", port=port, options=options) as slack:
            client = build_client(Secret(slack.bot_token), slack.api_url)
            async with (
                office.attend(client, None) as app,
                socket_mode.connect(app, Secret(slack.app_token), office.settings.connections, figures) as lines,
            ):
                office.condition.count_connections = lambda: lines.connected
                yield f"Griffier is ready. Open {slack.url} and ask it something. Ctrl+C stops it."
    except OSError as error:
        taken = f"cannot listen on 127.0.0.1:{port} ({os.strerror(error.errno or 0)})"
        raise StartError(f"{taken}: set GRIFFIER_LOCAL_PORT") from error


async def _build_client(settings: Settings) -> AsyncWebClient:
    client = build_client(_require(settings.bot_token), settings.api_url)
    await _check_token(client)
    return client


async def _check_token(client: AsyncWebClient) -> None:
    try:
        await client.auth_test()
    except (SlackApiError, aiohttp.ClientError, OSError) as error:
        # What bears no word of Slack's came from something on the way.
        if isinstance(error, SlackApiError) and (reason := read_code(error)):
            raise StartError(f"Slack refuses SLACK_BOT_TOKEN ({reason}): install the app again") from error
        raise StartError("Slack can't be reached: check the network and SLACK_API_URL") from error


def _require(secret: Secret | None) -> Secret:
    if secret is None:  # load_settings refuses what would lead here
        raise StartError("a token is missing")
    return secret


class _handle_signals:  # noqa: N801 - used as a context, like contextlib's own
    """Set `stop` on SIGINT and SIGTERM, read the papers again on SIGHUP, while open."""

    def __init__(self, stop: asyncio.Event, holdings: Holdings, condition: Condition) -> None:
        self._stop = stop
        self._condition = condition
        self._holdings = holdings
        self._reloads: set[asyncio.Task[None]] = set()

    def __enter__(self) -> None:
        loop = asyncio.get_running_loop()
        loop.add_signal_handler(signal.SIGINT, self._begin_to_stop)
        loop.add_signal_handler(signal.SIGTERM, self._begin_to_stop)
        loop.add_signal_handler(signal.SIGHUP, self._reload)

    def __exit__(self, *_: object) -> None:
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            loop.remove_signal_handler(number)

    def _begin_to_stop(self) -> None:
        if self._condition.stopping_since is None:
            logger.info("told to stop: what is under way is finished first")
            self._condition.stopping_since = time.monotonic()
            last = threading.Timer(LAST_MOMENT, _leave)
            last.daemon = True
            last.start()
        self._stop.set()

    def _reload(self) -> None:
        task = asyncio.create_task(self._holdings.reload())
        self._reloads.add(task)
        task.add_done_callback(self._reloads.discard)


def _leave() -> None:
    logger.warning("not all came to an end in time; what is left is taken up at the next start")
    logging.shutdown()
    os._exit(0)
