"""What Slack says: of the tokens, of what the app may do, and of the time."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from email.utils import parsedate_to_datetime
from functools import partial

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.config import Secret, Settings, Transport
from bot.doctor.finding import Finding, fail, warn
from bot.manifest import list_features
from bot.posting import read_code
from bot.texts import LANGUAGES

# Seconds that the clock may be off: from the first on processes may take each other for dead, from the
# second on it is a matter of time until Slack's signatures are refused, which is at five minutes.
CLOCK_WARNING = 5.0
CLOCK_FAILURE = 60.0
_PATIENCE = 10
_TROUBLES = (SlackApiError, aiohttp.ClientError, OSError, ValueError)
_BY_NTP = "have the clock of this machine set by NTP"
_SIGNING_SECRET = re.compile(r"[0-9a-f]{32}")


async def examine_slack(settings: Settings, clock: Callable[[], float]) -> tuple[Finding, ...]:
    """Ask Slack of each token; `clock` gives our own seconds since 1970."""
    if settings.transport is Transport.LOCAL:
        return (Finding(subject="tokens", seen="none are set: the bot runs in a local Slack"),)
    if settings.serves_many:
        # The library that opens sealed tokens is loaded where there are any.
        from bot.doctor.workspaces import examine_workspaces

        findings = [*await examine_workspaces(settings, partial(_examine_bot_token, settings, clock))]
    else:
        findings = [*await _examine_bot_token(settings, clock, settings.bot_token)]
    if settings.transport is Transport.SOCKET:
        findings.append(await _examine_app_token(settings))
    else:
        findings += _examine_signing_secret(settings.signing_secret)
    return tuple(findings)


async def _examine_bot_token(
    settings: Settings, clock: Callable[[], float], token: Secret | None
) -> tuple[Finding, ...]:
    client = _build_client(settings, token)
    try:
        answer = await client.auth_test()
    except _TROUBLES as error:
        code = _find_code(error)
        if not code:
            return (_fail_to_reach("bot token"),)
        if settings.serves_many:
            advice = "have the workspace install the bot again, at /slack/install"
            return (fail("bot token", f"Slack refuses that of a workspace ({code})", advice),)
        advice = "install the app again in Slack, and set the bot token that it then shows"
        return (fail("bot token", f"Slack refuses SLACK_BOT_TOKEN ({code})", advice),)
    headers = {str(name).lower(): str(value) for name, value in answer.headers.items()}
    accepted = Finding(subject="bot token", seen=f"accepted, in the workspace {answer.get('team')}")
    return (accepted, _examine_scopes(settings, headers), *_examine_clock(headers, clock()))


def _examine_scopes(settings: Settings, headers: Mapping[str, str]) -> Finding:
    wanted = list_features(LANGUAGES[settings.language]).scopes
    if "x-oauth-scopes" not in headers:
        return warn(
            "scopes", "Slack does not say which the token has", "compare them with those of `griffier manifest`"
        )
    granted = set(headers["x-oauth-scopes"].replace(",", " ").split())
    missing = [scope for scope in wanted if scope not in granted]
    if missing:
        advice = "put what `griffier manifest` prints in the app's manifest, and install the app again"
        return fail("scopes", f"the token lacks {', '.join(missing)}", advice)
    return Finding(subject="scopes", seen=f"the token has all {len(wanted)}")


def _examine_clock(headers: Mapping[str, str], now: float) -> Iterator[Finding]:
    try:
        theirs = parsedate_to_datetime(headers["date"]).timestamp()
    except (KeyError, ValueError):
        yield warn("clock", "Slack does not say what time it is", _BY_NTP)
        return
    off = now - theirs
    seen = f"{abs(off):.0f} s {'ahead of' if off > 0 else 'behind'} Slack's"
    if abs(off) > CLOCK_FAILURE:
        yield fail("clock", seen, f"{_BY_NTP}: Slack's requests are refused from 300 s on")
    elif abs(off) > CLOCK_WARNING:
        yield warn("clock", seen, _BY_NTP)
    else:
        yield Finding(subject="clock", seen="that of Slack, to some seconds")


async def _examine_app_token(settings: Settings) -> Finding:
    client = _build_client(settings, settings.bot_token)
    token = settings.app_token.reveal() if settings.app_token else ""
    try:
        await client.apps_connections_open(app_token=token)
    except _TROUBLES as error:
        code = _find_code(error)
        if not code:
            return _fail_to_reach("app token")
        advice = "make an app-level token with connections:write (Basic Information), and switch Socket Mode on"
        return fail("app token", f"Slack refuses SLACK_APP_TOKEN ({code})", advice)
    return Finding(subject="app token", seen="accepted, for Socket Mode")


def _find_code(error: Exception) -> str:
    """Return Slack's own word for an error; empty where Slack was not reached, but perhaps a proxy."""
    return read_code(error) if isinstance(error, SlackApiError) else ""


def _fail_to_reach(subject: str) -> Finding:
    return fail(subject, "Slack can't be reached", "check the network, its proxy, and SLACK_API_URL")


def _examine_signing_secret(secret: Secret | None) -> Iterator[Finding]:
    if secret and _SIGNING_SECRET.fullmatch(secret.reveal()):
        yield Finding(subject="signing secret", seen="looks like one; only Slack's next request can prove it")
    else:
        advice = "copy it from the app's Basic Information: 32 letters and figures"
        yield warn("signing secret", "SLACK_SIGNING_SECRET does not look like one", advice)


def _build_client(settings: Settings, token: Secret | None) -> AsyncWebClient:
    # It asks once: whoever waits for a doctor wants to hear what is wrong, not that it may pass.
    value = token.reveal() if token else None
    return AsyncWebClient(token=value, base_url=settings.api_url, timeout=_PATIENCE, retry_handlers=[])
