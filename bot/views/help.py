"""What the bot can do, in short parts."""

from __future__ import annotations

from bot.texts import Texts
from bot.views.message import Message, build_section


def build_help(texts: Texts, *, lead: str | None = None) -> Message:
    """Return the help, after `lead` where something was not understood."""
    head = f"{lead}\n{texts.help_head}" if lead else texts.help_head
    parts = (head, *list_help(texts))
    return Message(text="\n".join(parts), blocks=tuple(build_section(part) for part in parts))


def list_help(texts: Texts) -> tuple[str, ...]:
    """Return what there is to explain, a part for each subject; a test holds it to name every command and shortcut."""
    steering = texts.steering
    elsewhere = steering.help_elsewhere.format(shortcut=texts.finding.shortcut_name)
    return (texts.help_body, steering.help_threads, texts.help_language, elsewhere, steering.help_steering)
