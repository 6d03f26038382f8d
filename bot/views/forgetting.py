"""What is kept of a person, and what was removed of it."""

from __future__ import annotations

from slack_sdk.models.blocks import ButtonElement, PlainTextObject

from bot.state.retention import Personal
from bot.texts import Texts
from bot.views.message import Message, build_actions, build_button, build_section

FORGET, KEEP = "forget_all", "forget_not"


def build_forget(personal: Personal, texts: Texts) -> Message:
    """Return what is kept, with a button that erases it and one that does not; without them where nothing is."""
    said = texts.steering
    if not personal.total:
        return Message(text=said.forget_nothing, blocks=(build_section(said.forget_nothing),))
    kept = "\n".join((said.forget_title, *_list_kept(personal, texts)))
    erase = ButtonElement(
        text=PlainTextObject(text=said.forget_all, emoji=False), action_id=FORGET, value="-", style="danger"
    )
    leave = build_button(said.forget_not, action_id=KEEP, value="-")
    blocks = (build_section(kept), build_section(said.forget_means), build_actions(erase, leave))
    return Message(text=f"{kept}\n{said.forget_means}", blocks=blocks)


def build_forgotten(personal: Personal, texts: Texts) -> Message:
    """Return what was removed."""
    said = texts.steering
    lines = (said.forget_done, *_list_kept(personal, texts)) if personal.total else (said.forget_nothing,)
    text = "\n".join(lines)
    return Message(text=text, blocks=(build_section(text),))


def _list_kept(personal: Personal, texts: Texts) -> tuple[str, ...]:
    said = texts.steering
    kinds = (
        (said.kept_settings, personal.settings),
        (said.kept_questions, personal.questions),
        (said.kept_alerts, personal.alerts),
        (said.kept_feedback, personal.feedback),
        (said.kept_subjects, personal.subjects),
        (said.kept_waiting, personal.waiting),
    )
    return tuple(said.forget_kept.format(kind=kind, count=count) for kind, count in kinds if count)
