"""The local Slack as one server on the loopback, and what tests do with it."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace

from aiohttp import web

from bot.local.actions import Chosen, build_action, build_state
from bot.local.block_ids import find_element
from bot.local.call import read_body, read_token
from bot.local.dispatch import Dispatcher
from bot.local.faults import Faults
from bot.local.files import Files
from bot.local.interactions import Interactions
from bot.local.methods.chat import Chat
from bot.local.methods.conversations import Conversations
from bot.local.methods.files import FileMethods
from bot.local.methods.team import Team
from bot.local.methods.views import ViewMethods
from bot.local.oauth import Installable, OAuth
from bot.local.options import LocalOptions
from bot.local.page_acts import PageActs
from bot.local.page_api import PageApi
from bot.local.people import People
from bot.local.posting import Posting
from bot.local.responses import Responses
from bot.local.tokens import Tokens
from bot.local.views import Views
from bot.local.web_api import WebApi
from bot.local.workspace import Json, Workspace


class LocalSlack:
    """A running local Slack: its addresses and tokens, what people do, and what there is to see."""

    def __init__(self, options: LocalOptions, front: LocalSlack | None = None) -> None:
        # The app is one in all workspaces.
        self.app_token: str = front.app_token if front else f"xapp-local-{secrets.token_hex(16)}"
        self.signing_secret: str = front.signing_secret if front else secrets.token_hex(16)
        self.tokens = Tokens(options=options)
        # The app is installed here from the start; who installs it again gets another token.
        self.bot_token = self.tokens.issue().token
        self._neighbours: list[LocalSlack] = []
        self.oauth: OAuth = front.oauth if front else OAuth(self._list_workspaces)
        self.faults = Faults()
        self.workspace = Workspace(options)
        self.dispatcher = Dispatcher(self.workspace, self.faults, self.signing_secret)
        self.open_views = Views(self.workspace)
        self.files = Files(self.workspace)
        self.posting = posting = Posting(self.workspace)
        self.responses = Responses(self.workspace, posting)
        self.api = WebApi(self.workspace, self.dispatcher, self.faults, app_token=self.app_token, tokens=self.tokens)
        self._file_methods = FileMethods(self.workspace, self.files, posting, self.tokens)
        for family in (
            Team(self.workspace),
            Chat(self.workspace, posting),
            Conversations(self.workspace),
            ViewMethods(self.workspace, self.open_views),
            self._file_methods,
        ):
            self.api.add(family.list_methods())
        self.people = People(self.workspace, self.dispatcher, posting, self.responses, self.open_views, self.files)
        self.interactions = Interactions(self.workspace, self.dispatcher, self.open_views, self.responses)
        acts = PageActs(self.people, self.interactions)
        self.page = PageApi(self.workspace, self.open_views, self.files, acts)
        self.person, self.colleague = self.workspace.people
        self.channel, self.other_channel = list(self.workspace.channels)[:2]

    @property
    def url(self) -> str:
        return self.workspace.base

    @property
    def api_url(self) -> str:
        return f"{self.url}/api/"

    def add_workspace(self, team: str, name: str) -> LocalSlack:
        """Return one more workspace at the same address, of other people, that does not have the app yet."""
        options = replace(self.workspace.options, team=team, team_name=name)
        neighbour = LocalSlack(options, front=self)
        neighbour.tokens.revoke_all()
        neighbour.workspace.base = self.workspace.base
        neighbour.dispatcher.http_target = self.dispatcher.http_target
        self._neighbours.append(neighbour)
        return neighbour

    async def uninstall(self) -> None:
        """Put the app out of this workspace, which is told to it."""
        self.tokens.revoke_all()
        stamp = self.workspace.make_ts()
        revoked: Json = {"type": "tokens_revoked", "tokens": {"oauth": [], "bot": [self.workspace.bot_user]}}
        for event in (revoked, {"type": "app_uninstalled"}):
            await self.dispatcher.deliver_event({**event, "event_ts": stamp})

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
        """Return a person's open modals, the one on top last."""
        return self.open_views.list_views(user)

    def home(self, user: str) -> Json | None:
        """Return what was published for a person's Home tab."""
        return self.open_views.find_home(user)

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

    async def press(self, user: str, channel: str, message_ts: str, action_id: str, value: Chosen = None) -> str | None:
        """Use the element of a message, or of an unfurl under it, that has this action (and value)."""
        message = self.workspace.find_message(channel, message_ts) or {}
        unfurls = [block for unfurl in message.get("attachments") or [] for block in unfurl["blocks"]]
        blocks = [*(message.get("blocks") or []), *unfurls]
        action = _build_action(blocks, action_id, value)
        return await self.interactions.press(user, channel, message_ts, action, build_state(blocks))

    async def press_in_view(
        self, user: str, view_id: str, action_id: str, value: Chosen = None, filled: dict[str, Chosen] | None = None
    ) -> str | None:
        """Use an element of a modal or of the Home tab, while `filled` stands in its fields."""
        blocks = self.open_views.find_view(view_id)["blocks"]
        state = build_state(blocks, filled)
        return await self.interactions.press_in_view(user, view_id, _build_action(blocks, action_id, value), state)

    async def submit(self, user: str, filled: dict[str, Chosen] | None = None) -> dict[str, str]:
        """Submit the modal on top with these values, by `action_id`; return the errors of its fields."""
        view = self.views(user)[-1]
        return await self.interactions.submit_view(user, view["id"], build_state(view["blocks"], filled))

    async def suggest(self, user: str, view_id: str, action_id: str, typed: str) -> list[Json]:
        """Return the options that the app offers in an external select of a view."""
        block, element = find_element(self.open_views.find_view(view_id)["blocks"], action_id)
        field = {"action_id": element["action_id"], "block_id": block["block_id"], "value": typed}
        answer = await self.interactions.suggest(user, field, view_id=view_id)
        groups = answer.get("option_groups") or [answer]
        return [option for group in groups for option in group.get("options") or []]

    def build_app(self) -> web.Application:
        app = web.Application(client_max_size=self.workspace.options.largest_file + 1024 * 1024)
        app.router.add_post("/api/{method}", self._handle_call)
        app.router.add_get("/api/{method}", self._handle_call)
        app.router.add_post("/response/{id}", self._handle_response)
        app.router.add_get("/oauth/v2/authorize", self.oauth.show)
        app.router.add_post("/oauth/v2/authorize", self.oauth.decide)
        app.router.add_get("/app_redirect", self._open_app)
        app.router.add_post("/upload/{id}", self._file_methods.handle_upload)
        app.router.add_get("/files-pri/{id}/{name:.*}", self._file_methods.handle_download)
        app.router.add_get("/socket", self.dispatcher.handle_socket)
        self.page.add_routes(app)
        return app

    async def close(self) -> None:
        """Deliver nothing any more, here and in the other workspaces."""
        for slack in (self, *self._neighbours):
            await slack.dispatcher.close()

    def _list_workspaces(self) -> dict[str, Installable]:
        return {slack.workspace.team["id"]: slack for slack in (self, *self._neighbours)}

    async def _handle_call(self, request: web.Request) -> web.Response:
        """Answer a call of the Web API for the workspace that its token is of."""
        body = await read_body(request)
        method, token = request.match_info["method"], read_token(request, body)
        if method == "oauth.v2.access":
            return await self.api.exchange(self.oauth, body, request.headers.get("Authorization", ""))
        owner = next((slack for slack in self._neighbours if slack.api.knows(token)), self)
        return await owner.api.answer(method, body, token)

    async def _open_app(self, _: web.Request) -> web.Response:
        """Send a browser to where the app is talked with."""
        raise web.HTTPFound(f"{self.url}/")

    async def _handle_response(self, request: web.Request) -> web.Response:
        id_ = request.match_info["id"]
        owner = next((slack for slack in self._neighbours if slack.responses.knows(id_)), self)
        return await owner.responses.handle(request)


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
        slack.workspace.base = f"http://{host}:{runner.addresses[0][1]}"
        yield slack
    finally:
        await slack.close()
        await slack.page.close()
        await runner.cleanup()


def _build_action(blocks: list[Json], action_id: str, chosen: Chosen) -> Json:
    value = chosen if isinstance(chosen, str) else None
    try:
        block, element = find_element(blocks, action_id, value)
    except LookupError:  # what was chosen need not be among the choices: a date, or what the app offered
        block, element = find_element(blocks, action_id)
        if element["type"] in ("button", "feedback_buttons"):
            raise
    return build_action(block, element, chosen)
