"""A source to a document: each line gets its kind, and from the lines come the entries and the parts."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import PurePath

from corpus.models import (
    Document,
    Entry,
    Metadata,
    Note,
    PartKind,
    Passage,
    QuestionAnswer,
    Span,
)
from corpus.parsing.answers import find_answers_alone, find_labels, sort_answers
from corpus.parsing.drafts import QuestionDraft, QuestionLines
from corpus.parsing.lines import PageLines
from corpus.parsing.metadata import Stated, names_paper, parse_metadata
from corpus.parsing.notes import build_notes, find_endnotes, find_glued
from corpus.parsing.openings import find_question_headings, has_questions, is_title_alone
from corpus.parsing.questions import sort_lines
from corpus.parsing.references import find_references
from corpus.parsing.sections import Sections, sort_sections
from corpus.parsing.unmarked import find_unmarked
from corpus.parsing.unnumbered import find_unnumbered
from corpus.readers.source import Line, Role, SourceText


def parse_document(source: SourceText, stated: Stated | None = None) -> Document:
    """Return the paper that a source holds; `stated` completes what its text does not say."""
    page = PageLines(source)
    footnotes = page.take_footnotes()
    headings: Mapping[int, tuple[int, ...]] = find_question_headings(page.lines, page.kinds)
    if not has_questions(headings, page.lines) or is_title_alone(headings, page.lines):
        headings = _find_by(find_unnumbered, page) or headings
    if not has_questions(headings, page.lines):
        headings = _find_by(find_unmarked, page) or headings
    if has_questions(headings, page.lines):
        footnotes = (*footnotes, *page.take_closing_notes(max(headings)))
        found = sort_lines(page.lines, page.kinds, headings)
        return _build_list(page, found, footnotes, stated or Stated())
    if alone := find_answers_alone(page.lines, page.kinds):
        places = page.cut(find_labels(page.lines, alone))
        answers = dict(zip(places, alone.values(), strict=True))
        footnotes = (*footnotes, *page.take_closing_notes(places[-1]))
        return _build_list(page, sort_answers(page.lines, page.kinds, answers), footnotes, stated or Stated())
    return _build_report(page, footnotes, stated or Stated())


def _find_by(
    find: Callable[[Sequence[Line], Sequence[PartKind | None]], Mapping[int, Role]], page: PageLines
) -> Mapping[int, tuple[int, ...]]:
    """Return the lines that open questions which `find` tells by something else than their headings."""
    roles = find(page.lines, page.kinds)
    if not roles:
        return {}
    page.give_roles(roles)
    found = find_question_headings(page.lines, page.kinds)
    return {place: numbers for place, numbers in found.items() if page.lines[place].role is not None}


def _build_list(page: PageLines, found: QuestionLines, footnotes: tuple[Note, ...], stated: Stated) -> Document:
    footnotes = tuple(sorted(footnotes, key=_find_anchor))
    # A list that does not begin with its first question is a fragment: it opens with the end of an answer.
    first = found.drafts[0]
    starts_later = bool(found.head) and bool(first.question) and min(first.numbers, default=1) > 1
    is_fragment = starts_later and not names_paper("\n".join(page.lines[place].text for place in found.head))
    head = () if is_fragment else found.head
    is_answered = any(draft.answer for draft in found.drafts)
    metadata = _read_metadata(page, stated, is_list=True, is_answered=is_answered, head=head)
    ids = _name_questions(metadata.id, found)
    by_part = _index_numbers(found, ids)
    entries: list[QuestionAnswer] = []
    if is_fragment:
        entries.append(_build_fragment(page, found.head, metadata, by_part[found.drafts[0].part]))
    page.mark((*head, *found.tail), PartKind.METADATA)
    for draft, id_ in zip(found.drafts, ids, strict=True):
        entries.append(_build_question(page, draft, id_, metadata, by_part[draft.part]))
    held = [_add_notes(entry, footnotes) for entry in entries] if footnotes else entries
    return _build_document(page, metadata, _keep_orphans(list(held), footnotes))


def _keep_orphans(entries: list[Entry], notes: Sequence[Note]) -> list[Entry]:
    """Add the notes that no entry calls to the last one, so that they can be found."""
    placed = {id(note) for entry in entries for note in entry.notes}
    orphans = tuple(note for note in notes if id(note) not in placed)
    if entries and orphans:
        entries[-1] = replace(entries[-1], notes=entries[-1].notes + orphans)
    return entries


def _find_within(notes: Sequence[Note], cover: Span) -> Sequence[Note]:
    """Return the notes whose first marker stands in `cover`; `notes` are in the order of their markers."""
    first = bisect_left(notes, cover.start, key=_find_anchor)
    return notes[first : bisect_left(notes, cover.end, key=_find_anchor)]


def _find_anchor(note: Note) -> int:
    return note.anchors[0].start if note.anchors else -1


def _index_numbers(found: QuestionLines, ids: Sequence[str]) -> dict[int, dict[str, str]]:
    """Return, for each part of the numbering, the entry of each number: a pointer stays in its part.

    Of questions that letters tell apart, the number alone is that of the first.
    """
    by_part: dict[int, dict[str, str]] = {}
    for draft, id_ in zip(found.drafts, ids, strict=True):
        own = by_part.setdefault(draft.part, {})
        for number in draft.numbers:
            own[f"{number}{draft.letter}"] = id_
            if draft.letter:
                own.setdefault(str(number), id_)
    return by_part


def _add_notes(entry: QuestionAnswer, notes: Sequence[Note]) -> Entry:
    """Return the entry with the footnotes whose marker stands in it."""
    covers = [quote.cover for quote in (entry.question, entry.answer) if quote]
    own = tuple(note for cover in covers for note in _find_within(notes, cover))
    if not own:
        return entry
    found = tuple(reference for note in own for reference in find_references(note.text, {}))
    return replace(entry, notes=entry.notes + own, references=entry.references + found)


def _build_question(
    page: PageLines, draft: QuestionDraft, id_: str, metadata: Metadata, by_number: dict[str, str]
) -> QuestionAnswer:
    page.mark(draft.headings, PartKind.HEADING, id_)
    page.mark(draft.titles, PartKind.HEADING)
    page.mark(draft.question, PartKind.QUESTION, id_)
    page.mark([place for place in draft.answer if page.owners[place] is None], PartKind.ANSWER, id_)
    page.mark(draft.notes, PartKind.NOTE, id_)
    question, answer = page.quote(draft.question), page.quote(draft.answer, offset=draft.answer_lead)
    notes = build_notes(draft.notes, page.lines, [quote for quote in (question, answer) if quote], page.setting)
    texts = [quote for quote in (question, answer, *(note.text for note in notes)) if quote]
    return QuestionAnswer(
        id=id_,
        document_id=metadata.id,
        numbers=draft.numbers,
        letter=draft.letter,
        question=question,
        answer=answer,
        heading=draft.heading,
        pages=page.find_pages([*draft.headings[:1], *draft.question, *draft.answer, *draft.notes]),
        notes=notes,
        references=tuple(reference for text in texts for reference in find_references(text, by_number, own=id_)),
    )


def _build_fragment(
    page: PageLines, places: tuple[int, ...], metadata: Metadata, by_number: dict[str, str]
) -> QuestionAnswer:
    id_ = f"{metadata.id}#fragment-1"
    page.mark(places, PartKind.ANSWER, id_)
    answer = page.quote(places)
    return QuestionAnswer(
        id=id_,
        document_id=metadata.id,
        numbers=(),
        question=None,
        answer=answer,
        pages=page.find_pages(places),
        references=tuple(find_references(answer, by_number)) if answer else (),
    )


def _name_questions(document_id: str, found: QuestionLines) -> list[str]:
    names: list[str] = []
    used: dict[str, int] = {}
    for draft in found.drafts:
        # A point counts questions of the same name: `1.2` is the second question 1, and `1_2` question 1.2.
        name = f"{document_id}#{'-'.join(map(str, draft.numbers)) or 'vraag'}{draft.letter.replace('.', '_')}"
        used[name] = used.get(name, 0) + 1
        names.append(name if used[name] == 1 else f"{name}.{used[name]}")
    return names


def _build_report(page: PageLines, footnotes: tuple[Note, ...], stated: Stated) -> Document:
    endnotes = find_endnotes(page.lines, page.kinds)
    for _, *places in endnotes:
        page.mark(places, PartKind.NOTE)
    sections = sort_sections(page.lines, page.kinds, page.setting)
    page.mark(sections.headings, PartKind.HEADING)
    heading = page.lines[sections.headings[0]].text.strip() if sections.headings else None
    metadata = _read_metadata(page, stated, is_list=False, heading=heading)
    first_note = page.lines[endnotes[0][1]].start if endnotes else 0
    anchors = find_glued(page.source.text, [marker for marker, _, _ in endnotes], first_note)
    ending = (
        Note(marker=marker, text=text, anchors=(anchors[marker],) if marker in anchors else ())
        for marker, _, place in endnotes
        if (text := page.quote((place,)))
    )
    notes = (*footnotes, *ending)
    entries: list[Entry] = list(_build_passages(page, sections, metadata, notes))
    return _build_document(page, metadata, _keep_orphans(entries, notes))


def _build_passages(
    page: PageLines, sections: Sections, metadata: Metadata, notes: Sequence[Note]
) -> Iterator[Passage]:
    for count, draft in enumerate(sections.drafts, start=1):
        id_ = f"{metadata.id}#p{count}"
        page.mark(draft.lines, PartKind.PASSAGE, id_)
        text = page.quote(draft.lines, rows=draft.rows)
        if text is None:
            continue
        own = tuple(note for note in notes if any(text.cover.contains(anchor) for anchor in note.anchors))
        texts = (text, *(note.text for note in own))
        yield Passage(
            id=id_,
            document_id=metadata.id,
            heading=draft.heading,
            text=text,
            pages=page.find_pages(draft.lines),
            notes=own,
            references=tuple(reference for quote in texts for reference in find_references(quote, {})),
        )


def _read_metadata(
    page: PageLines,
    stated: Stated,
    *,
    is_list: bool,
    is_answered: bool = False,
    head: Sequence[int] = (),
    heading: str | None = None,
) -> Metadata:
    return parse_metadata(
        head="\n".join(page.lines[place].text for place in head),
        body=page.source.text,
        footers=page.footers,
        is_list=is_list,
        is_answered=is_answered,
        heading=heading,
        name=PurePath(page.source.file).stem,
        page_count=page.source.page_count,
        stated=stated,
    )


def _build_document(page: PageLines, metadata: Metadata, entries: Sequence[Entry]) -> Document:
    return Document(
        metadata=metadata,
        file=page.source.file,
        sha256=page.source.sha256,
        text=page.source.text,
        parts=page.build_parts(),
        entries=tuple(entries),
        warnings=page.source.warnings,
        page_starts=page.find_page_starts(),
    )
