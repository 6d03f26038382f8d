"""The inbox, the settings, and what people keep."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_ID = sa.String(64)


def upgrade() -> None:
    op.create_table(
        "inbox",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("team", _ID, nullable=False),
        sa.Column("channel", _ID, nullable=False),
        sa.Column("ts", _ID, nullable=False),
        sa.Column("event_id", _ID),
        sa.Column("person", _ID, nullable=False),
        sa.Column("payload", sa.Text, nullable=False),
        sa.Column("received_at", sa.Double, nullable=False),
        sa.Column("owner", _ID),
        sa.Column("lease_until", sa.Double, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("finished_at", sa.Double),
        sa.UniqueConstraint("team", "channel", "ts", name="inbox_message"),
        sa.UniqueConstraint("team", "event_id", name="inbox_event"),
    )
    op.create_index("inbox_open", "inbox", ["finished_at", "received_at"])
    op.create_table(
        "channel_settings",
        sa.Column("team", _ID, primary_key=True),
        sa.Column("channel", _ID, primary_key=True),
        sa.Column("answer_to", sa.String(16), nullable=False),
        sa.Column("reply_in", sa.String(16), nullable=False),
        sa.Column("visible_to", sa.String(16), nullable=False),
    )
    op.create_table(
        "person_settings",
        sa.Column("team", _ID, primary_key=True),
        sa.Column("person", _ID, primary_key=True),
        sa.Column("language", sa.String(8)),
    )
    op.create_table(
        "saved_questions",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("team", _ID, nullable=False),
        sa.Column("person", _ID, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("saved_at", sa.Double, nullable=False),
    )
    op.create_index("saved_questions_person", "saved_questions", ["team", "person"])
    op.create_table(
        "alerts",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("team", _ID, nullable=False),
        sa.Column("target", _ID, nullable=False),
        sa.Column("person", _ID, nullable=False),
        sa.Column("query", sa.Text, nullable=False),
        sa.Column("pace", sa.String(16), nullable=False),
        sa.Column("made_at", sa.Double, nullable=False),
        sa.Column("checked_at", sa.Double, nullable=False),
    )
    op.create_index("alerts_target", "alerts", ["team", "target"])
    op.create_table(
        "alerts_sent",
        sa.Column("team", _ID, primary_key=True),
        sa.Column("alert", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("entry", sa.String(255), primary_key=True),
    )
    op.create_table(
        "feedback",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("team", _ID, nullable=False),
        sa.Column("person", _ID, nullable=False),
        sa.Column("query", sa.Text, nullable=False),
        sa.Column("entry", sa.String(255), nullable=False),
        sa.Column("verdict", sa.String(16), nullable=False),
        sa.Column("wanted", sa.Text, nullable=False),
        sa.Column("given_at", sa.Double, nullable=False),
    )
    op.create_index("feedback_person", "feedback", ["team", "person"])
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("team", _ID, nullable=False),
        sa.Column("person", _ID, nullable=False),
        sa.Column("action", sa.String(64), nullable=False),
        sa.Column("subject", sa.String(255), nullable=False),
        sa.Column("detail", sa.Text, nullable=False),
        sa.Column("done_at", sa.Double, nullable=False),
    )
    op.create_index("audit_team", "audit", ["team", "done_at"])
    op.create_table(
        "subjects",
        sa.Column("team", _ID, primary_key=True),
        sa.Column("channel", _ID, primary_key=True),
        sa.Column("thread_ts", _ID, primary_key=True),
        sa.Column("person", _ID, nullable=False),
        sa.Column("query", sa.Text, nullable=False),
        sa.Column("asked_at", sa.Double, nullable=False),
    )
    op.create_table(
        "leases",
        sa.Column("name", _ID, primary_key=True),
        sa.Column("owner", _ID, nullable=False),
        sa.Column("until", sa.Double, nullable=False),
    )
