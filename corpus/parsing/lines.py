"""A source while it is read: of each line what it is and whose, until each character is in one part."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from msgspec.structs import replace

from corpus.models import Note, Pages, PageStart, Part, PartKind, Quote, Span
from corpus.parsing.behind import cut_behind
from corpus.parsing.bullets import drop_bullets
from corpus.parsing.closed import ClosedNote, find_closed_notes
from corpus.parsing.counted import cut_counted
from corpus.parsing.feet import find_feet
from corpus.parsing.folios import find_below_feet
from corpus.parsing.furniture import Footer, find_heads_apart, find_repeated, is_furniture, parse_footer
from corpus.parsing.inlines import cut_inlines
from corpus.parsing.letterhead import find_letterheads
from corpus.parsing.marks import read_marks
from corpus.parsing.notes import (
    find_body_size,
    find_called,
    find_closing_marker,
    find_closing_notes,
    find_footnotes,
    find_glued,
    split_footnotes,
)
from corpus.parsing.openings import split_leads
from corpus.parsing.pagination import find_breaks
from corpus.parsing.repair import Setting, build_quote, find_setting
from corpus.parsing.running import cut_running
from corpus.parsing.worded import read_words
from corpus.readers.source import Line, Role, SourceText, cut_line


@dataclass(slots=True)
class PageLines:
    """A source while it is read: of each line its kind and the entry that it belongs to, once known."""

    source: SourceText
    lines: tuple[Line, ...] = ()
    kinds: list[PartKind | None] = field(default_factory=list)
    owners: list[str | None] = field(default_factory=list)
    footers: tuple[Footer, ...] = ()
    own_page: int | None = None
    setting: Setting = field(init=False)
    body_size: float | None = field(init=False)

    def __post_init__(self) -> None:
        # Cutting a line changes nothing of how many letters have which size.
        self.body_size = find_body_size(self.source.lines)
        lines = split_footnotes(self.source.lines, self.body_size)
        self.lines = tuple(cut_behind(split_leads(cut_running(cut_counted(cut_inlines(_read_forms(lines)))))))
        self.kinds = [None] * len(self.lines)
        self.owners = [None] * len(self.lines)
        footers = []
        feet = []
        blocks = find_letterheads(self.lines, self.body_size)
        repeated = blocks | find_heads_apart(self.lines) | find_repeated(self.lines, self.body_size, blocks)
        repeated |= find_breaks(self.lines)
        for place, line in enumerate(self.lines):
            if line.is_blank:
                continue
            footer = parse_footer(line.text)
            if footer:
                footers.append(footer)
                self.kinds[place] = PartKind.METADATA
                feet += [place] if footer.session and not footer.page else []
            elif place in repeated or is_furniture(line):
                self.kinds[place] = PartKind.FURNITURE
        for place in find_below_feet(self.lines, feet):
            self.kinds[place] = PartKind.FURNITURE
        self.footers = tuple(footers)
        self.own_page = next((footer.page for footer in footers if footer.page), None)
        self.lines = tuple(self._open_pages())
        self.setting = find_setting(self.lines)

    def _open_pages(self) -> Iterator[Line]:
        """Return the lines, the first of the text below a running head being the one that opens its page.

        Where the pages can't be told apart, a sentence that goes on below what is the page's own opens one too.
        """
        is_open = is_parted = False
        for line, kind in zip(self.lines, self.kinds, strict=True):
            is_open = is_open or line.opens_page
            if line.is_blank or kind is not None:
                is_parted = is_parted or kind is not None
                yield line
            else:
                is_open = is_open or (is_parted and line.opening.islower())
                yield replace(line, opens_page=True) if is_open and not line.opens_page else line
                is_open = is_parted = False

    def quote(self, places: Sequence[int], *, rows: bool = False, offset: int = 0) -> Quote | None:
        """Return the text of some lines; blank lines between two of them count as they stand.

        `offset` is how many letters of the first to leave out.
        """
        if not places:
            return None
        lines: Sequence[Line] = self.lines[places[0] : places[-1] + 1]
        # The places ascend: most often nothing of another kind stands between them.
        if len(lines) > len(places):
            chosen = set(places)
            lines = [line for place, line in enumerate(lines, places[0]) if place in chosen or line.is_blank]
        return build_quote(lines, self.setting, rows=rows, offset=offset)

    def mark(self, places: Sequence[int], kind: PartKind, owner: str | None = None) -> None:
        """Say what some lines are, and whose."""
        for place in places:
            self.kinds[place] = kind
            self.owners[place] = owner

    def give_roles(self, roles: Mapping[int, Role]) -> None:
        """Say of some lines what they are, as the markup of a format would."""
        self.lines = tuple(
            replace(line, role=roles[place]) if place in roles else line for place, line in enumerate(self.lines)
        )

    def cut(self, ends: Mapping[int, int]) -> Sequence[int]:
        """Cut some lines in two, each before the character of its text that is given; return where these now stand."""
        lines: list[Line] = []
        kinds: list[PartKind | None] = []
        owners: list[str | None] = []
        places: list[int] = []
        for place, line in enumerate(self.lines):
            places += (len(lines),) if place in ends else ()
            end = ends.get(place, 0)
            pieces = cut_line(line, end) if 0 < end < len(line.text) else (line,)
            lines += pieces
            kinds += [self.kinds[place]] * len(pieces)
            owners += [self.owners[place]] * len(pieces)
        self.lines, self.kinds, self.owners = tuple(lines), kinds, owners
        return places

    def take_footnotes(self) -> tuple[Note, ...]:
        """Return the notes at the feet of the pages, or of a site's page, tied to their markers; they are taken."""
        if closed := find_closed_notes(self.lines, self.kinds):
            return tuple(self._take_closed(closed))
        found = find_footnotes(self.lines, self.kinds, self.body_size) or find_feet(self.lines, self.kinds)
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

    def _take_closed(self, found: Sequence[ClosedNote]) -> Iterator[Note]:
        for note in found:
            self.mark((*note.head, *note.text), PartKind.NOTE)
        anchors = self._find_anchors([note.marker for note in found])
        for note in found:
            if text := self.quote(note.text):
                yield Note(marker=note.marker, text=text, anchors=anchors.get(note.marker, ()))

    def take_closing_notes(self, after: int) -> tuple[Note, ...]:
        """Return the notes that close the text below the line at `after`; their lines are taken."""
        found = find_closing_notes(self.lines, self.kinds, after)
        if not found:
            return ()
        first = self.lines[found[0][1][0]].start
        notes = []
        for marker, places in found:
            self.mark(places, PartKind.NOTE)
            lines = [self.lines[place] for place in places]
            bracket = find_closing_marker(lines[0].text)
            text = build_quote(lines, self.setting, offset=bracket or lines[0].text.index(marker) + len(marker))
            called = self.source.text[:first]
            anchor = find_called(marker, called) if bracket else find_glued(called, (marker,), first).get(marker)
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
                pieces += [self.source.text[end : line.start], " " * len(line.text)]
                end = line.span.end
        text = "".join((*pieces, self.source.text[end:]))
        return {marker: (span,) for marker, span in find_glued(text, markers, len(text)).items()}

    def find_pages(self, places: Sequence[int]) -> Pages | None:
        """Return the pages on which some lines stand; None where the file does not say."""
        if self.source.page_count is None:
            # A file that holds one page says in its footer which.
            return Pages(first=self.own_page, last=self.own_page) if self.own_page else None
        # The pages of the lines ascend.
        return Pages(first=self.lines[min(places)].page, last=self.lines[max(places)].page) if places else None

    def find_page_starts(self) -> tuple[PageStart, ...]:
        """Return where each page begins; one that has no line has no beginning either."""
        if self.source.page_count is None:
            own = self.find_pages(())
            return (PageStart(page=own.first, offset=0),) if own else ()
        starts: dict[int, int] = {}
        for line in self.source.lines:
            starts.setdefault(line.page, line.start)
        return tuple(PageStart(page=page, offset=offset) for page, offset in starts.items())

    def build_parts(self) -> tuple[Part, ...]:
        """Return the parts; a blank line goes with what stands before it, so that all is in one part."""
        # Where each part begins; blank lines at the top are the page's own.
        opens: list[tuple[int, PartKind, str | None]] = []
        kind: PartKind | None = None
        owner: str | None = None
        for line, its_kind, its_owner in zip(self.lines, self.kinds, self.owners, strict=True):
            if line.is_blank:
                its_kind, its_owner = kind or PartKind.FURNITURE, owner
            elif its_kind is None:
                its_kind = PartKind.METADATA
            if its_kind is not kind or its_owner != owner:
                opens.append((line.start if opens else 0, its_kind, its_owner))
                kind, owner = its_kind, its_owner
        ends = [*(start for start, _, _ in opens[1:]), len(self.source.text)]
        return tuple(
            Part(kind=kind, entry=owner, span=Span(start, end))
            for (start, kind, owner), end in zip(opens, ends, strict=False)
        )


def _read_forms(lines: Sequence[Line]) -> Sequence[Line]:
    """Return the lines with the rarer forms of headings read as what they are."""
    for read in (drop_bullets, read_words, read_marks):
        lines = read(lines)
    return lines
