"""The commands that change what the library holds: add, remove, check."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from tqdm import tqdm

from bot.config import load_settings
from corpus.errors import SourceError
from corpus.folder import SUFFIXES
from corpus.library import Added, Change, Library
from corpus.readers import read_bytes

FAILED = 2


def open_library(environment: Mapping[str, str]) -> Library:
    """Return the library that the settings name."""
    return Library.open(load_settings(environment).database.reveal())


def add(options: argparse.Namespace, environment: Mapping[str, str]) -> int:
    """Add each file, and each paper in each folder; one that fails is named and stops no other."""
    library = open_library(environment)
    failed = 0
    for path in tqdm(list(_list_files(options.files)), desc="papers", unit="file", delay=1, leave=False):
        try:
            report = library.add(path.name, read_bytes(path))
        except SourceError as error:
            sys.stderr.write(f"griffier: {error}\n")
            failed += 1
        else:
            sys.stdout.write(format_report(path, report) + "\n")
    library.close()
    return FAILED if failed else 0


def remove(options: argparse.Namespace, environment: Mapping[str, str]) -> int:
    """Take papers out of the library."""
    library = open_library(environment)
    for document_id in options.ids:
        library.remove(document_id)
        sys.stdout.write(f"{document_id}: removed\n")
    library.close()
    return 0


def check(options: argparse.Namespace, environment: Mapping[str, str]) -> int:
    """Hold the library against the files that it was made from."""
    library = open_library(environment)
    problems = library.check()
    library.close()
    for problem in problems:
        sys.stderr.write(f"griffier: {problem}\n")
    if not problems:
        sys.stdout.write("all is well\n")
    return FAILED if problems else 0


def format_report(path: Path, report: Added) -> str:
    """Return what a file is, what is in it, what it changed, and its warnings."""
    document = report.document
    facts = [f"{report.questions} questions, {report.answered} answered" if report.questions else ""]
    facts.append(f"{len(document.entries) - report.questions} passages" if not report.questions else "")
    if report.change is Change.REPLACED:
        facts += [_count("new", report.new), _count("changed", report.changed), _count("gone", report.gone)]
    content = ", ".join(fact for fact in facts if fact)
    lines = [f"{path}: {report.change} {document.id} ({document.metadata.kind}): {content}"]
    return "\n".join((*lines, *(f"  ! {warning}" for warning in document.warnings)))


def _count(word: str, ids: tuple[str, ...]) -> str:
    return f"{len(ids)} {word} ({', '.join(ids[:5])}{', …' if len(ids) > 5 else ''})" if ids else ""


def _list_files(paths: list[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from sorted(file for file in path.rglob("*") if file.suffix.casefold() in SUFFIXES)
        else:
            yield path
