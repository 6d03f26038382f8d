"""Cards, and carousels of them."""

from __future__ import annotations

from collections.abc import Iterator

from bot.local.checks.elements import check_element
from bot.local.checks.text import check_items, check_optional_text, list_items, tell
from bot.local.workspace import Json

_LIMITS = {"title": 150, "subtitle": 150, "body": 200, "subtext": 200}


def check_card(block: Json, at: str) -> Iterator[str]:
    """Return what Slack would say of a card."""
    if not any(block.get(name) for name in ("hero_image", "title", "actions", "body")):
        yield tell("must define at least one of hero_image, title, actions, body", at)
    for name, most in _LIMITS.items():
        yield from check_optional_text(block.get(name), f"{at}/{name}", most)
    if block.get("icon") is not None and block.get("slack_icon") is not None:
        yield tell("must define either icon or slack_icon", at)
    for name in ("hero_image", "icon"):
        if block.get(name) is not None:
            yield from check_element(block[name], f"{at}/{name}", ("image",))
    if block.get("actions") is not None:
        yield from check_items(block["actions"], f"{at}/actions", 3)
        for place, button in enumerate(list_items(block["actions"])):
            yield from check_element(button, f"{at}/actions/{place}", ("button",))


def check_carousel(block: Json, at: str) -> Iterator[str]:
    """Return what Slack would say of a row of cards."""
    yield from check_items(block.get("elements"), f"{at}/elements", 10)
    for place, card in enumerate(list_items(block.get("elements"))):
        where = f"{at}/elements/{place}"
        if card.get("type") != "card":
            yield tell(f"unsupported type: {card.get('type')}", f"{where}/type")
        else:
            yield from check_card(card, where)
