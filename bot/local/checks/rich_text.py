"""Rich text: sections, lists, quotes and preformatted text, and the leaves in them."""

from __future__ import annotations

from collections.abc import Iterator

from bot.local.checks.text import check_items, check_string, check_url, check_whole, list_items, tell
from bot.local.workspace import Json

_PARTS = ("rich_text_section", "rich_text_list", "rich_text_quote", "rich_text_preformatted")
_REQUIRED = {"emoji": "name", **{name: f"{name}_id" for name in ("user", "channel", "usergroup", "team")}}
_STYLES = frozenset(("bold", "italic", "strike", "code", "underline", "highlight", "client_highlight", "unlink"))
_MOST = 40_000


def check_rich_text(block: Json, at: str) -> Iterator[str]:
    """Return what Slack would say of a block of rich text."""
    yield from check_items(block.get("elements"), f"{at}/elements", 1_000)
    for place, part in enumerate(list_items(block.get("elements"))):
        where = f"{at}/elements/{place}"
        if part.get("type") not in _PARTS:
            yield tell(f"unsupported type: {part.get('type')}", f"{where}/type")
        elif part["type"] == "rich_text_list":
            yield from _check_list(part, where)
        else:
            yield from _check_leaves(part, where)


def _check_list(part: Json, at: str) -> Iterator[str]:
    if part.get("style") not in ("bullet", "ordered"):
        yield tell("must be one of: bullet, ordered", f"{at}/style")
    yield from check_whole(part.get("indent"), f"{at}/indent", 0, 8)
    yield from check_whole(part.get("offset"), f"{at}/offset", 0, 1_000_000)
    yield from check_whole(part.get("border"), f"{at}/border", 0, 1)
    yield from check_items(part.get("elements"), f"{at}/elements", 1_000)
    for place, item in enumerate(list_items(part.get("elements"))):
        where = f"{at}/elements/{place}"
        if item.get("type") != "rich_text_section":
            yield tell(f"unsupported type: {item.get('type')}", f"{where}/type")
        else:
            yield from _check_leaves(item, where)


def _check_leaves(part: Json, at: str) -> Iterator[str]:
    yield from check_items(part.get("elements"), f"{at}/elements", 10_000, least=0)
    for place, leaf in enumerate(list_items(part.get("elements"))):
        yield from _check_leaf(leaf, f"{at}/elements/{place}")


def _check_leaf(leaf: Json, at: str) -> Iterator[str]:
    type_ = str(leaf.get("type"))
    if type_ == "text":
        yield from check_string(leaf.get("text"), f"{at}/text", _MOST)
    elif type_ == "link":
        yield from check_url(leaf.get("url"), f"{at}/url")
    elif type_ == "broadcast":
        if leaf.get("range") not in ("here", "channel", "everyone"):
            yield tell("must be one of: here, channel, everyone", f"{at}/range")
    elif type_ == "date":
        if not isinstance(leaf.get("timestamp"), int):
            yield tell("missing required field: timestamp", at)
        yield from check_string(leaf.get("format"), f"{at}/format", 3_000)
    elif type_ == "color":
        yield from check_string(leaf.get("value"), f"{at}/value", 7)
    elif type_ in _REQUIRED:
        yield from check_string(leaf.get(_REQUIRED[type_]), f"{at}/{_REQUIRED[type_]}", 255)
    else:
        yield tell(f"unsupported type: {type_}", f"{at}/type")
    style = leaf.get("style")
    if style is not None and (not isinstance(style, dict) or set(style) - _STYLES):
        yield tell("must be a valid style", f"{at}/style")
