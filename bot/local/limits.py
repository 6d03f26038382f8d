"""Slack's limits on messages and views, with the error codes that it gives.

Source: Slack's Block Kit reference; the total from slackapi/bolt-js issues 2509 and 2867.
"""

from __future__ import annotations

import json
from typing import Any

_TEXT_LIMIT = 40_000
_TOTAL_LIMIT = 13_000
_MOST_BLOCKS = {"message": 50, "view": 100}
_TYPES = frozenset(
    "section header divider context actions image rich_text markdown table input context_actions".split()
)
_ELEMENTS = {"context": 10, "actions": 25, "context_actions": 5}


def find_message_error(body: dict[str, Any]) -> tuple[str, tuple[str, ...]] | None:
    """Return the error code and its details for what a message is refused for, or None."""
    text, blocks = body.get("text"), body.get("blocks")
    if not text and not blocks and not body.get("attachments"):
        return "no_text", ()
    if isinstance(text, str) and len(text) > _TEXT_LIMIT:
        return "msg_too_long", ()
    problems = find_block_problems(blocks or [], "message")
    if problems:
        return "invalid_blocks", tuple(problems)
    if len(json.dumps(blocks or [], ensure_ascii=False)) > _TOTAL_LIMIT:
        return "msg_blocks_too_long", ()
    return None


def find_view_problems(view: dict[str, Any]) -> list[str]:
    """Return what a view is refused for."""
    problems = find_block_problems(view.get("blocks") or [], "view")
    title = (view.get("title") or {}).get("text", "")
    if view.get("type") == "modal" and not 1 <= len(title) <= 24:
        problems.append("title must be 1 to 24 characters [json-pointer:/view/title]")
    if len(view.get("private_metadata") or "") > 3_000:
        problems.append("private_metadata must be less than 3001 characters [json-pointer:/view/private_metadata]")
    return problems


def find_block_problems(blocks: object, surface: str) -> list[str]:
    """Return what blocks are refused for, each with the place of it."""
    if not isinstance(blocks, list):
        return ["blocks must be an array"]
    problems = []
    if len(blocks) > _MOST_BLOCKS[surface]:
        problems.append(f"no more than {_MOST_BLOCKS[surface]} items allowed [json-pointer:/blocks]")
    seen: set[str] = set()
    for place, block in enumerate(blocks):
        pointer = f"/blocks/{place}"
        if not isinstance(block, dict) or block.get("type") not in _TYPES:
            problems.append(f"unsupported type [json-pointer:{pointer}/type]")
            continue
        id_ = block.get("block_id")
        if id_ and (id_ in seen or len(id_) > 255):
            problems.append(f"block_id must be unique and at most 255 characters [json-pointer:{pointer}/block_id]")
        seen.add(id_ or "")
        problems += [f"{problem} [json-pointer:{pointer}]" for problem in _find_problems(block)]
    return problems


def _find_problems(block: dict[str, Any]) -> list[str]:
    match block["type"]:
        case "section":
            problems = _check_text(block.get("text"), 3_000) if block.get("text") else []
            if not block.get("text") and not block.get("fields"):
                problems.append("text or fields is required")
            fields = block.get("fields") or []
            if len(fields) > 10:
                problems.append("no more than 10 fields allowed")
            for field in fields:
                problems += _check_text(field, 2_000)
            return problems + (_check_element(block["accessory"]) if block.get("accessory") else [])
        case "header":
            return _check_text(block.get("text"), 150)
        case "markdown":
            return [] if 0 < len(block.get("text", "")) <= 12_000 else ["text must be less than 12001 characters"]
        case "context" | "actions" | "context_actions" as type_:
            return _check_elements(block.get("elements"), _ELEMENTS[type_], is_context=type_ == "context")
        case "rich_text":
            return _check_rich_text(block.get("elements"))
        case "input":
            return _check_text(block.get("label"), 2_000)
    return []


def _check_text(text: object, limit: int) -> list[str]:
    if not isinstance(text, dict) or text.get("type") not in ("mrkdwn", "plain_text"):
        return ["text must be a text object"]
    value = text.get("text")
    if not isinstance(value, str) or not 0 < len(value) <= limit:
        return [f"text must be more than 0 and less than {limit + 1} characters"]
    return []


def _check_elements(elements: object, limit: int, *, is_context: bool) -> list[str]:
    if not isinstance(elements, list) or not 0 < len(elements) <= limit:
        return [f"1 to {limit} elements are required"]
    if is_context:
        return [
            problem for element in elements if element.get("type") != "image" for problem in _check_text(element, 2_000)
        ]
    ids = [element.get("action_id") for element in elements]
    doubled = ["action_id must be unique in a block"] if len(set(ids)) < len(ids) else []
    return doubled + [problem for element in elements for problem in _check_element(element)]


def _check_element(element: dict[str, Any]) -> list[str]:
    problems = []
    if len(element.get("action_id") or "") > 255:
        problems.append("action_id must be less than 256 characters")
    if element.get("type") == "button":
        problems += _check_text(element.get("text"), 75)
        if len(element.get("value") or "") > 2_000:
            problems.append("value must be less than 2001 characters")
        if len(element.get("accessibility_label") or "") > 75:
            problems.append("accessibility_label must be less than 76 characters")
    return problems


def _check_rich_text(elements: object) -> list[str]:
    if not isinstance(elements, list) or not elements:
        return ["elements are required"]
    parts = (part for element in elements for part in element.get("elements") or [])
    empty = any(part.get("type") == "text" and not part.get("text") for part in parts)
    return ["text must be more than 0 characters"] if empty else []
