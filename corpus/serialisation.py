"""Documents and answers as plain values, in the forms that `griffier parse --json` and `ask --json` print."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from corpus.models import Document, Entry, Hit, Note, Passage, QuestionAnswer, Quote, Reference, Span

if TYPE_CHECKING:
    from corpus.answer import Answer


def document_to_json(document: Document) -> dict[str, object]:
    """Return a document, its entries and its warnings as plain values."""
    metadata = document.metadata
    return {
        "document": {
            "id": metadata.id,
            "kind": str(metadata.kind),
            "title": metadata.title,
            "dossier": metadata.dossier,
            "number": metadata.number,
            "date": metadata.date.isoformat() if metadata.date else None,
            "session": metadata.session,
            "year": metadata.year,
            "about": metadata.about,
            "subject": metadata.subject,
            "publisher": metadata.publisher,
            "url": metadata.url,
            "file": document.file,
            "sha256": document.sha256,
            "pages": metadata.page_count,
            "ministry": metadata.ministry,
            "committee": metadata.committee,
            "chair": metadata.chair,
            "clerk": metadata.clerk,
            "asked_by": metadata.asked_by,
            "answered_by": metadata.answered_by,
            "date_asked": metadata.date_asked.isoformat() if metadata.date_asked else None,
            "date_answered": metadata.date_answered.isoformat() if metadata.date_answered else None,
        },
        "entries": [_entry_to_json(entry) for entry in document.entries],
        "warnings": list(document.warnings),
    }


def _entry_to_json(entry: Entry) -> dict[str, object]:
    question = answer = text = None
    if isinstance(entry, Passage):
        text = entry.text
    else:
        question, answer = entry.question, entry.answer
    quotes = {"question": question, "answer": answer, "text": text}
    return {
        "id": entry.id,
        "kind": "passage" if text else "question",
        "numbers": [] if isinstance(entry, Passage) else list(entry.numbers),
        "question": question.text if question else None,
        "answer": answer.text if answer else None,
        "heading": list(entry.heading),
        "text": text.text if text else None,
        "pages": [entry.pages.first, entry.pages.last] if entry.pages else None,
        "notes": [_note_to_json(note) for note in entry.notes],
        "references": [_reference_to_json(reference) for reference in entry.references],
        "spans": {name: _spans_to_json(quote.spans) for name, quote in quotes.items() if quote},
    }


def _note_to_json(note: Note) -> dict[str, object]:
    return {"marker": note.marker, "text": note.text.text, "anchors": _spans_to_json(note.anchors)}


def _reference_to_json(reference: Reference) -> dict[str, object]:
    return {
        "kind": str(reference.kind),
        "text": reference.text.text,
        "target": reference.target,
        "number": reference.number,
        "resolved": reference.resolved,
    }


def _spans_to_json(spans: Sequence[Span]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]


def quotes_its_source(quote: Quote, source: str) -> bool:
    """Tell whether every letter that a quotation shows stands in the source where it says."""
    return all(quote.text[run.start : run.end] == source[run.span.start : run.span.end] for run in quote.runs)


def answer_to_json(answer: Answer) -> dict[str, object]:
    """Return an answer in the form that `griffier ask --json` prints."""
    return {
        "query": answer.query.text,
        "kind": str(answer.kind),
        "sure": answer.sure,
        "confidence": round(answer.confidence, 3),
        "hits": [_hit_to_json(hit) for hit in answer.hits],
    }


def _hit_to_json(hit: Hit) -> dict[str, object]:
    entry = hit.entry
    document = {"id": hit.document.id, "title": hit.document.title, "url": hit.document.metadata.url}
    return {
        "rank": hit.rank,
        "id": entry.id,
        "score": hit.score,
        "by_meaning": hit.by_meaning,
        "kind": "passage" if isinstance(entry, Passage) else "question",
        "numbers": [] if isinstance(entry, Passage) else list(entry.numbers),
        "question": entry.question.text if isinstance(entry, QuestionAnswer) and entry.question else None,
        "answer": entry.answer.text if isinstance(entry, QuestionAnswer) and entry.answer else None,
        "heading": list(entry.heading),
        "text": _find_text(entry),
        "pages": [entry.pages.first, entry.pages.last] if entry.pages else None,
        "document": document,
    }


def _find_text(entry: Entry) -> str | None:
    if isinstance(entry, Passage):
        return entry.text.text
    return entry.answer.text if entry.question is None and entry.answer else None
