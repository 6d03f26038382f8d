"""The fields of a modal, as Slack itself checks them before it tells the app of a submission."""

from __future__ import annotations

import re

from bot.local.workspace import Json

_MISSING = "Vul dit verplichte veld in."
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


def find_field_errors(view: Json, state: Json) -> dict[str, str]:
    """Return what is wrong with the fields, by their `block_id`."""
    values = state.get("values") or {}
    errors = {}
    for block in view["blocks"]:
        if block["type"] != "input":
            continue
        element = block["element"]
        value = _read(values.get(block["block_id"], {}).get(element["action_id"]) or {})
        error = _find_error(element, value, is_optional=bool(block.get("optional")))
        if error:
            errors[block["block_id"]] = error
    return errors


def _find_error(element: Json, value: object, *, is_optional: bool) -> str | None:
    if value in (None, "", []):
        return None if is_optional else _MISSING
    if not isinstance(value, str):
        return None
    least, most = element.get("min_length") or 0, element.get("max_length") or 3_000
    if len(value) < least:
        return f"Dit moeten minstens {least} tekens zijn."
    if len(value) > most:
        return f"Dit mogen hoogstens {most} tekens zijn."
    match element["type"]:
        case "email_text_input" if not _EMAIL.fullmatch(value):
            return "Dit is geen e-mailadres."
        case "url_text_input" if not value.startswith(("http://", "https://")):
            return "Dit is geen internetadres."
        case "number_input":
            return _find_number_error(element, value)
    return None


def _find_number_error(element: Json, value: str) -> str | None:
    pattern = r"-?\d+([.,]\d+)?" if element.get("is_decimal_allowed") else r"-?\d+"
    if not re.fullmatch(pattern, value):
        return "Dit is geen getal."
    number = float(value.replace(",", "."))
    if number < float(element.get("min_value") or "-inf") or number > float(element.get("max_value") or "inf"):
        return "Dit getal mag hier niet."
    return None


def _read(value: Json) -> object:
    return next((one for name, one in value.items() if name != "type"), None)
