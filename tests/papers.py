"""Small papers of our own making, straight as values: for what is about many papers rather than about reading one."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

from corpus.models import Document, DocumentKind, Metadata, QuestionAnswer, Quote, Run, Span


def make_paper(id_: str, title: str, questions: Sequence[tuple[str, str | None]] = (), **known: Any) -> Document:
    """Return a paper with numbered questions, each with its answer or None."""
    kind = known.pop("kind", DocumentKind.WRITTEN_QUESTIONS)
    entries = tuple(
        QuestionAnswer(
            id=f"{id_}#{number}",
            document_id=id_,
            numbers=(number,),
            question=_quote(question),
            answer=_quote(answer) if answer else None,
        )
        for number, (question, answer) in enumerate(questions, start=1)
    )
    metadata = Metadata(id=id_, kind=kind, title=title, **known)
    return Document(metadata=metadata, file=f"{id_}.txt", sha256="", text=title, parts=(), entries=entries)


def make_written(number: int, subject: str, *, party: str = "VVD", ministry: str = "Financiën") -> Document:
    """Return answered written questions of 2023 or, by an even number, of 2024."""
    year = 2024 if number % 2 == 0 else 2023
    asked_by = f"het lid Voorbeeld ({party})"
    return make_paper(
        f"ah-tk-{year - 1}{year}-{number}",
        f"Vragen van {asked_by} aan de Minister van {ministry} over {subject}",
        ((f"Wat vindt u van {subject} in gemeente {number}?", f"Over {subject} zeg ik u in brief {number} meer."),),
        asked_by=asked_by,
        ministry=ministry,
        answered_by=f"de Minister van {ministry}",
        date=datetime.date(year, 1 + number % 12, 1 + number % 28),
        session=f"{year - 1}-{year}",
        url=f"https://zoek.officielebekendmakingen.nl/ah-tk-{year - 1}{year}-{number}.html",
    )


def _quote(text: str) -> Quote:
    return Quote(text, (Run(0, Span(0, len(text))),))
