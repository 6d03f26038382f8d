"""Slack's payloads, and what becomes of them when something is changed in them that should not be."""

from __future__ import annotations

import copy
import importlib
import json
import pkgutil
import re
from types import ModuleType
from typing import Any
from urllib.parse import urlencode

from hypothesis import strategies as st

import bot.listeners
import bot.views

Json = dict[str, Any]


def list_ids() -> tuple[str, ...]:
    """Return what buttons, fields and modals are called by the bot: the ids that its views and listeners name."""
    found = set()
    for package in (bot.views, bot.listeners):
        for module in _load(package):
            found |= {
                value
                for name, value in vars(module).items()
                if name.isupper() and isinstance(value, str) and re.fullmatch(r"[a-z]+(_[a-z]+)*", value)
            }
    return tuple(sorted(found))


def _load(package: ModuleType) -> list[ModuleType]:
    names = [entry.name for entry in pkgutil.iter_modules(package.__path__, f"{package.__name__}.")]
    return [importlib.import_module(name) for name in names]


IDS = list_ids()
TEAM, PERSON, CHANNEL, DIRECT = "T0LOKAAL", "U0JIJ", "C0KAMERSTUKKEN", "D0JIJ"
AUTHORIZATION = {"team_id": TEAM, "enterprise_id": None, "user_id": "U0GRIFFIER", "is_bot": True}
USER = {"id": PERSON, "username": "jij", "name": "jij", "team_id": TEAM}
INTERACTION = {
    "team": {"id": TEAM, "domain": "lokaal"}, "user": USER, "api_app_id": "A0GRIFFIER", "token": "x",
    "trigger_id": "1.2.x", "enterprise": None, "is_enterprise_install": False,
}  # fmt: skip
VIEW = {
    "id": "V0VENSTER", "team_id": TEAM, "type": "modal", "callback_id": "search", "private_metadata": "{}",
    "hash": "1.x", "blocks": [], "root_view_id": "V0VENSTER", "previous_view_id": None, "app_id": "A0GRIFFIER",
    "state": {"values": {"words": {"words": {"type": "plain_text_input", "value": "dwangsommen"}}}},
}  # fmt: skip
MESSAGE = {
    "type": "message", "channel": DIRECT, "channel_type": "im", "user": PERSON, "text": "vraag 43", "team": TEAM,
    "ts": "1700000000.000100", "event_ts": "1700000000.000100", "blocks": [],
}  # fmt: skip
FILE = {"id": "F0STUK", "name": "stuk.txt", "mode": "hosted", "size": 12, "url_private_download": "https://x.example/"}


def make_event(event: Json) -> Json:
    return {
        "type": "event_callback", "team_id": TEAM, "api_app_id": "A0GRIFFIER", "event": event, "event_id": "Ev0EEN",
        "event_time": 1_700_000_000, "authorizations": [AUTHORIZATION], "is_ext_shared_channel": False,
    }  # fmt: skip


def make_actions(action_id: str, value: str, **more: object) -> Json:
    action = {"type": "button", "action_id": action_id, "block_id": "b", "value": value, "action_ts": "1.2"}
    container = {"type": "message", "message_ts": "1.2", "channel_id": CHANNEL, "is_ephemeral": False}
    return {**INTERACTION, "type": "block_actions", "actions": [action], "container": container, **more}


EVENTS: tuple[Json, ...] = (
    MESSAGE,
    {**MESSAGE, "type": "app_mention", "channel": CHANNEL, "text": "<@U0GRIFFIER> dwangsommen", "thread_ts": "1.1"},
    {**MESSAGE, "subtype": "file_share", "files": [FILE]},
    {**MESSAGE, "subtype": "message_changed", "hidden": True, "message": MESSAGE, "previous_message": MESSAGE},
    {**MESSAGE, "bot_id": "B0ANDER", "bot_profile": {"id": "B0ANDER"}},
    {"type": "app_home_opened", "user": PERSON, "channel": DIRECT, "tab": "home", "view": VIEW, "event_ts": "1.2"},
    {
        "type": "link_shared", "channel": CHANNEL, "user": PERSON, "message_ts": "1.2", "unfurl_id": "x",
        "source": "conversations_history", "is_bot_user_member": True,
        "links": [{"domain": "zoek.officielebekendmakingen.nl", "url": "https://zoek.officielebekendmakingen.nl/x"}],
    },
    {"type": "member_joined_channel", "user": "U0GRIFFIER", "channel": CHANNEL, "team": TEAM, "inviter": PERSON},
    {"type": "tokens_revoked", "tokens": {"oauth": [PERSON], "bot": ["U0GRIFFIER"]}},
    {"type": "app_uninstalled"},
)  # fmt: skip
PAYLOADS: tuple[Json, ...] = (
    *map(make_event, EVENTS),
    {"type": "url_verification", "challenge": "x", "token": "x"},
    make_actions("entry_open", "kst-36560-VI-10#7", message={"ts": "1.2", "text": "x", "blocks": []}),
    *(make_actions(id_, "kst-36560-VI-10#7", channel={"id": CHANNEL, "name": "kamerstukken"}) for id_ in IDS),
    *(make_actions(f"{id_}_on", "kst-36560-VI-10#7|1", view=VIEW) for id_ in IDS),
    *({**INTERACTION, "type": "view_submission", "view": {**VIEW, "callback_id": id_}} for id_ in IDS),
    {**INTERACTION, "type": "view_submission", "view": VIEW, "response_urls": []},
    {**INTERACTION, "type": "view_closed", "view": VIEW, "is_cleared": False},
    {**INTERACTION, "type": "shortcut", "callback_id": "search", "action_ts": "1.2"},
    {
        **INTERACTION, "type": "message_action", "callback_id": "about", "message_ts": "1.2", "message": MESSAGE,
        "channel": {"id": CHANNEL, "name": "kamerstukken"},
    },
    {**INTERACTION, "type": "block_suggestion", "action_id": "paper", "block_id": "b", "value": "jaar", "view": VIEW},
)  # fmt: skip
COMMANDS: tuple[Json, ...] = tuple(
    {
        "command": command, "text": text, "team_id": TEAM, "team_domain": "lokaal", "channel_id": CHANNEL,
        "channel_name": "kamerstukken", "user_id": PERSON, "user_name": "jij", "api_app_id": "A0GRIFFIER",
        "trigger_id": "1.2.x", "is_enterprise_install": "false", "token": "x",
    }
    for command, text in (("/vraag", "43"), ("/zoek", "payload dwangsommen"), ("/bronnen", ""), ("/griffier", "help"))
)  # fmt: skip

_STRANGE: tuple[object, ...] = (
    None, True, False, 0, -1, 2**70, 1e308, float("inf"), "", "x" * 100_000, "\0", "\ud800", "\u202e\x1b[31m",
    "<!channel>", "'; DROP TABLE inbox; --", "../../etc/passwd", "%s%n{x}", "9" * 5_000, [], {}, [[]],
    {"id": {}}, {"id": 1}, [None], ["x"],
    "http://127.0.0.1:9/", "{\"a\":", TEAM, "T0ANDERS", {"values": {"b": {"a": 1}}}, {"values": []},
)  # fmt: skip


def _list_places(value: object, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    found = [path] if path else []
    if isinstance(value, dict):
        for name, inner in value.items():
            found += _list_places(inner, (*path, name))
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            found += _list_places(inner, (*path, place))
    return found


def _find_holder(payload: Any, path: tuple[str | int, ...]) -> Any:
    for step in path[:-1]:
        payload = payload[step]
    return payload


@st.composite
def mutated(draw: st.DrawFn, shapes: tuple[Json, ...]) -> Json:
    """Draw one of Slack's payloads in which up to four places are changed, swapped, taken out or doubled."""
    payload = copy.deepcopy(draw(st.sampled_from(shapes)))
    for _ in range(draw(st.integers(0, 4))):
        places = _list_places(payload)
        if not places:
            break
        path = draw(st.sampled_from(places))
        holder = _find_holder(payload, path)
        match draw(st.sampled_from(("strange", "any", "out", "other", "more"))):
            case "strange":
                holder[path[-1]] = copy.deepcopy(draw(st.sampled_from(_STRANGE)))
            case "any":
                holder[path[-1]] = draw(st.text() | st.integers() | st.floats(allow_nan=False) | st.binary().map(repr))
            case "out":
                del holder[path[-1]]
            case "other":
                source = draw(st.sampled_from(_list_places(payload)))
                holder[path[-1]] = copy.deepcopy(_find_holder(payload, source)[source[-1]])
            case "more":
                payload[draw(st.text(max_size=20))] = copy.deepcopy(draw(st.sampled_from(_STRANGE)))
    # At the end, as what is nested deeper can't always be copied: that depends on how deep the call itself is.
    if (depth := draw(st.sampled_from((0, 0, 1, 50, 400)))) and (places := _list_places(payload)):
        path = draw(st.sampled_from(places))
        holder = _find_holder(payload, path)
        for _ in range(depth):
            holder[path[-1]] = [holder[path[-1]]]
    return payload


def write_json(payload: Json) -> bytes:
    # As any program may write it: half signs and infinities too.
    return json.dumps(payload).encode()


def _write_form(payload: Json) -> bytes:
    fields = {name: value if isinstance(value, str) else json.dumps(value) for name, value in payload.items()}
    return urlencode(fields, errors="surrogatepass").encode()


JSON_TYPE, FORM_TYPE = "application/json", "application/x-www-form-urlencoded"
# A body, and what it is said to be.
BODIES: st.SearchStrategy[tuple[bytes, str]] = st.one_of(
    mutated(PAYLOADS).map(lambda payload: (write_json(payload), JSON_TYPE)),
    mutated(PAYLOADS).map(lambda payload: (urlencode({"payload": json.dumps(payload)}).encode(), FORM_TYPE)),
    mutated(COMMANDS).map(lambda payload: (_write_form(payload), FORM_TYPE)),
    st.tuples(st.binary(max_size=2_000), st.sampled_from((JSON_TYPE, FORM_TYPE, "text/plain", "multipart/form-data"))),
    st.tuples(
        mutated(PAYLOADS).flatmap(
            lambda payload: st.integers(0, 2_000).map(lambda end: write_json(payload)[:end])
        ),
        st.just(JSON_TYPE),
    ),
)  # fmt: skip
