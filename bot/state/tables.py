"""The tables of the state; `migrations` makes them, step by step, and a test holds the two together."""

from __future__ import annotations

import sqlalchemy as sa

TABLES = sa.MetaData()

# Slack's identifiers of teams, channels, people and messages.
_ID = sa.String(64)


def _team() -> sa.Column[str]:
    return sa.Column("team", _ID, nullable=False)


INBOX = sa.Table(
    "inbox",
    TABLES,
    sa.Column("id", sa.Integer, primary_key=True),
    _team(),
    sa.Column("channel", _ID, nullable=False),
    sa.Column("ts", _ID, nullable=False),
    sa.Column("event_id", _ID),
    sa.Column("person", _ID, nullable=False),
    # Empty from the moment that the event is crossed off: what a person wrote is not kept.
    sa.Column("payload", sa.Text, nullable=False),
    sa.Column("received_at", sa.Double, nullable=False),
    sa.Column("owner", _ID),
    sa.Column("lease_until", sa.Double, nullable=False),
    sa.Column("attempts", sa.Integer, nullable=False),
    sa.Column("finished_at", sa.Double),
    sa.UniqueConstraint("team", "channel", "ts", name="inbox_message"),
    sa.UniqueConstraint("team", "event_id", name="inbox_event"),
    sa.Index("inbox_open", "finished_at", "received_at"),
)
CHANNELS = sa.Table(
    "channel_settings",
    TABLES,
    sa.Column("team", _ID, primary_key=True),
    sa.Column("channel", _ID, primary_key=True),
    sa.Column("answer_to", sa.String(16), nullable=False),
    sa.Column("reply_in", sa.String(16), nullable=False),
    sa.Column("visible_to", sa.String(16), nullable=False),
)
PERSONS = sa.Table(
    "person_settings",
    TABLES,
    sa.Column("team", _ID, primary_key=True),
    sa.Column("person", _ID, primary_key=True),
    sa.Column("language", sa.String(8)),
)
SAVED_QUESTIONS = sa.Table(
    "saved_questions",
    TABLES,
    sa.Column("id", sa.Integer, primary_key=True),
    _team(),
    sa.Column("person", _ID, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("saved_at", sa.Double, nullable=False),
    sa.Index("saved_questions_person", "team", "person"),
)
ALERTS = sa.Table(
    "alerts",
    TABLES,
    sa.Column("id", sa.Integer, primary_key=True),
    _team(),
    sa.Column("target", _ID, nullable=False),
    sa.Column("person", _ID, nullable=False),
    sa.Column("query", sa.Text, nullable=False),
    sa.Column("pace", sa.String(16), nullable=False),
    sa.Column("made_at", sa.Double, nullable=False),
    sa.Column("checked_at", sa.Double, nullable=False),
    # The revision of the papers up to which was looked; and the one that is told of at the moment.
    sa.Column("seen", sa.Integer, nullable=False, server_default="0"),
    sa.Column("pending", sa.Integer),
    sa.Column("pending_since", sa.Double),
    sa.Index("alerts_target", "team", "target"),
)
ALERTS_SENT = sa.Table(
    "alerts_sent",
    TABLES,
    sa.Column("team", _ID, primary_key=True),
    sa.Column("alert", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("entry", sa.Text, primary_key=True),
    # What is told of in one message has one batch, the revision of the papers, and is in the order of its places.
    sa.Column("batch", sa.Integer, nullable=False, server_default="0"),
    sa.Column("place", sa.Integer, nullable=False, server_default="0"),
)
FEEDBACK = sa.Table(
    "feedback",
    TABLES,
    sa.Column("id", sa.Integer, primary_key=True),
    _team(),
    sa.Column("person", _ID, nullable=False),
    sa.Column("query", sa.Text, nullable=False),
    sa.Column("entry", sa.Text, nullable=False),
    sa.Column("verdict", sa.String(16), nullable=False),
    sa.Column("wanted", sa.Text, nullable=False),
    sa.Column("given_at", sa.Double, nullable=False),
    sa.Index("feedback_person", "team", "person"),
)
AUDIT = sa.Table(
    "audit",
    TABLES,
    sa.Column("id", sa.Integer, primary_key=True),
    _team(),
    sa.Column("person", _ID, nullable=False),
    sa.Column("action", sa.String(64), nullable=False),
    sa.Column("subject", sa.String(255), nullable=False),
    sa.Column("detail", sa.Text, nullable=False),
    sa.Column("done_at", sa.Double, nullable=False),
    sa.Index("audit_team", "team", "done_at"),
)
SUBJECTS = sa.Table(
    "subjects",
    TABLES,
    sa.Column("team", _ID, primary_key=True),
    sa.Column("channel", _ID, primary_key=True),
    sa.Column("thread_ts", _ID, primary_key=True),
    sa.Column("ts", _ID, primary_key=True),
    sa.Column("person", _ID, nullable=False),
    sa.Column("query", sa.Text, nullable=False),
    sa.Column("asked_at", sa.Double, nullable=False),
)
LEASES = sa.Table(
    "leases",
    TABLES,
    sa.Column("name", _ID, primary_key=True),
    sa.Column("owner", _ID, nullable=False),
    sa.Column("until", sa.Double, nullable=False),
)
# One row for each workspace that installed the bot; both tokens are sealed.
INSTALLATIONS = sa.Table(
    "installations",
    TABLES,
    sa.Column("team", _ID, primary_key=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("person", _ID, nullable=False),
    sa.Column("bot_id", _ID, nullable=False),
    sa.Column("bot_user", _ID, nullable=False),
    sa.Column("token", sa.Text, nullable=False),
    sa.Column("refresh_token", sa.Text),
    sa.Column("expires_at", sa.Double),
    sa.Column("installed_at", sa.Double, nullable=False),
)
# Installations under way, by a digest of the state that Slack is to bring back.
OAUTH_STATES = sa.Table(
    "oauth_states",
    TABLES,
    sa.Column("mark", _ID, primary_key=True),
    sa.Column("until", sa.Double, nullable=False),
)
REQUESTS = sa.Table(
    "requests",
    TABLES,
    sa.Column("mark", _ID, primary_key=True),
    sa.Column("seen_at", sa.Double, nullable=False),
)
