"""The command that makes judged queries of what people thought of answers."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path

from bot.config import Settings, load_settings
from bot.feedback_export import Exported, export_feedback
from bot.holdings import build_searcher
from bot.papers_cli import has_library, open_library
from bot.shelves import Shelves
from bot.state.feedback import Feedback
from bot.state.state import State
from bot.subcommands import Commands
from corpus.models import Document

NOTHING = 1


def add_commands(commands: Commands) -> None:
    """Add the commands of this module to those of the command line."""
    feedback = commands.add_parser("feedback", help="make judged queries of what people thought of answers")
    exporting = feedback.add_subparsers(required=True, metavar="export").add_parser(
        "export",
        help="write it in the layout that `griffier evaluate` reads",
        description="Write corpus.jsonl, queries.jsonl and qrels.tsv, and wanted.txt with what people say they had "
        "looked for. An answer that more people call good than wrong is right for its question. Nobody is named.",
    )
    exporting.add_argument("folder", type=Path, metavar="FOLDER")
    exporting.set_defaults(run=export)


def export(options: argparse.Namespace, environment: Mapping[str, str]) -> int:
    """Write the feedback of all workspaces as a folder that `griffier evaluate` reads; 1 where there is none."""
    settings = load_settings(environment)
    feedback = _load_feedback(settings) if has_library(environment) else ()
    if not feedback:
        sys.stderr.write("griffier: nobody gave feedback yet\n")
        return NOTHING
    _report(export_feedback(feedback, _load_documents(settings, environment), options.folder), options.folder)
    return 0


def _load_feedback(settings: Settings) -> tuple[Feedback, ...]:
    state = State.open(settings.database.reveal())
    try:
        return tuple(each for team in state.feedback.list_teams() for each in state.feedback.list_of(team))
    finally:
        state.close()


def _load_documents(settings: Settings, environment: Mapping[str, str]) -> tuple[Document, ...]:
    library = open_library(environment)
    try:
        shelves = Shelves(seeds=settings.seeds, library=library, index=settings.index)
        return (shelves.open() or build_searcher(shelves.load())).documents
    finally:
        library.close()


def _report(done: Exported, folder: object) -> None:
    sys.stdout.write(
        f"{folder}: {done.entries} entries, {done.judged} queries with a right entry, {done.unjudged} without, "
        f"{done.wanted} texts of what was looked for (wanted.txt)\n"
    )
    if done.gone:
        sys.stdout.write(f"left out: {done.gone} verdicts on entries that are no longer held\n")
    if not done.judged:
        sys.stdout.write("`griffier evaluate` needs a query with a right entry: nobody called an answer good yet\n")
