"""Slack's limits on messages and views, with the error codes that it gives.

Source: Slack's Block Kit reference; the total from slackapi/bolt-js issues 2509 and 2867.
"""

from __future__ import annotations

import json

from bot.local.checks.blocks import check_blocks
from bot.local.checks.text import PLAIN, check_optional_text, check_text, list_items, tell
from bot.local.workspace import Json

_TEXT_LIMIT = 40_000
_TOTAL_LIMIT = 13_000
_MARKDOWN_LIMIT = 12_000
_VIEW_LIMIT = 250_000
_METADATA_LIMIT = 3_000
_MOST_ATTACHMENTS = 100
# What these hold has a limit of its own.
_APART = ("table", "data_table", "data_visualization")

Refusal = tuple[str, tuple[str, ...]]


def find_message_error(body: Json) -> Refusal | None:
    """Return the error code and its details for what a message is refused for, or None."""
    text, blocks, attachments = body.get("text"), body.get("blocks"), body.get("attachments")
    if not text and not blocks and not attachments:
        return "no_text", ()
    if isinstance(text, str) and len(text) > _TEXT_LIMIT:
        return "msg_too_long", ()
    if isinstance(blocks, str):
        return "invalid_blocks_format", ()
    problems = find_block_problems(blocks or [], "message")
    if problems:
        return "invalid_blocks", tuple(problems)
    counted = [block for block in list_items(blocks) if block["type"] not in _APART]
    if len(json.dumps(counted, ensure_ascii=False)) > _TOTAL_LIMIT:
        return "msg_blocks_too_long", ()
    return find_attachment_error(attachments)


def find_attachment_error(attachments: object) -> Refusal | None:
    """Return what attachments, those of an unfurl among them, are refused for."""
    if attachments and not isinstance(attachments, list):
        return "invalid_attachments", ()
    if len(list_items(attachments)) > _MOST_ATTACHMENTS:
        return "too_many_attachments", ()
    for place, attachment in enumerate(list_items(attachments)):
        problems = list(check_blocks(attachment.get("blocks") or [], "message", f"/attachments/{place}/blocks"))
        if problems:
            return "invalid_attachments", tuple(problems)
    return None


def find_view_error(view: object) -> Refusal | None:
    """Return the error code and its details for what a view is refused for, or None."""
    if not isinstance(view, dict):
        return "invalid_arguments", (tell("must provide an object", "/view"),)
    if len(json.dumps(view, ensure_ascii=False)) > _VIEW_LIMIT:
        return "view_too_large", ()
    problems = find_view_problems(view)
    return ("invalid_arguments", tuple(problems)) if problems else None


def find_view_problems(view: Json) -> list[str]:
    """Return what a view is refused for, each with the place of it."""
    type_ = view.get("type")
    if type_ not in ("modal", "home"):
        return [tell(f"unsupported type: {type_}", "/view/type")]
    problems = list(check_blocks(view.get("blocks"), type_, "/view/blocks"))
    if type_ == "modal":
        problems += check_text(view.get("title"), "/view/title", 24, PLAIN)
        problems += check_optional_text(view.get("close"), "/view/close", 24, PLAIN)
        problems += check_optional_text(view.get("submit"), "/view/submit", 24, PLAIN)
        if any(block.get("type") == "input" for block in list_items(view.get("blocks"))) and not view.get("submit"):
            problems.append(tell("missing required field: submit", "/view"))
    elif view.get("submit") or view.get("close"):
        problems.append(tell("a home view has no submit or close", "/view"))
    for name, most in (("private_metadata", _METADATA_LIMIT), ("callback_id", 255), ("external_id", 255)):
        if len(str(view.get(name) or "")) > most:
            problems.append(tell(f"must be less than {most + 1} characters", f"/view/{name}"))
    return problems


def find_block_problems(blocks: object, surface: str) -> list[str]:
    """Return what the blocks of a message, modal or home are refused for, each with the place of it."""
    problems = list(check_blocks(blocks, surface, "/blocks" if surface == "message" else "/view/blocks"))
    if surface == "message" and len(list_tables(blocks)) > 1:
        problems.append("only_one_table_allowed")
    markdown = sum(len(str(block.get("text"))) for block in list_items(blocks) if block.get("type") == "markdown")
    if markdown > _MARKDOWN_LIMIT:
        problems.append(tell(f"markdown must be less than {_MARKDOWN_LIMIT + 1} characters in all", "/blocks"))
    return problems


def list_tables(blocks: object) -> list[Json]:
    return [block for block in list_items(blocks) if block.get("type") == "table"]
