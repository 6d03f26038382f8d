"""A source to a document: each line gets its kind, and from the lines come the entries and the parts."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePath

from corpus.models import (
    Document,
    Entry,
    Metadata,
    Note,
    Pages,
    Part,
    PartKind,
    Passage,
    QuestionAnswer,
    Quote,
    Span,
)
from corpus.parsing.furniture import Footer, find_repeated, is_furniture, parse_footer
from corpus.parsing.metadata import Stated, parse_metadata
from corpus.parsing.notes import build_notes, find_called, find_closing_notes, find_endnotes, find_footnotes, find_glued
from corpus.parsing.questions import (
    QuestionDraft,
    QuestionLines,
    find_question_headings,
    has_questions,
    sort_lines,
    split_leads,
)
from corpus.parsing.references import find_references
from corpus.parsing.repair import Setting, build_quote, find_setting
from corpus.parsing.sections import Sections, sort_sections
from corpus.readers.source import Line, SourceText


def parse_document(source: SourceText, stated: Stated | None = None) -> Document:
    """Return the paper that a source holds; `stated` completes what its text does not say."""
    page = _Page(source)
    if has_questions(page.lines, page.kinds):
        return _build_list(page, stated or Stated())
    return _build_report(page, stated or Stated())


@dataclass(slots=True)
class _Page:
    """A source while it is read: of each line its kind and the entry that it belongs to, once known."""

    source: SourceText
    lines: tuple[Line, ...] = ()
    kinds: list[PartKind | None] = field(default_factory=list)
    owners: list[str | None] = field(default_factory=list)
    footers: tuple[Footer, ...] = ()
    setting: Setting = field(init=False)

    def __post_init__(self) -> None:
        self.lines = split_leads(self.source.lines)
        self.kinds = [None] * len(self.lines)
        self.owners = [None] * len(self.lines)
        footers = []
        repeated = find_repeated(self.lines)
        for place, line in enumerate(self.lines):
            footer = parse_footer(line.text)
            if footer:
                footers.append(footer)
                self.kinds[place] = PartKind.METADATA
            elif place in repeated or is_furniture(line.text):
                self.kinds[place] = PartKind.FURNITURE
        self.footers = tuple(footers)
        self.setting = find_setting(self.lines)

    def quote(self, places: Sequence[int], *, rows: bool = False) -> Quote | None:
        """Return the text of some lines; blank lines between two of them count as they stand."""
        if not places:
            return None
        chosen = set(places)
        span = range(places[0], places[-1] + 1)
        lines = [self.lines[place] for place in span if place in chosen or self.lines[place].is_blank]
        return build_quote(lines, self.setting, rows=rows)

    def mark(self, places: Sequence[int], kind: PartKind, owner: str | None = None) -> None:
        for place in places:
            self.kinds[place] = kind
            self.owners[place] = owner

    def take_footnotes(self) -> tuple[Note, ...]:
        """Return the notes at the feet of the pages, tied to their markers; their lines are taken."""
        found = find_footnotes(self.lines, self.kinds)
        for _, places in found:
            self.mark(places, PartKind.NOTE)
        anchors = self._find_anchors([marker for marker, _ in found])
        notes = []
        for marker, places in found:
            lines = [self.lines[place] for place in places]
            offset = lines[0].text.index(marker) + len(marker)
            text = build_quote(lines, self.setting, offset=offset)
            if text:
                notes.append(Note(marker=marker, text=text, anchors=anchors.get(marker, ())))
        return tuple(notes)

    def take_closing_notes(self) -> tuple[Note, ...]:
        """Return the notes that close the text, tied to their markers; their lines are taken."""
        found = find_closing_notes(
            self.lines, self.kinds, max(find_question_headings(self.lines, self.kinds), default=0)
        )
        if not found:
            return ()
        first = self.lines[found[0][1][0]].span.start
        notes = []
        for marker, places in found:
            self.mark(places, PartKind.NOTE)
            lines = [self.lines[place] for place in places]
            text = build_quote(lines, self.setting, offset=lines[0].text.index(")") + 1)
            anchor = find_called(marker, self.source.text[:first])
            if text:
                notes.append(Note(marker=marker, text=text, anchors=(anchor,) if anchor else ()))
        return tuple(notes)

    def _find_anchors(self, markers: Sequence[str]) -> dict[str, tuple[Span, ...]]:
        """Return where each marker stands in the text, the notes themselves blanked out."""
        if not markers:
            return {}
        pieces: list[str] = []
        end = 0
        for place, line in enumerate(self.lines):
            if self.kinds[place] is not None:
                pieces += [self.source.text[end : line.span.start], " " * len(line.span)]
                end = line.span.end
        text = "".join((*pieces, self.source.text[end:]))
        return {marker: (span,) for marker, span in find_glued(text, markers, len(text)).items()}

    def find_pages(self, places: Sequence[int]) -> Pages | None:
        footer = next((footer for footer in self.footers if footer.page), None)
        if self.source.page_count is None:
            # A file that holds one page says in its footer which.
            return Pages(first=footer.page, last=footer.page) if footer and footer.page else None
        pages = [self.lines[place].page for place in places]
        return Pages(first=min(pages), last=max(pages)) if pages else None

    def build_parts(self) -> tuple[Part, ...]:
        """Return the parts; a blank line goes with what stands before it, so that all is in one part."""
        parts: list[Part] = []
        kind, owner = PartKind.FURNITURE, None
        for place, line in enumerate(self.lines):
            if not line.is_blank:
                kind, owner = self.kinds[place] or PartKind.METADATA, self.owners[place]
            end = self.lines[place + 1].span.start if place + 1 < len(self.lines) else len(self.source.text)
            if parts and (parts[-1].kind, parts[-1].entry) == (kind, owner):
                parts[-1] = Part(kind=kind, entry=owner, span=Span(parts[-1].span.start, end))
            else:
                start = parts[-1].span.end if parts else 0
                parts.append(Part(kind=kind, entry=owner, span=Span(start, end)))
        return tuple(parts)


def _build_list(page: _Page, stated: Stated) -> Document:
    footnotes = tuple(sorted((*page.take_footnotes(), *page.take_closing_notes()), key=_find_anchor))
    found = sort_lines(page.lines, page.kinds)
    # A list that does not begin with its first question is a fragment: it opens with the end of an answer.
    is_fragment = bool(found.head) and min(found.drafts[0].numbers, default=1) > 1
    head = () if is_fragment else found.head
    metadata = _read_metadata(page, head, stated, heading=None)
    ids = _name_questions(metadata.id, found)
    by_part = _index_numbers(found, ids)
    entries: list[QuestionAnswer] = []
    if is_fragment:
        entries.append(_build_fragment(page, found.head, metadata, by_part[0]))
    page.mark((*head, *found.tail), PartKind.METADATA)
    for draft, id_ in zip(found.drafts, ids, strict=True):
        entries.append(_build_question(page, draft, id_, metadata, by_part[draft.part]))
    held = [_add_notes(entry, footnotes) for entry in entries]
    placed = {id(note) for entry in held for note in entry.notes}
    # A note that nothing calls is kept with the last entry, so that it can be found.
    orphans = tuple(note for note in footnotes if id(note) not in placed)
    held[-1] = replace(held[-1], notes=held[-1].notes + orphans)
    return _build_document(page, metadata, held)


def _find_within(notes: Sequence[Note], cover: Span) -> Sequence[Note]:
    """Return the notes whose first marker stands in `cover`; `notes` are in the order of their markers."""
    first = bisect_left(notes, cover.start, key=_find_anchor)
    return notes[first : bisect_left(notes, cover.end, key=_find_anchor)]


def _find_anchor(note: Note) -> int:
    return note.anchors[0].start if note.anchors else -1


def _index_numbers(found: QuestionLines, ids: Sequence[str]) -> dict[int, dict[int, str]]:
    """Return, for each part of the numbering, the entry of each number: a pointer stays in its part."""
    by_part: dict[int, dict[int, str]] = {}
    for draft, id_ in zip(found.drafts, ids, strict=True):
        by_part.setdefault(draft.part, {}).update(dict.fromkeys(draft.numbers, id_))
    return by_part


def _add_notes(entry: QuestionAnswer, notes: Sequence[Note]) -> Entry:
    """Return the entry with the footnotes whose marker stands in it."""
    covers = [quote.cover for quote in (entry.question, entry.answer) if quote]
    own = tuple(note for cover in covers for note in _find_within(notes, cover))
    found = tuple(reference for note in own for reference in find_references(note.text, {}))
    return replace(entry, notes=entry.notes + own, references=entry.references + found)


def _build_question(
    page: _Page, draft: QuestionDraft, id_: str, metadata: Metadata, by_number: dict[int, str]
) -> QuestionAnswer:
    page.mark(draft.headings, PartKind.HEADING, id_)
    page.mark(draft.titles, PartKind.HEADING)
    page.mark(draft.question, PartKind.QUESTION, id_)
    page.mark([place for place in draft.answer if page.owners[place] is None], PartKind.ANSWER, id_)
    page.mark(draft.notes, PartKind.NOTE, id_)
    question, answer = page.quote(draft.question), page.quote(draft.answer)
    notes = build_notes(draft.notes, page.lines, [quote for quote in (question, answer) if quote], page.setting)
    texts = [quote for quote in (question, answer, *(note.text for note in notes)) if quote]
    return QuestionAnswer(
        id=id_,
        document_id=metadata.id,
        numbers=draft.numbers,
        question=question,
        answer=answer,
        heading=draft.heading,
        pages=page.find_pages([*draft.headings[:1], *draft.question, *draft.answer, *draft.notes]),
        notes=notes,
        references=tuple(reference for text in texts for reference in find_references(text, by_number, own=id_)),
    )


def _build_fragment(
    page: _Page, places: tuple[int, ...], metadata: Metadata, by_number: dict[int, str]
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
        name = f"{document_id}#{'-'.join(map(str, draft.numbers)) or 'vraag'}"
        used[name] = used.get(name, 0) + 1
        names.append(name if used[name] == 1 else f"{name}.{used[name]}")
    return names


def _build_report(page: _Page, stated: Stated) -> Document:
    endnotes = find_endnotes(page.lines, page.kinds)
    for _, *places in endnotes:
        page.mark(places, PartKind.NOTE)
    sections = sort_sections(page.lines, page.kinds, page.setting)
    page.mark(sections.headings, PartKind.HEADING)
    heading = page.lines[sections.headings[0]].text.strip() if sections.headings else None
    metadata = _read_metadata(page, (), stated, heading=heading)
    first_note = page.lines[endnotes[0][1]].span.start if endnotes else 0
    anchors = find_glued(page.source.text, [marker for marker, _, _ in endnotes], first_note)
    notes = [
        Note(marker=marker, text=text, anchors=(anchors[marker],) if marker in anchors else ())
        for marker, _, place in endnotes
        if (text := page.quote((place,)))
    ]
    entries: list[Entry] = list(_build_passages(page, sections, metadata, notes))
    return _build_document(page, metadata, entries)


def _build_passages(page: _Page, sections: Sections, metadata: Metadata, notes: list[Note]) -> Iterator[Passage]:
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


def _read_metadata(page: _Page, head: Sequence[int], stated: Stated, *, heading: str | None) -> Metadata:
    return parse_metadata(
        head="\n".join(page.lines[place].text for place in head),
        body=page.source.text,
        footers=page.footers,
        has_questions=heading is None and has_questions(page.lines, page.kinds),
        heading=heading,
        name=PurePath(page.source.file).stem,
        page_count=page.source.page_count,
        stated=stated,
    )


def _build_document(page: _Page, metadata: Metadata, entries: Sequence[Entry]) -> Document:
    return Document(
        metadata=metadata,
        file=page.source.file,
        sha256=page.source.sha256,
        text=page.source.text,
        parts=page.build_parts(),
        entries=tuple(entries),
        warnings=page.source.warnings,
    )
