"""What is followed: the modal to follow, the list, and the message that there is news."""

from __future__ import annotations

import json
from collections.abc import Sequence

from slack_sdk.models.blocks import (
    Block,
    ButtonElement,
    InputBlock,
    Option,
    PlainTextInputElement,
    PlainTextObject,
    RadioButtonsElement,
)
from slack_sdk.models.views import View

from bot.state.alerts import Alert, Pace, is_person
from bot.texts import Texts
from bot.views.answer import build_hit_line
from bot.views.cutting import shorten
from bot.views.entry import describe_entry
from bot.views.follow import LONGEST_QUERY
from bot.views.message import Message, build_actions, build_button, build_context, build_section
from bot.views.mrkdwn import escape, escape_entities
from bot.views.source import SEPARATOR, describe_paper
from corpus.models import Hit, QuestionAnswer
from corpus.news import MOST_NEWS

STOP = "alert_stop"
PACE = "alert_pace"
TURN = "alert_turn"
CALLBACK = "alert"
QUERY, TARGET, WHEN = "alert_query", "alert_target", "alert_when"
CHANNEL, PERSON = "channel", "person"
SHOWN = 5
PAGE = 10
_NAME = 150


def build_modal(query: str, channel: str, texts: Texts, *, is_own: bool = False) -> View:
    """Return the modal in which a person says what, for whom and when; without a channel it is for the person.

    `is_own` tells that they alone saw the answer: then it is for the person unless they choose otherwise.
    """
    said = texts.alerts
    field = PlainTextInputElement(action_id=QUERY, initial_value=query, max_length=LONGEST_QUERY)
    blocks: list[Block] = [
        InputBlock(block_id=QUERY, label=said.query_label, hint=said.query_hint, element=field),
        _build_choice(WHEN, said.pace_label, {Pace.AT_ONCE: said.at_once, Pace.DAILY: said.daily}, Pace.AT_ONCE),
    ]
    if channel:
        choices = {CHANNEL: said.target_channel, PERSON: said.target_person}
        blocks.insert(1, _build_choice(TARGET, said.target_label, choices, PERSON if is_own else CHANNEL))
    return View(
        type="modal",
        callback_id=CALLBACK,
        title=PlainTextObject(text=said.title, emoji=False),
        submit=PlainTextObject(text=said.submit, emoji=False),
        close=PlainTextObject(text=texts.close, emoji=False),
        private_metadata=json.dumps({"channel": channel}),
        blocks=blocks,
    )


def build_done(line: str, texts: Texts) -> View:
    """Return the modal with what was done, already escaped."""
    return View(
        type="modal",
        title=PlainTextObject(text=texts.alerts.done_title, emoji=False),
        close=PlainTextObject(text=texts.close, emoji=False),
        blocks=[build_section(line)],
    )


def build_following(alert: Alert, texts: Texts, *, by: str) -> Message:
    """Return that a query is followed now, with what can be changed of it; `by` is a person's name."""
    said = texts.alerts
    form = said.following_person if is_person(alert.target) else said.following_channel
    line = form.format(user=escape(by), query=_name(alert), pace=_say_pace(alert, texts))
    label = said.change_to_daily if alert.pace is Pace.AT_ONCE else said.change_to_at_once
    other = Pace.DAILY if alert.pace is Pace.AT_ONCE else Pace.AT_ONCE
    change = build_button(label, action_id=PACE, value=f"{alert.id}|{other}")
    return Message(
        text=line,
        blocks=(build_section(line), build_actions(change, _build_stop(alert, texts, texts.alerts.stop_this))),
    )


def parse_stop(value: str) -> tuple[int, int | None]:
    """Return what a button stops following, by its id, and where the list begins in which it stands, None outside one.

    Raises:
        ValueError: the value is none of ours.
    """
    id_, is_listed, start = value.partition("|")
    return int(id_), int(start) if is_listed else None


def build_list(
    alerts: Sequence[Alert], texts: Texts, *, for_channel: bool, start: int = 0, done: str | None = None
) -> Message:
    """Return what a channel or person follows, ten at a time, each with a button that stops it.

    `done` says, escaped, what was done in the list a moment ago.
    """
    listed = _build_list(alerts, texts, for_channel=for_channel, start=start)
    return Message(text=f"{done}\n{listed.text}", blocks=(build_section(done), *listed.blocks)) if done else listed


def _build_list(alerts: Sequence[Alert], texts: Texts, *, for_channel: bool, start: int) -> Message:
    said = texts.alerts
    if not alerts:
        line = said.list_empty_channel if for_channel else said.list_empty_person
        return Message(text=line, blocks=(build_section(line),))
    start = min(max(start, 0), (len(alerts) - 1) // PAGE * PAGE)
    shown = alerts[start : start + PAGE]
    head = said.list_head_channel if for_channel else said.list_head_person
    blocks: list[Block] = [build_section(head), *(_build_line(alert, texts, start) for alert in shown)]
    if len(alerts) > PAGE:
        last = start + len(shown)
        blocks.append(build_context(said.list_pages.format(first=start + 1, last=last, total=len(alerts))))
        turns = []
        if start:
            turns.append(build_button(said.list_back, action_id=f"{TURN}_back", value=str(start - PAGE)))
        if last < len(alerts):
            turns.append(build_button(said.list_on, action_id=f"{TURN}_on", value=str(last)))
        blocks.append(build_actions(*turns))
    lines = (f"• “{escape_entities(shorten(alert.query, _NAME))}” ({_say_pace(alert, texts)})" for alert in shown)
    return Message(text="\n".join((head, *lines)), blocks=tuple(blocks))


def build_news(alert: Alert, hits: Sequence[Hit], texts: Texts) -> Message:
    """Return that there is news: how much, the first few with a button each, and a button to stop."""
    shown, more = hits[:SHOWN], len(hits) - SHOWN
    head = _count(alert, hits, texts)
    blocks: list[Block] = [build_section(f"*{head}*"), *(build_hit_line(hit, texts) for hit in shown)]
    if more > 0:
        command = escape(f"/zoek {shorten(alert.query, _NAME)}")
        blocks.append(build_context(texts.alerts.more.format(count=more, command=command)))
    blocks.append(build_actions(_build_stop(alert, texts, texts.alerts.stop_this)))
    return Message(text="\n".join((head, *(_format_hit(hit, texts) for hit in shown))), blocks=tuple(blocks))


def _build_stop(alert: Alert, texts: Texts, label: str, value: str = "") -> ButtonElement:
    spoken = texts.alerts.stop_label.format(query=shorten(alert.query, 50))
    return build_button(label, action_id=STOP, value=value or str(alert.id), spoken=spoken)


def _build_line(alert: Alert, texts: Texts, start: int) -> Block:
    """Return one query that is followed, with the button that stops it and shows the list from `start` anew."""
    button = _build_stop(alert, texts, texts.alerts.stop, f"{alert.id}|{start}")
    return build_section(f"“{_name(alert)}”{SEPARATOR}{_say_pace(alert, texts)}", button=button)


def _build_choice(name: str, label: str, choices: dict[str, str], chosen: str) -> InputBlock:
    options = {value: Option(value=value, text=text) for value, text in choices.items()}
    radios = RadioButtonsElement(action_id=name, options=[*options.values()], initial_option=options[chosen])
    return InputBlock(block_id=name, label=label, element=radios)


def _count(alert: Alert, hits: Sequence[Hit], texts: Texts) -> str:
    said, questions = texts.alerts, sum(isinstance(hit.entry, QuestionAnswer) for hit in hits)
    if questions == len(hits):
        form = said.one_question if questions == 1 else said.questions
    elif questions == 0:
        form = said.one_passage if len(hits) == 1 else said.passages
    else:
        form = said.both
    count = said.at_least.format(count=len(hits)) if len(hits) >= MOST_NEWS else str(len(hits))
    line = form.format(count=count, query=_name(alert))
    return line[:1].upper() + line[1:]


def _format_hit(hit: Hit, texts: Texts) -> str:
    name = shorten(describe_entry(hit.entry, hit.document, texts), 120)
    places = (name, describe_paper(hit.document, texts), shorten(hit.document.title, 120))
    return escape_entities(f"• {SEPARATOR.join(place for place in places if place)}")


def _name(alert: Alert) -> str:
    return escape(shorten(alert.query, _NAME))


def _say_pace(alert: Alert, texts: Texts) -> str:
    return texts.alerts.at_once_said if alert.pace is Pace.AT_ONCE else texts.alerts.daily_said
