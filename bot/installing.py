"""Letting the bot into a workspace: OAuth as Bolt has it, over our own state.

slack_sdk's SQLAlchemy stores are not used: their columns are too short for a sealed token, and of two
processes both could take the same state.

Source: docs.slack.dev, "Installing with OAuth".
"""

from __future__ import annotations

import logging
import re
import secrets
from collections.abc import Sequence

import aiohttp
from aiohttp import web
from msgspec import Struct
from slack_bolt.adapter.aiohttp import to_aiohttp_response
from slack_bolt.error import BoltError
from slack_bolt.oauth.async_callback_options import AsyncCallbackOptions, AsyncFailureArgs, AsyncSuccessArgs
from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow
from slack_bolt.oauth.async_oauth_settings import AsyncOAuthSettings
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.errors import SlackApiError
from slack_sdk.oauth.installation_store import Bot
from slack_sdk.oauth.installation_store import Installation as SlackInstallation
from slack_sdk.oauth.installation_store.async_installation_store import AsyncInstallationStore
from slack_sdk.oauth.state_store.async_state_store import AsyncOAuthStateStore

from bot.clients import build_client
from bot.config import Secret, Settings
from bot.manifest import list_features
from bot.sealing import Seal
from bot.state.installations import Installation
from bot.state.state import State
from bot.texts import Texts
from bot.views.pages import Link, build_page
from bot.workspaces import Authorize, InstalledWorkspaces
from corpus.errors import LibraryError

logger = logging.getLogger(__name__)

INSTALL = "/slack/install"
REDIRECT = "/slack/oauth_redirect"
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
}
_HTML = {"Content-Type": "text/html; charset=utf-8"}
_TEAM = re.compile(r"T[A-Z0-9]{1,40}")


class _NotWelcomeError(BoltError):
    """A workspace that GRIFFIER_WORKSPACES does not name."""


class _OrganisationError(BoltError):
    """A whole organisation: what is kept, is kept for a workspace, and goes with it."""


class Installing(Struct, frozen=True, kw_only=True):
    """All that lets workspaces in: their tokens, Bolt's flow, and the two pages of it."""

    workspaces: InstalledWorkspaces
    flow: AsyncOAuthFlow
    authorize: Authorize
    texts: Texts
    language: str

    @classmethod
    def build(cls, settings: Settings, state: State, texts: Texts) -> Installing:
        """Return what the settings ask; they hold a client id, its secret and keys."""
        if settings.client_secret is None:  # load_settings refuses what would lead here
            raise ValueError("SLACK_CLIENT_SECRET is missing")
        workspaces = InstalledWorkspaces(
            state=state,
            seal=Seal(settings.keys),
            api_url=settings.api_url,
            client_id=settings.client_id,
            client_secret=settings.client_secret,
        )
        pages = _Pages(texts=texts, language=settings.language, slack_url=_find_slack(settings.api_url))
        flow = AsyncOAuthFlow(
            client=build_client(None, settings.api_url),
            settings=AsyncOAuthSettings(
                client_id=settings.client_id,
                client_secret=settings.client_secret.reveal(),
                scopes=list_features(texts).scopes,
                user_scopes=(),
                install_path=INSTALL,
                # The page is our own: of Bolt's we take where its button leads.
                install_page_rendering_enabled=False,
                redirect_uri_path=REDIRECT,
                authorization_url=f"{_find_slack(settings.api_url)}/oauth/v2/authorize",
                installation_store=_Store(workspaces, settings.workspaces),
                installation_store_bot_only=True,
                state_store=_States(state),
                callback_options=AsyncCallbackOptions(success=pages.show_success, failure=pages.show_failure),
            ),
        )
        authorize = Authorize(workspaces)
        return cls(workspaces=workspaces, flow=flow, authorize=authorize, texts=texts, language=settings.language)

    def list_routes(self) -> tuple[web.RouteDef, ...]:
        """Return the pages, for the HTTP transport."""
        return (web.get(INSTALL, self.handle_install), web.get(REDIRECT, self.handle_redirect))

    async def handle_install(self, request: web.Request) -> web.Response:
        """Answer `GET /slack/install`: a page with a button to Slack, which may be told which workspace is meant."""
        team = request.query.get("team", "")
        # Bolt writes it into the address of the button as it is.
        query = {"team": team} if _TEAM.fullmatch(team) else {}
        try:
            began = await self.flow.handle_installation(AsyncBoltRequest(body="", query=query))
        except LibraryError as error:
            logger.error("%s; nobody can install for now", error)
            return self._show_trouble()
        url = began.first_headers()["location"]
        texts = self.texts.installing
        began.status, began.headers["content-type"] = 200, [_HTML["Content-Type"]]
        del began.headers["location"]
        began.body = build_page(
            self.language, texts.begin_title, texts.begin_body, Link(text=texts.begin_button, url=url)
        )
        return await _send(began)

    async def handle_redirect(self, request: web.Request) -> web.Response:
        """Answer `GET /slack/oauth_redirect`: where Slack sends the browser once a person decided."""
        headers: dict[str, str | Sequence[str]] = {"cookie": request.headers.get("Cookie", "")}
        query = {name: request.query[name] for name in ("state", "code", "error") if name in request.query}
        try:
            return await _send(await self.flow.handle_callback(AsyncBoltRequest(body="", query=query, headers=headers)))
        except (LibraryError, aiohttp.ClientError, OSError) as error:
            logger.error("an installation could not be ended (%s)", type(error).__name__)
            return self._show_trouble()

    def _show_trouble(self) -> web.Response:
        texts = self.texts.installing
        page = build_page(self.language, texts.failed_title, texts.trouble, Link(text=texts.again, url=INSTALL))
        return web.Response(text=page, content_type="text/html", status=503, headers=_HEADERS)


async def _send(response: BoltResponse) -> web.Response:
    answer = await to_aiohttp_response(response)
    answer.headers.update(_HEADERS)
    return answer


def _find_slack(api_url: str) -> str:
    """Return where the pages of the Slack are whose Web API is at `api_url`."""
    return api_url.removesuffix("/").removesuffix("/api")


class _Pages(Struct, frozen=True, kw_only=True):
    """What a person sees at the end; never a word of what came with the request."""

    texts: Texts
    language: str
    slack_url: str

    async def show_success(self, args: AsyncSuccessArgs) -> BoltResponse:
        texts, installation = self.texts.installing, args.installation
        url = f"{self.slack_url}/app_redirect?app={installation.app_id}&team={installation.team_id}"
        body = texts.done_body.format(name=installation.team_name)
        page = build_page(self.language, texts.done_title, body, Link(text=texts.done_button, url=url))
        return BoltResponse(status=200, headers=self._build_headers(args.settings), body=page)

    async def show_failure(self, args: AsyncFailureArgs) -> BoltResponse:
        texts = self.texts.installing
        logger.warning("a workspace was not let in: %s", _name_reason(args))
        link = Link(text=texts.again, url=INSTALL)
        page = build_page(self.language, texts.failed_title, self._explain(args), link)
        return BoltResponse(status=args.suggested_status_code, headers=self._build_headers(args.settings), body=page)

    def _explain(self, args: AsyncFailureArgs) -> str:
        texts = self.texts.installing
        match args.error:
            case _NotWelcomeError():
                return texts.not_welcome
            case _OrganisationError():
                return texts.no_organisation
        match args.reason:
            case "access_denied":
                return texts.cancelled
            case "invalid_browser" | "invalid_state" | "invalid_code" | "missing_code":
                return texts.expired
            case _:
                return texts.trouble

    def _build_headers(self, settings: AsyncOAuthSettings) -> dict[str, str | Sequence[str]]:
        return {**_HTML, "Set-Cookie": settings.state_utils.build_set_cookie_for_deletion()}


def _name_reason(args: AsyncFailureArgs) -> str:
    """Return why, in a word that is Bolt's or ours: Slack's own comes with the address, which anyone can write."""
    if isinstance(args.error, _NotWelcomeError | _OrganisationError):
        return str(args.error)
    known = ("access_denied", "invalid_browser", "invalid_state", "invalid_code", "missing_code", "storage_error")
    return args.reason if args.reason in known else "another reason"


class _States(AsyncOAuthStateStore):
    """Keeps the states of installations that were begun."""

    def __init__(self, state: State) -> None:
        self._state = state

    async def async_issue(self, *args: object, **kwargs: object) -> str:
        issued = secrets.token_urlsafe(32)
        await self._state.run(self._state.installations.begin, issued)
        return issued

    async def async_consume(self, state: str) -> bool:
        return await self._state.run(self._state.installations.end, state)


class _Store(AsyncInstallationStore):
    """Keeps what Slack gave, sealed, where the workspace is welcome."""

    def __init__(self, workspaces: InstalledWorkspaces, welcome: tuple[str, ...]) -> None:
        self._workspaces = workspaces
        self._welcome = welcome

    @property
    def logger(self) -> logging.Logger:
        return logger

    async def async_save(self, installation: SlackInstallation) -> None:
        team, token = installation.team_id, installation.bot_token
        is_welcome = not self._welcome or team in self._welcome
        if not team or not token or not is_welcome or installation.is_enterprise_install:
            if token:
                await self._give_back(Secret(token))
            if installation.is_enterprise_install:
                raise _OrganisationError("it is a whole organisation")
            raise _NotWelcomeError("it is not welcome")
        workspaces = self._workspaces
        refresh = installation.bot_refresh_token
        kept = Installation(
            team=team,
            name=installation.team_name or team,
            person=installation.user_id or "",
            bot_id=installation.bot_id or "",
            bot_user=installation.bot_user_id or "",
            token=workspaces.seal.close(team, Secret(token)),
            refresh_token=workspaces.seal.close(team, Secret(refresh)) if refresh else None,
            expires_at=installation.bot_token_expires_at,
            installed_at=installation.installed_at,
        )
        await workspaces.state.run(workspaces.state.installations.save, kept)
        logger.info("workspace %s installed the bot", team)

    async def async_find_bot(
        self, *, enterprise_id: str | None, team_id: str | None, is_enterprise_install: bool | None = False
    ) -> Bot | None:
        # Bolt asks `Authorize` instead.
        return None

    async def _give_back(self, token: Secret) -> None:
        try:
            await build_client(token, self._workspaces.api_url).auth_revoke()
        except (SlackApiError, aiohttp.ClientError, OSError):
            logger.error("a token that was not wanted could not be given back")
