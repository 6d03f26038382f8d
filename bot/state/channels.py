"""What a channel has set for itself."""

from __future__ import annotations

from enum import StrEnum

import sqlalchemy as sa
from msgspec import Struct

from bot.config import ReplyIn
from bot.state.audit import record
from bot.state.store import Store
from bot.state.tables import CHANNELS

# Asked for each question, and made once: to make a statement takes longer than to carry it out.
_SET = sa.select(CHANNELS).where(CHANNELS.c.team == sa.bindparam("team"), CHANNELS.c.channel == sa.bindparam("channel"))


class AnswerTo(StrEnum):
    """What the bot answers in a channel: mentions alone, or every message that ends in a question mark."""

    MENTION = "mention"
    QUESTIONS = "questions"


class VisibleTo(StrEnum):
    """Who sees an answer: everybody in the channel, or the asker, who may share it."""

    ALL = "all"
    ASKER = "asker"


class ChannelSettings(Struct, frozen=True, kw_only=True):
    """How the bot behaves in one channel."""

    answer_to: AnswerTo = AnswerTo.MENTION
    reply_in: ReplyIn = ReplyIn.THREAD
    visible_to: VisibleTo = VisibleTo.ALL


class Channels(Store):
    """Keeps the settings of channels; each change goes into the audit log in the same transaction."""

    __slots__ = ()

    def find(self, team: str, channel: str) -> ChannelSettings | None:
        """Return what a channel has set; None where it has set nothing and the installation's defaults hold."""
        with self.database.read() as connection:
            row = connection.execute(_SET, {"team": team, "channel": channel}).first()
        if row is None:
            return None
        return ChannelSettings(
            answer_to=AnswerTo(row.answer_to), reply_in=ReplyIn(row.reply_in), visible_to=VisibleTo(row.visible_to)
        )

    def save(self, team: str, channel: str, settings: ChannelSettings, *, by: str) -> None:
        """Keep a channel's settings; `by` is the person who changed them."""
        values = {
            "answer_to": str(settings.answer_to),
            "reply_in": str(settings.reply_in),
            "visible_to": str(settings.visible_to),
        }
        detail = ", ".join(f"{name}={value}" for name, value in values.items())
        with self.database.write() as connection:
            connection.execute(sa.delete(CHANNELS).where(CHANNELS.c.team == team, CHANNELS.c.channel == channel))
            connection.execute(sa.insert(CHANNELS).values(team=team, channel=channel, **values))
            record(connection, team, by=by, action="channel.set", subject=channel, detail=detail, now=self.clock())

    def remove(self, team: str, channel: str, *, by: str) -> bool:
        """Go back to the installation's defaults; return whether there was anything to go back from."""
        with self.database.write() as connection:
            done = connection.execute(sa.delete(CHANNELS).where(CHANNELS.c.team == team, CHANNELS.c.channel == channel))
            if done.rowcount:
                record(connection, team, by=by, action="channel.reset", subject=channel, now=self.clock())
        return bool(done.rowcount)
