"""The elements that people press, choose and fill in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from bot.local.checks.choices import check_option_list, check_options, check_select
from bot.local.checks.text import (
    ANY,
    PLAIN,
    check_optional_string,
    check_optional_text,
    check_string,
    check_text,
    check_url,
    check_whole,
    tell,
)
from bot.local.workspace import Json

Check = Callable[[Json, str], Iterator[str]]

_SELECTS = ("static_select", "external_select", "users_select", "conversations_select", "channels_select")
SELECTS = (*_SELECTS, *(f"multi_{name}" for name in _SELECTS))
CHOICES = ("radio_buttons", "checkboxes", "datepicker", "timepicker")
TEXT_INPUTS = ("plain_text_input", "email_text_input", "url_text_input", "number_input")
SECTION = ("button", "image", "overflow", *SELECTS, *CHOICES)
ACTIONS = ("button", "overflow", *_SELECTS, *CHOICES)
INPUT = (*TEXT_INPUTS, *SELECTS, *CHOICES)
CONTEXT_ACTIONS = ("feedback_buttons", "icon_button")


def check_element(element: object, at: str, allowed: tuple[str, ...]) -> Iterator[str]:
    """Check an element, and that it may stand where it stands."""
    if not isinstance(element, dict):
        yield tell("must provide an object", at)
        return
    type_ = element.get("type")
    if type_ not in allowed:
        yield tell(f"unsupported type: {type_}", f"{at}/type")
        return
    yield from check_optional_string(element.get("action_id"), f"{at}/action_id", 255)
    if element.get("confirm") is not None:
        yield from _check_confirm(element["confirm"], f"{at}/confirm")
    yield from check_optional_text(element.get("placeholder"), f"{at}/placeholder", 150, PLAIN)
    yield from _find_check(str(type_))(element, at)


def check_button(element: Json, at: str) -> Iterator[str]:
    """Return what Slack would say of a button."""
    yield from check_text(element.get("text"), f"{at}/text", 75, PLAIN)
    yield from check_optional_string(element.get("value"), f"{at}/value", 2_000)
    yield from check_optional_string(element.get("accessibility_label"), f"{at}/accessibility_label", 75)
    if element.get("url") is not None:
        yield from check_url(element["url"], f"{at}/url")
    if element.get("style") not in (None, "primary", "danger"):
        yield tell("must be one of: primary, danger", f"{at}/style")


def check_image(element: Json, at: str) -> Iterator[str]:
    """Check an image, as an element or as a block: by its address, or a file of the workspace."""
    yield from check_string(element.get("alt_text"), f"{at}/alt_text", 2_000)
    file = element.get("slack_file")
    if (element.get("image_url") is None) == (file is None):
        yield tell("must provide either image_url or slack_file", at)
    elif file is None:
        yield from check_url(element["image_url"], f"{at}/image_url")
    elif not isinstance(file, dict) or not (file.get("id") or file.get("url")):
        yield tell("must provide either id or url", f"{at}/slack_file")


def _find_check(type_: str) -> Check:
    if type_ in SELECTS:
        return check_select
    checks: dict[str, Check] = {
        "button": check_button,
        "image": check_image,
        "overflow": _check_overflow,
        "feedback_buttons": _check_feedback,
        "icon_button": _check_icon,
        "checkboxes": check_option_list,
        "radio_buttons": check_option_list,
        "datepicker": _check_date,
        "timepicker": _check_time,
        "number_input": _check_number,
    }
    return checks.get(type_, _check_text_input)


def _check_overflow(element: Json, at: str) -> Iterator[str]:
    yield from check_options(element.get("options"), f"{at}/options", most=5, types=PLAIN)


def _check_feedback(element: Json, at: str) -> Iterator[str]:
    for name in ("positive_button", "negative_button"):
        button = element.get(name)
        if not isinstance(button, dict):
            yield tell(f"missing required field: {name}", at)
            continue
        yield from check_text(button.get("text"), f"{at}/{name}/text", 75, PLAIN)
        yield from check_string(button.get("value"), f"{at}/{name}/value", 2_000)
        label = button.get("accessibility_label")
        yield from check_optional_string(label, f"{at}/{name}/accessibility_label", 75)


def _check_icon(element: Json, at: str) -> Iterator[str]:
    if element.get("icon") != "trash":
        yield tell("must be one of: trash", f"{at}/icon")
    yield from check_text(element.get("text"), f"{at}/text", 75, PLAIN)
    yield from check_optional_string(element.get("value"), f"{at}/value", 2_000)
    yield from check_optional_string(element.get("accessibility_label"), f"{at}/accessibility_label", 75)


def _check_date(element: Json, at: str) -> Iterator[str]:
    value = element.get("initial_date")
    if value is not None and not re.fullmatch(r"\d{4}-\d\d-\d\d", str(value)):
        yield tell("must be in the form YYYY-MM-DD", f"{at}/initial_date")


def _check_time(element: Json, at: str) -> Iterator[str]:
    value = element.get("initial_time")
    if value is not None and not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", str(value)):
        yield tell("must be in the form HH:mm", f"{at}/initial_time")


def _check_number(element: Json, at: str) -> Iterator[str]:
    if not isinstance(element.get("is_decimal_allowed"), bool):
        yield tell("missing required field: is_decimal_allowed", at)
    yield from check_optional_string(element.get("initial_value"), f"{at}/initial_value", 3_000)


def _check_text_input(element: Json, at: str) -> Iterator[str]:
    yield from check_optional_string(element.get("initial_value"), f"{at}/initial_value", 3_000)
    yield from check_whole(element.get("min_length"), f"{at}/min_length", 0, 3_000)
    yield from check_whole(element.get("max_length"), f"{at}/max_length", 1, 3_000)


def _check_confirm(confirm: object, at: str) -> Iterator[str]:
    if not isinstance(confirm, dict):
        yield tell("must provide an object", at)
        return
    yield from check_text(confirm.get("title"), f"{at}/title", 100, PLAIN)
    yield from check_text(confirm.get("text"), f"{at}/text", 300, ANY)
    yield from check_text(confirm.get("confirm"), f"{at}/confirm", 30, PLAIN)
    yield from check_text(confirm.get("deny"), f"{at}/deny", 30, PLAIN)
