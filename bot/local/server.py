"""The local Slack as one server on the loopback, and what tests do with it."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from aiohttp import web

from bot.local.dispatch import Dispatcher
from bot.local.faults import Faults
from bot.local.page_api import PageApi
from bot.local.people import People
from bot.local.web_api import WebApi
from bot.local.workspace import Json, LocalOptions, Workspace


class LocalSlack:
    """A running local Slack: its addresses and tokens, what people do, and what there is to see."""

    def __init__(self, options: LocalOptions) -> None:
        self.app_token = f"xapp-local-{secrets.token_hex(16)}"
        self.bot_token = f"xoxb-local-{secrets.token_hex(16)}"
        self.signing_secret = secrets.token_hex(16)
        self.faults = Faults()
        self.workspace = Workspace(options)
        self.dispatcher = Dispatcher(self.workspace, self.faults, self.signing_secret)
        self.api = WebApi(
            self.workspace, self.dispatcher, self.faults, app_token=self.app_token, bot_token=self.bot_token
        )
        self.people = People(self.workspace, self.dispatcher, self.api)
        self.page = PageApi(self.workspace, self.people)
        self.url = ""
        self.person, self.colleague = self.workspace.people
        self.channel, self.other_channel = list(self.workspace.channels)[:2]

    @property
    def api_url(self) -> str:
        return f"{self.url}/api/"

    def dm(self, user: str) -> str:
        return self.workspace.find_dm(user)

    def messages(self, channel: str, *, thread_ts: str | None = None, user: str | None = None) -> list[Json]:
        """Return what `user` sees of a channel, or of one of its threads."""
        return list(self.workspace.list_messages(channel, thread_ts=thread_ts, user=user))

    def all_messages(self, channel: str) -> list[Json]:
        """Return every message of a channel, those in threads and for one person too."""
        return list(self.workspace.messages[channel])

    def bot_messages(self, channel: str) -> list[Json]:
        return [message for message in self.all_messages(channel) if message.get("bot_id")]

    def views(self, user: str) -> list[Json]:
        return [view for view in self.workspace.views.values() if view["user"] == user]

    async def wait_for(self, found: Callable[[], bool], seconds: float = 5.0) -> None:
        """Wait until `found` is true of what there is to see.

        Raises:
            TimeoutError: it did not become true in time.
        """
        async with asyncio.timeout(seconds), self.workspace.changed:
            await self.workspace.changed.wait_for(found)

    async def wait_for_connections(self, count: int, seconds: float = 5.0) -> None:
        """Wait until the app has so many Socket Mode connections.

        Raises:
            TimeoutError: it did not come to that in time.
        """
        await self.wait_for(lambda: self.dispatcher.connections >= count, seconds)

    async def press(
        self, user: str, channel: str, message_ts: str, action_id: str, value: str | None = None
    ) -> str | None:
        """Press the button of a message that has this action (and value)."""
        message = self.workspace.find_message(channel, message_ts)
        return await self.people.press(user, channel, message_ts, find_button(message or {}, action_id, value))

    async def press_in_view(self, user: str, view_id: str, action_id: str, value: str | None = None) -> str | None:
        view = self.workspace.views[view_id]
        return await self.people.press_in_view(user, view_id, find_button(view, action_id, value))

    def build_app(self) -> web.Application:
        app = web.Application(client_max_size=4 * 1024 * 1024)
        app.router.add_post("/api/{method}", self.api.handle)
        app.router.add_get("/api/{method}", self.api.handle)
        app.router.add_post("/response/{id}", self.api.handle_response)
        app.router.add_get("/socket", self.dispatcher.handle_socket)
        self.page.add_routes(app)
        return app


@asynccontextmanager
async def serve(
    *, host: str = "127.0.0.1", port: int = 0, options: LocalOptions | None = None
) -> AsyncIterator[LocalSlack]:
    """Run a local Slack while this context is open; port 0 takes a free one.

    Raises:
        OSError: the port is taken.
    """
    slack = LocalSlack(options or LocalOptions())
    runner = web.AppRunner(slack.build_app(), access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    try:
        await web.TCPSite(runner, host, port).start()
        slack.url = f"http://{host}:{runner.addresses[0][1]}"
        slack.api.base = slack.url
        yield slack
    finally:
        await slack.dispatcher.close()
        await slack.page.close()
        await runner.cleanup()


def find_button(surface: Json, action_id: str, value: str | None = None) -> Json:
    """Return the button of a message or view, as Slack puts it in a payload.

    Raises:
        LookupError: there is none.
    """
    for block in surface.get("blocks") or []:
        for element in (*(block.get("elements") or ()), block.get("accessory") or {}):
            if element.get("action_id") == action_id and value in (None, element.get("value")):
                return {"block_id": block.get("block_id") or "b", **element}
    raise LookupError(f"no button {action_id} with value {value}")
