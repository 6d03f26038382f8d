"""Running the bot from its settings until it is told to stop."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.answering import Answering
from bot.app import build_app, build_client
from bot.config import Secret, Settings, Transport
from bot.errors import StartError
from bot.holdings import Holdings, Shelves
from bot.listeners.commands import list_commands
from bot.local import LocalCommand, LocalOptions, serve
from bot.texts import LANGUAGES
from bot.transports import http, socket_mode
from bot.underway import Underway
from corpus.errors import LibraryError
from corpus.library import Library

logger = logging.getLogger(__name__)

# What is under way when the bot is told to stop may take this long, in seconds.
PATIENCE = 8.0
# How often the library is looked at for papers that were added, in seconds.
FOLLOW = 2.0


async def run(settings: Settings, say: Callable[[str], None]) -> None:
    """Answer in Slack, or in the local Slack, until SIGINT or SIGTERM; SIGHUP reads the papers again.

    Raises:
        StartError: there are no papers, a token is refused or a port is taken.
    """
    library = await asyncio.to_thread(_open_library, settings)
    holdings = await Holdings.load(Shelves(seeds=settings.seeds, library=library))
    answering = Answering(holdings=holdings, texts=LANGUAGES[settings.language])
    underway = Underway()
    stop = asyncio.Event()
    with _handle_signals(stop, holdings):
        async with _open(settings, answering, underway) as address:
            say(address)
            following = asyncio.create_task(holdings.follow(FOLLOW))
            await stop.wait()
            following.cancel()
            # New work is refused from here on by leaving the context; what runs may end first.
            if not await underway.finish(PATIENCE):
                logger.warning("%d answers were not finished in time", underway.count)


def _open_library(settings: Settings) -> Library | None:
    try:
        return Library.open(settings.database.reveal(), settings.limits)
    except LibraryError as error:
        logger.error("%s; answering from the seeds alone", error)
        return None


@asynccontextmanager
async def _open(settings: Settings, answering: Answering, underway: Underway) -> AsyncIterator[str]:
    match settings.transport:
        case Transport.SOCKET:
            app = await _build(settings, answering, underway)
            async with socket_mode.connect(app, _require(settings.app_token)):
                yield "Griffier is connected to Slack (Socket Mode)."
        case Transport.HTTP:
            app = await _build(settings, answering, underway)
            async with http.listen(app, settings.host, settings.port) as address:
                yield f"Griffier waits for Slack at {address}"
        case Transport.LOCAL:
            async with _open_local(settings, answering, underway) as address:
                yield address


@asynccontextmanager
async def _open_local(settings: Settings, answering: Answering, underway: Underway) -> AsyncIterator[str]:
    options = LocalOptions(
        commands=tuple(
            LocalCommand(command=command.name, description=command.description, usage_hint=command.hint)
            for command in list_commands(answering.texts)
        )
    )
    try:
        async with serve(host="127.0.0.1", port=settings.local_port, options=options) as slack:
            client = build_client(Secret(slack.bot_token), slack.api_url)
            app = build_app(
                client=client,
                signing_secret=None,
                answering=answering,
                reply_in=settings.reply_in,
                underway=underway,
            )
            async with socket_mode.connect(app, Secret(slack.app_token)):
                yield f"Griffier is ready. Open {slack.url} and ask it something. Ctrl+C stops it."
    except OSError as error:
        taken = f"cannot listen on 127.0.0.1:{settings.local_port} ({os.strerror(error.errno or 0)})"
        raise StartError(f"{taken}: set GRIFFIER_LOCAL_PORT") from error


async def _build(settings: Settings, answering: Answering, underway: Underway) -> AsyncApp:
    client = build_client(_require(settings.bot_token), settings.api_url)
    await _check_token(client)
    return build_app(
        client=client,
        signing_secret=settings.signing_secret if settings.transport is Transport.HTTP else None,
        answering=answering,
        reply_in=settings.reply_in,
        underway=underway,
    )


async def _check_token(client: AsyncWebClient) -> None:
    try:
        await client.auth_test()
    except SlackApiError as error:
        reason = error.response.get("error")
        raise StartError(f"Slack refuses SLACK_BOT_TOKEN ({reason}): install the app again") from error
    except OSError as error:
        raise StartError("Slack can't be reached: check the network and SLACK_API_URL") from error


def _require(secret: Secret | None) -> Secret:
    if secret is None:  # load_settings refuses what would lead here
        raise StartError("a token is missing")
    return secret


class _handle_signals:  # noqa: N801 - used as a context, like contextlib's own
    """Set `stop` on SIGINT and SIGTERM, read the papers again on SIGHUP, while open."""

    def __init__(self, stop: asyncio.Event, holdings: Holdings) -> None:
        self._stop = stop
        self._holdings = holdings
        self._reloads: set[asyncio.Task[None]] = set()

    def __enter__(self) -> None:
        loop = asyncio.get_running_loop()
        loop.add_signal_handler(signal.SIGINT, self._stop.set)
        loop.add_signal_handler(signal.SIGTERM, self._stop.set)
        loop.add_signal_handler(signal.SIGHUP, self._reload)

    def __exit__(self, *_: object) -> None:
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            loop.remove_signal_handler(number)

    def _reload(self) -> None:
        task = asyncio.create_task(self._holdings.reload())
        self._reloads.add(task)
        task.add_done_callback(self._reloads.discard)
