"""Feedback as judged queries, in the layout that `griffier evaluate` reads."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from bot.errors import GriffierError
from bot.state.feedback import Feedback, Verdict
from corpus.entry_texts import list_texts
from corpus.models import Document, Entry


class ExportError(GriffierError):
    """Feedback that can't be written where it should be."""


class Exported(Struct, frozen=True, kw_only=True):
    """What was written: entries of the corpus, queries with a right entry and without, and texts of what was wanted.

    `gone` counts verdicts on entries that the corpus no longer holds, which are left out.
    """

    entries: int
    judged: int
    unjudged: int
    wanted: int
    gone: int


def export_feedback(feedback: Sequence[Feedback], documents: Iterable[Document], folder: Path) -> Exported:
    """Write corpus.jsonl, queries.jsonl, qrels.tsv and wanted.txt into a folder, and return what they hold.

    An entry that more people call good than wrong is right for its query (1), any other that was judged is not (0).
    Who judged is written nowhere.

    Source of the layout: BEIR, as in `corpus.evaluation`.

    Raises:
        ExportError: the folder can't be written to.
    """
    entries = [entry for document in documents for entry in document.entries]
    known = {entry.id for entry in entries}
    held = [each for each in feedback if each.entry in known]
    grades = _grade(held)
    queries = {query: f"q{number}" for number, query in enumerate(dict.fromkeys(each.query for each in held), start=1)}
    wanted = [each for each in held if each.wanted]
    lines = {
        "corpus.jsonl": map(_write_entry, entries),
        "queries.jsonl": (_write({"_id": id_, "text": query}) for query, id_ in queries.items()),
        "qrels.tsv": (
            "query-id\tcorpus-id\tscore",
            *(f"{queries[query]}\t{entry}\t{grade}" for (query, entry), grade in grades.items()),
        ),
        "wanted.txt": (_tell_wanted(each, queries[each.query]) for each in wanted),
    }
    _write_files(folder, lines)
    judged = {query for (query, _), grade in grades.items() if grade}
    return Exported(
        entries=len(entries),
        judged=len(judged),
        unjudged=len(queries) - len(judged),
        wanted=len(wanted),
        gone=len(feedback) - len(held),
    )


def _write_files(folder: Path, lines: Mapping[str, Iterable[str]]) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in lines.items():
            (folder / name).write_text("".join(f"{line}\n" for line in content), encoding="utf-8")
    except OSError as error:
        raise ExportError(f"{folder}: can't be written ({error.strerror})") from error


def _write_entry(entry: Entry) -> str:
    text = "\n".join(list_texts(entry)[len(entry.heading) :])
    return _write({"_id": entry.id, "title": " ".join(entry.heading), "text": text})


def _grade(feedback: Iterable[Feedback]) -> dict[tuple[str, str], int]:
    balance: defaultdict[tuple[str, str], int] = defaultdict(int)
    for each in feedback:
        balance[each.query, each.entry] += 1 if each.verdict is Verdict.GOOD else -1
    return {judged: int(count > 0) for judged, count in balance.items()}


def _tell_wanted(each: Feedback, id_: str) -> str:
    return f"{id_}  {each.query}\n    shown: {each.entry}\n    wanted: {' '.join(each.wanted.split())}\n"


def _write(row: dict[str, str]) -> str:
    return json.dumps(row, ensure_ascii=False)
