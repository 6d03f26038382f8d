"""The ids that Slack gives to blocks and elements that came without."""

from __future__ import annotations

import copy
import secrets

from bot.local.checks.blocks import list_elements
from bot.local.checks.text import list_items
from bot.local.workspace import Json


def fill_ids(blocks: list[Json]) -> list[Json]:
    """Return the blocks with a `block_id` for each, and an `action_id` for each element that people use."""
    filled = copy.deepcopy(blocks)
    for block in filled:
        _fill(block)
    return filled


def _fill(block: Json) -> None:
    block.setdefault("block_id", secrets.token_urlsafe(4)[:5])
    for part in _list_parts(block):
        _fill(part)
    for element in list_elements(block):
        element.setdefault("action_id", secrets.token_urlsafe(4)[:5])


def find_element(blocks: list[Json], action_id: str, value: str | None = None) -> tuple[Json, Json]:
    """Return the block and the element of it that has this action (and value, of its own or of a choice in it).

    Raises:
        LookupError: there is none.
    """
    for block in blocks:
        for owner in _list_parts(block) or [block]:
            for element in list_elements(owner):
                if element.get("action_id") == action_id and value in (None, *_list_values(element)):
                    return owner, element
    raise LookupError(f"no element {action_id} with value {value}")


def _list_parts(block: Json) -> list[Json]:
    """Return the blocks that stand in a container or carousel."""
    return list_items(block.get("elements" if block.get("type") == "carousel" else "child_blocks"))


def _list_values(element: Json) -> list[str]:
    choices = list_items(element.get("options"))
    choices += [one for group in list_items(element.get("option_groups")) for one in list_items(group.get("options"))]
    choices += [element[name] for name in ("positive_button", "negative_button") if isinstance(element.get(name), dict)]
    return [str(choice.get("value")) for choice in (element, *choices)]
