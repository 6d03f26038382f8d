"""What a person thinks of an answer: two small buttons under it, and a modal that asks what was looked for."""

from __future__ import annotations

import json
from collections.abc import Mapping

from msgspec import Struct
from slack_sdk.models.blocks import (
    ContextActionsBlock,
    FeedbackButtonObject,
    FeedbackButtonsElement,
    InputBlock,
    PlainTextInputElement,
    PlainTextObject,
)
from slack_sdk.models.views import View

from bot.state.feedback import Verdict
from bot.texts import Texts
from bot.views.cutting import shorten
from bot.views.message import BUTTON_LIMIT, build_context
from bot.views.mrkdwn import escape

JUDGE = "answer_judge"
CALLBACK = "feedback_wanted"
WANTED = "wanted"
WANTED_LIMIT = 1_000
# The value of a button takes 2,000 characters, in which a query may be written twice as long as it is.
QUERY_LIMIT = 500
# Characters that a query takes in one of the several buttons of a message, as it is sent.
QUERY_ROOM = 700


class Judged(Struct, frozen=True, kw_only=True):
    """What is judged: the entry that was shown first for a query, of which a very long one is cut."""

    query: str
    entry: str


class Origin(Struct, frozen=True, kw_only=True):
    """Where the button was pressed: how to answer there, and in which thread."""

    response_url: str
    thread_ts: str | None


def build_feedback(query: str, entry_id: str, texts: Texts) -> ContextActionsBlock:
    """Return the two buttons; all that is needed to understand a press stands in their values."""
    said = texts.feedback
    judged = Judged(query=cut_query(query), entry=entry_id)
    sides = ((said.good, said.good_spoken, Verdict.GOOD), (said.wrong, said.wrong_spoken, Verdict.WRONG))
    good, wrong = (
        FeedbackButtonObject(
            text=PlainTextObject(text=label, emoji=False),
            accessibility_label=spoken[:BUTTON_LIMIT],
            value=_write([str(verdict), judged.query, judged.entry]),
        )
        for label, spoken, verdict in sides
    )
    element = FeedbackButtonsElement(action_id=JUDGE, positive_button=good, negative_button=wrong)
    return ContextActionsBlock(elements=[element])


def parse_judgement(value: str) -> tuple[Verdict, Judged]:
    """Return what a button of `build_feedback` stands for.

    Raises:
        ValueError: the value is none of ours.
    """
    verdict, query, entry = (str(part) for part in json.loads(value))
    return Verdict(verdict), Judged(query=query, entry=entry)


def build_wanted(judged: Judged, origin: Origin, texts: Texts) -> View:
    """Return the modal that asks what was looked for; nobody has to say."""
    said = texts.feedback
    return View(
        type="modal",
        callback_id=CALLBACK,
        title=PlainTextObject(text=said.wanted_title, emoji=False),
        submit=PlainTextObject(text=said.send, emoji=False),
        close=PlainTextObject(text=texts.close, emoji=False),
        private_metadata=_write([judged.query, judged.entry, origin.response_url, origin.thread_ts or ""]),
        blocks=[
            build_context(escape(said.wanted_intro.format(query=shorten(judged.query, 200)))),
            InputBlock(
                block_id=WANTED,
                label=PlainTextObject(text=said.wanted_label),
                hint=PlainTextObject(text=said.wanted_hint),
                optional=True,
                element=PlainTextInputElement(
                    action_id=WANTED,
                    multiline=True,
                    max_length=WANTED_LIMIT,
                    placeholder=PlainTextObject(text=said.wanted_example),
                ),
            ),
        ],
    )


def parse_wanted(view: Mapping[str, object]) -> tuple[Judged, str, Origin]:
    """Return what was judged, what was looked for, and where the button was pressed.

    Raises:
        ValueError, KeyError, TypeError: the view is none of ours.
    """
    query, entry, response_url, thread_ts = (str(part) for part in json.loads(str(view["private_metadata"])))
    state = view["state"]
    if not isinstance(state, Mapping):
        raise TypeError("a view without a state")
    wanted = str(state["values"][WANTED][WANTED].get("value") or "")
    origin = Origin(response_url=response_url, thread_ts=thread_ts or None)
    return Judged(query=query, entry=entry), wanted[:WANTED_LIMIT].strip(), origin


def cut_query(query: str) -> str:
    """Return a query that fits in a button: without unseen signs, and a very long one up to the end of a word."""
    query = "".join(char for char in query if char.isprintable())
    limit = QUERY_LIMIT
    # Quotes and backslashes are written as two, and once more as the message is sent.
    while len(json.dumps(_write([query[:limit]]), ensure_ascii=False)) > QUERY_ROOM:
        limit -= 20
    if len(query) <= limit:
        return query
    cut = query[:limit]
    return cut.rsplit(maxsplit=1)[0] if len(cut.split()) > 1 else cut


def _write(parts: list[str]) -> str:
    return json.dumps(parts, ensure_ascii=False, separators=(",", ":"))
