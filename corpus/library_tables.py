"""The tables of the library.

What a workspace added for itself stands in a table of its own: no query for the papers of everybody can give
it by mistake, and a library that was made before has it from the next time that it is opened.
"""

from __future__ import annotations

import sqlalchemy as sa

TABLES = sa.MetaData()


def _paper_columns() -> tuple[sa.Column[object], ...]:
    return (
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("file", sa.String(1024), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("raw", sa.LargeBinary, nullable=False),
        sa.Column("added", sa.DateTime(timezone=True), nullable=False),
    )


# The papers of everybody.
PAPERS = sa.Table("papers", TABLES, sa.Column("id", sa.String(255), primary_key=True), *_paper_columns())
PRIVATE = sa.Table(
    "private_papers",
    TABLES,
    sa.Column("team", sa.String(64), primary_key=True),
    sa.Column("id", sa.String(255), primary_key=True),
    *_paper_columns(),
)
# What came in, in the order in which it could be seen. `entries` are those that the paper did not have before, as
# JSON; null where it was not there before.
ARRIVALS = sa.Table(
    "arrivals",
    TABLES,
    sa.Column("revision", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("team", sa.String(64), nullable=False),
    sa.Column("id", sa.String(255), nullable=False),
    sa.Column("entries", sa.Text),
)
# The dossiers whose new papers `griffier sync` brings in.
DOSSIERS = sa.Table("dossiers", TABLES, sa.Column("id", sa.String(64), primary_key=True))
# One row that counts the changes: a running bot looks at it to see whether there is anything new.
REVISION = sa.Table(
    "revision",
    TABLES,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("value", sa.Integer, nullable=False),
)
