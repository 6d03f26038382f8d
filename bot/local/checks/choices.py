"""Options, groups of them, and the elements that offer them."""

from __future__ import annotations

from collections.abc import Iterator

from bot.local.checks.text import (
    ANY,
    PLAIN,
    check_items,
    check_optional_text,
    check_string,
    check_text,
    check_whole,
    list_items,
    tell,
)
from bot.local.workspace import Json


def check_options(options: object, at: str, *, most: int, types: tuple[str, ...] = ANY) -> Iterator[str]:
    """Return what Slack would say of the options of a menu."""
    yield from check_items(options, at, most)
    for place, option in enumerate(list_items(options)):
        yield from check_text(option.get("text"), f"{at}/{place}/text", 75, types)
        yield from check_string(option.get("value"), f"{at}/{place}/value", 150)
        yield from check_optional_text(option.get("description"), f"{at}/{place}/description", 75, types)


def check_groups(groups: object, at: str) -> Iterator[str]:
    """Return what Slack would say of groups of options."""
    yield from check_items(groups, at, 100)
    for place, group in enumerate(list_items(groups)):
        yield from check_text(group.get("label"), f"{at}/{place}/label", 75, PLAIN)
        yield from check_options(group.get("options"), f"{at}/{place}/options", most=100, types=PLAIN)


def check_option_list(element: Json, at: str) -> Iterator[str]:
    """Check checkboxes or radio buttons: at most ten options, and what is chosen at first is one of them."""
    yield from check_options(element.get("options"), f"{at}/options", most=10)
    yield from _check_initial(element, at, list_items(element.get("options")))


def check_select(element: Json, at: str) -> Iterator[str]:
    """Return what Slack would say of a menu."""
    type_ = str(element["type"])
    if type_.startswith("multi_"):
        yield from check_whole(element.get("max_selected_items"), f"{at}/max_selected_items", 1, 1_000)
    if type_.endswith("external_select"):
        yield from check_whole(element.get("min_query_length"), f"{at}/min_query_length", 0, 100)
    elif type_.endswith("static_select"):
        yield from _check_static(element, at)


def find_suggestion_problems(answer: Json) -> list[str]:
    """Return what an answer to `block_suggestion` is refused for: at most 100 options, or groups of them."""
    if answer.get("option_groups") is not None:
        return list(check_groups(answer["option_groups"], "/option_groups"))
    options = answer.get("options")
    return list(check_options(options, "/options", most=100, types=PLAIN)) if options else []


def _check_static(element: Json, at: str) -> Iterator[str]:
    options, groups = element.get("options"), element.get("option_groups")
    if (options is None) == (groups is None):
        yield tell("must define either options or option_groups", at)
    elif groups is not None:
        yield from check_groups(groups, f"{at}/option_groups")
    else:
        yield from check_options(options, f"{at}/options", most=100, types=PLAIN)
    offered = list_items(options) + [one for group in list_items(groups) for one in list_items(group.get("options"))]
    yield from _check_initial(element, at, offered)


def _check_initial(element: Json, at: str, offered: list[Json]) -> Iterator[str]:
    values = [option.get("value") for option in offered]
    first, several = element.get("initial_option"), element.get("initial_options")
    if first is not None and (not isinstance(first, dict) or first.get("value") not in values):
        yield tell("initial_option must match exactly one of the options", f"{at}/initial_option")
    if several is not None:
        chosen = list_items(several)
        if not chosen or any(option.get("value") not in values for option in chosen):
            yield tell("initial_options must match the options", f"{at}/initial_options")
