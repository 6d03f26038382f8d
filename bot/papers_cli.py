"""The commands that change what the library holds: add, sync, remove, check."""

from __future__ import annotations

import argparse
import asyncio
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from sqlalchemy.engine import Connection

from bot.config import Settings, load_settings
from bot.errors import UseError
from bot.progress import show_progress
from bot.shelves import Shelves
from bot.state.audit import INSTALLATION, record
from bot.state.state import State
from bot.subcommands import Commands
from bot.terminal import show_controls
from corpus.adding import EVERYBODY, Added, Change
from corpus.errors import FetchError, SourceError
from corpus.folder import SUFFIXES
from corpus.identifiers import Identifier, parse_identifier
from corpus.library import Library
from corpus.publications import Publications, open_session, parse_address
from corpus.readers import Limits, read_bytes

FAILED = 2


# Who does what the command line does, in the log of changes.
_WHO = "command line"


def open_library(environment: Mapping[str, str]) -> Library:
    """Return the library that the settings name."""
    settings = load_settings(environment)
    return Library.open(settings.database.reveal(), settings.limits)


def has_library(environment: Mapping[str, str]) -> bool:
    """Tell whether there is a library to read: merely asking a question should not make one."""
    settings = load_settings(environment)
    return "DATABASE_URL" in environment or (settings.data / "griffier.db").exists()


def open_logged(environment: Mapping[str, str]) -> Library:
    """Return the library to change, beside the log in which each change of it is written down."""
    settings = load_settings(environment)
    library = Library.open(settings.database.reveal(), settings.limits)
    State.open(settings.database.reveal()).close()
    return library


def _note_added(connection: Connection, report: Added) -> None:
    detail = f"{report.change}, {report.document.file}"
    subject = report.document.id
    record(connection, INSTALLATION, by=_WHO, action="paper.added", subject=subject, detail=detail, now=time.time())


def add_commands(commands: Commands) -> None:
    """Add the commands of this module to those of the command line."""
    adding = commands.add_parser("add", help="add papers to what the bot answers from")
    adding.add_argument("sources", nargs="*", metavar="FILE|FOLDER|URL|ID", help="files, or papers to fetch")
    adding.add_argument("--dossier", action="append", metavar="NUMBER", help="fetch all of a dossier: 36560-VI")
    adding.set_defaults(run=add)

    syncing = commands.add_parser("sync", help="fetch what is new in the dossiers that were added")
    syncing.set_defaults(run=sync)

    removing = commands.add_parser("remove", help="take added papers out again")
    removing.add_argument("ids", nargs="+", metavar="ID")
    removing.add_argument("--team", metavar="TEAM", help="what this workspace (T…) added for itself in Slack")
    removing.set_defaults(run=remove)

    checking = commands.add_parser("check", help="hold the added papers against the files they came from")
    checking.set_defaults(run=check)


def add(options: argparse.Namespace, environment: Mapping[str, str]) -> int:
    """Add files, folders of them, and papers by identifier, address or dossier; one that fails stops no other."""
    if not options.sources and not options.dossier:
        raise UseError("nothing to add: name a file, a folder, a paper such as kst-36560-VI-10, or --dossier 36560-VI")
    settings = load_settings(environment)
    library = open_logged(environment)
    try:
        files, papers = sort_sources(options.sources, settings.publications_url)
        failed = sum(
            not _add_file(library, path, settings.limits) for path in show_progress(list(_list_files(files)), "papers")
        )
        if papers or options.dossier:
            failed += asyncio.run(_fetch(library, settings, papers, tuple(options.dossier or ())))
        return FAILED if failed else 0
    finally:
        library.close()


def sync(options: argparse.Namespace, environment: Mapping[str, str]) -> int:
    """Bring in what is new in the dossiers that were added with --dossier."""
    settings = load_settings(environment)
    library = open_logged(environment)
    try:
        followed = library.list_followed()
        if not followed:
            sys.stdout.write("no dossier is followed: `griffier add --dossier 36560-VI` adds one, and follows it\n")
        failed = asyncio.run(_fetch(library, settings, (), followed))
        return FAILED if failed else 0
    finally:
        library.close()


def sort_sources(sources: Sequence[str], site: str) -> tuple[list[Path], tuple[Identifier, ...]]:
    """Return which of what was named are files or folders, and which are papers to fetch.

    Raises:
        FetchError: an address of another site.
    """
    files: list[Path] = []
    papers: list[Identifier] = []
    for source in sources:
        if "://" in source:
            paper = parse_address(source, site)
            if paper is None:
                raise FetchError(f"{source}: papers are fetched from {site} alone; download it and add the file")
            papers.append(paper)
        elif not Path(source).exists() and (named := parse_identifier(source)) and not named.is_dossier:
            papers.append(named)
        else:
            files.append(Path(source))
    return files, tuple(papers)


async def _fetch(library: Library, settings: Settings, papers: Sequence[Identifier], dossiers: Sequence[str]) -> int:
    """Fetch and add papers, and what is new in dossiers; return how many failed."""
    failed = 0
    async with open_session() as session:
        site = Publications(session=session, site=settings.publications_url, sru=settings.sru_url)
        wanted = {paper.id: paper for paper in papers}
        for dossier in dossiers:
            try:
                listed = await site.search(_normalise(dossier))
            except FetchError as error:
                failed += _complain(error)
                continue
            held = library.list_ids()
            wanted |= {paper.id: paper for paper in listed if paper.id not in held}
            library.follow(_normalise(dossier))
        for paper in show_progress(list(wanted.values()), "papers"):
            try:
                fetched = await site.fetch(paper)
                report = await asyncio.to_thread(library.add, fetched.file, fetched.raw, alongside=_note_added)
            except (FetchError, SourceError) as error:
                failed += _complain(error)
            else:
                sys.stdout.write(show_controls(format_report(fetched.file, report)) + "\n")
    return failed


def _normalise(dossier: str) -> str:
    identifier = parse_identifier(dossier)
    if identifier is None or not identifier.is_dossier or identifier.dossier is None:
        raise FetchError(f"{dossier}: no dossier; write it as 36560-VI")
    return identifier.dossier


def _add_file(library: Library, path: Path, limits: Limits) -> bool:
    try:
        report = library.add(path.name, read_bytes(path, limits), alongside=_note_added)
    except SourceError as error:
        _complain(error)
        return False
    sys.stdout.write(show_controls(format_report(str(path), report)) + "\n")
    return True


def _complain(error: Exception) -> int:
    sys.stderr.write(f"griffier: {show_controls(str(error))}\n")
    return 1


def remove(options: argparse.Namespace, environment: Mapping[str, str]) -> int:
    """Take papers out of the library: those of everybody, or what a workspace added for itself."""
    library = open_logged(environment)
    team = options.team or EVERYBODY
    for document_id in options.ids:

        def note(connection: Connection, subject: str = document_id) -> None:
            record(connection, team, by=_WHO, action="paper.removed", subject=subject, now=time.time())

        library.remove(document_id, team=team, alongside=note)
        sys.stdout.write(f"{show_controls(document_id)}: removed\n")
    library.close()
    return 0


def check(options: argparse.Namespace, environment: Mapping[str, str]) -> int:
    """Hold the library against the files that it was made from, and what is saved of them against the library."""
    settings = load_settings(environment)
    library = open_library(environment)
    problems = Shelves(seeds=settings.seeds, library=library, index=settings.index).check()
    library.close()
    for problem in problems:
        sys.stderr.write(f"griffier: {show_controls(problem)}\n")
    if not problems:
        sys.stdout.write("all is well\n")
    return FAILED if problems else 0


def format_report(name: str, report: Added) -> str:
    """Return what a file is, what is in it, what it changed, and its warnings."""
    document = report.document
    facts = [f"{report.questions} questions, {report.answered} answered" if report.questions else ""]
    facts.append(f"{len(document.entries) - report.questions} passages" if not report.questions else "")
    if report.change is Change.REPLACED:
        facts += [_count("new", report.new), _count("changed", report.changed), _count("gone", report.gone)]
    content = ", ".join(fact for fact in facts if fact)
    lines = [f"{name}: {report.change} {document.id} ({document.metadata.kind}): {content}"]
    return "\n".join((*lines, *(f"  ! {warning}" for warning in document.warnings)))


def _count(word: str, ids: tuple[str, ...]) -> str:
    return f"{len(ids)} {word} ({', '.join(ids[:5])}{', …' if len(ids) > 5 else ''})" if ids else ""


def _list_files(paths: list[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from sorted(file for file in path.rglob("*") if file.suffix.casefold() in SUFFIXES)
        else:
            yield path
