"""What a payload says that a person did with an element, and what stands in the fields of a surface."""

from __future__ import annotations

from bot.local.checks.blocks import list_elements
from bot.local.checks.text import list_items
from bot.local.workspace import Json

# A chosen value: a text, the value of an option, an option itself, several of those, or nothing.
Chosen = str | Json | list[str] | list[Json] | None

_BUTTONS = ("button", "icon_button")
_ONE = ("static_select", "external_select", "radio_buttons", "overflow")
_SEVERAL = ("checkboxes", "multi_static_select", "multi_external_select")
_NAMED = {
    "datepicker": "selected_date",
    "timepicker": "selected_time",
    "users_select": "selected_user",
    "conversations_select": "selected_conversation",
    "channels_select": "selected_channel",
    "multi_users_select": "selected_users",
    "multi_conversations_select": "selected_conversations",
    "multi_channels_select": "selected_channels",
}
_STATELESS = (*_BUTTONS, "overflow", "feedback_buttons", "image")


def build_action(block: Json, element: Json, chosen: Chosen = None) -> Json:
    """Return an action as Slack puts it in a payload; `chosen` is needed where there is something to choose."""
    type_ = str(element["type"])
    action: Json = {"type": type_, "action_id": element["action_id"], "block_id": block["block_id"]}
    if type_ in _BUTTONS:
        kept = ("text", "value", "style", "url", "icon")
        return action | {name: element[name] for name in kept if element.get(name) is not None}
    if type_ == "feedback_buttons":
        sides = (element["positive_button"], element["negative_button"])
        side = next(side for side in sides if side["value"] == chosen)
        return action | {"text": side["text"], "value": side["value"]}
    return action | _build_value(element, chosen)


def build_state(blocks: list[Json], filled: dict[str, Chosen] | None = None) -> Json:
    """Return the state of a surface in which `filled` stands in the fields, by their `action_id`.

    Fields that are not named have what they begin with.
    """
    values: Json = {}
    for block in blocks:
        for element in list_elements(block):
            if element["type"] in _STATELESS:
                continue
            chosen = (filled or {}).get(element["action_id"], _find_initial(element))
            value = {"type": element["type"], **_build_value(element, chosen)}
            values.setdefault(block["block_id"], {})[element["action_id"]] = value
    return {"values": values}


def _build_value(element: Json, chosen: Chosen) -> Json:
    type_ = str(element["type"])
    if type_ in _ONE:
        return {"selected_option": _find_option(element, chosen)}
    if type_ in _SEVERAL:
        several = chosen if isinstance(chosen, list) else [] if chosen is None else [chosen]
        return {"selected_options": [_find_option(element, one) for one in several]}
    return {_NAMED.get(type_, "value"): chosen}


def _find_initial(element: Json) -> Chosen:
    for name, value in element.items():
        if name.startswith("initial_"):
            initial: Chosen = value
            return initial
    return None


def _find_option(element: Json, chosen: object) -> Json | None:
    if chosen is None or isinstance(chosen, dict):
        return chosen
    options = list_items(element.get("options"))
    options += [one for group in list_items(element.get("option_groups")) for one in list_items(group.get("options"))]
    return next(option for option in options if option["value"] == chosen)
