"""Independent judges of what would be sent: slackblocks and the models of slack_sdk, beside the local Slack's checks.

What is sent is built again, part by part, in the classes of slackblocks, which refuse what Slack refuses.
"""

from __future__ import annotations

from typing import Any

import slackblocks as sb
from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.local.limits import find_message_error, find_view_error
from bot.views.message import Message

Json = dict[str, Any]


def judge_message(message: Message) -> Json:
    """Return a message as Slack gets it, after all judges took it.

    Raises:
        AssertionError, or what slackblocks and slack_sdk raise: it is refused.
    """
    body: Json = {"text": message.text, "blocks": [block.to_dict() for block in message.blocks]}
    assert message.written == body["blocks"], "slack_sdk writes it otherwise"
    error = find_message_error(body)
    assert error is None, (len(str(body)), str(error)[:300])
    assert 0 < len(message.text) <= 4_000, "more is cut in a notification"
    sb.Message(channel="C1", text=message.text, blocks=_judge_blocks(body["blocks"]))
    return body


def judge_view(view: View) -> Json:
    """Return a modal as Slack gets it, after all judges took it; raises as `judge_message` does."""
    view.validate_json()
    body: Json = view.to_dict()
    error = find_view_error(body)
    assert error is None, (len(str(body)), str(error)[:300])
    submit = body.get("submit")
    sb.ModalView(
        title=_plain(body["title"]),
        blocks=_judge_blocks(body["blocks"]),
        close=_plain(body["close"]),
        submit=_plain(submit) if submit else None,
        private_metadata=body.get("private_metadata"),
        callback_id=body["callback_id"],
    )
    return body


def _judge_blocks(blocks: list[Json]) -> list[sb.Block]:
    for block in blocks:
        parsed = Block.parse(block)
        assert parsed is not None
        parsed.validate_json()
    return [_rebuild(block) for block in blocks]


def _rebuild(block: Json) -> sb.Block:
    match block["type"]:
        case "section":
            accessory = block.get("accessory")
            return sb.SectionBlock(_text(block["text"]), accessory=_element(accessory) if accessory else None)
        case "context":
            return sb.ContextBlock([_text(element) for element in block["elements"]])
        case "divider":
            return sb.DividerBlock()
        case "actions":
            return sb.ActionsBlock([_element(element) for element in block["elements"]])
        case "context_actions":
            return sb.ContextActionsBlock([_feedback(element) for element in block["elements"]])
        case "input":
            hint = _plain(block["hint"])
            return sb.InputBlock(_plain(block["label"]), _element(block["element"]), hint=hint)
        case "rich_text":
            return sb.RichTextBlock([_rich(part) for part in block["elements"]])
    raise AssertionError(f"no judge for {block['type']}")


def _element(element: Json) -> sb.Element:
    id_ = element["action_id"]
    match element["type"]:
        case "button":
            label = element.get("accessibility_label")
            url = element.get("url")
            return sb.Button(
                _plain(element["text"]), id_, value=element.get("value"), url=url, accessibility_label=label
            )
        case "overflow":
            options = [sb.Option(_plain(option["text"]), option["value"]) for option in element["options"]]
            return sb.OverflowMenu(id_, options)
        case "plain_text_input":
            return sb.PlainTextInput(id_, initial_value=element["initial_value"], multiline=element["multiline"])
        case "conversations_select":
            return sb.ConversationSelectMenu(id_, response_url_enabled=True, placeholder=_plain_text("x"))
    raise AssertionError(f"no judge for {element['type']}")


def _feedback(element: Json) -> sb.Element:
    sides = (element["positive_button"], element["negative_button"])
    good, bad = (sb.FeedbackButton(_plain(side["text"]), side["value"]) for side in sides)
    return sb.FeedbackButtons(positive_button=good, negative_button=bad, action_id=element["action_id"])


def _rich(part: Json) -> Any:
    match part["type"]:
        case "rich_text_list":
            items = [sb.RichTextSection(list(map(_leaf, item["elements"]))) for item in part["elements"]]
            return sb.RichTextList(part["style"], items, indent=part["indent"])
        case kind:
            classes = {
                "rich_text_section": sb.RichTextSection,
                "rich_text_quote": sb.RichTextQuote,
                "rich_text_preformatted": sb.RichTextCodeBlock,
            }
            return classes[kind](list(map(_leaf, part["elements"])))


def _leaf(leaf: Json) -> Any:
    if leaf["type"] == "link":
        return sb.RichTextLink(leaf["url"], leaf["text"])
    assert leaf["type"] == "text", "a paper's text can't ping"
    return sb.RichText(leaf["text"], bold=leaf.get("style", {}).get("bold"))


def _text(text: Json) -> sb.Text:
    assert text["verbatim"], "Slack makes no links or names of its own"
    return sb.Text(text["text"], sb.TextType.MARKDOWN, verbatim=True)


def _plain(text: Json) -> sb.Text:
    return _plain_text(text["text"])


def _plain_text(text: str) -> sb.Text:
    return sb.Text(text, sb.TextType.PLAINTEXT)


def read_rich_text(blocks: list[Json]) -> str:
    """Return what rich text shows, in order, a list's items behind the mark that Slack draws."""
    return "".join(_read_part(part) for block in blocks if block["type"] == "rich_text" for part in block["elements"])


def _read_part(part: Json) -> str:
    if part["type"] == "rich_text_list":
        return "".join(f"•{_read_part(item)}" for item in part["elements"])
    return "".join(leaf["text"] for leaf in part["elements"])
