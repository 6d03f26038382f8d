"""Notes and the markers in the text that call them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.models import Note, Quote, Span
from corpus.parsing.headings import NOTE
from corpus.parsing.repair import Setting, build_quote
from corpus.readers.source import Line, Role, cut_line

_BRACKETED = re.compile(r"[\[{](\d{1,3})[\]}]")
_BARE_NOTE = re.compile(r"\s*(?P<marker>\d{1,3})[.)]?\s+")
_ALONE = re.compile(r"\s*(\d{1,3})\s*")
# Its number stands before its text, or raised above it and so on a line of its own.
_FOOTNOTE = re.compile(r"\s*(?P<marker>\d{1,3})(?:\s+(?=\S)|(?P<alone>\s*)$)")
# The next note on the same line: `15 Krant, p. 12. 16 Brief van 3 mei`, and not `15 Kamerstuk 36 200, nr. 16 Advies`
_NEXT_NOTE = r"(?:\w{{4,}}|\d)[.)\]]*\.\s+(?P<marker>{marker})\s+(?=[A-Z‘“\"'])"
_CLOSING_NOTE = re.compile(r"\s*(?P<marker>\d{1,2})(?:(?P<bracket>\))\s*|\s+)(?=\S)")
_CALLED = r"(?<=[^\s(\d])\s?(?P<marker>{marker}\))(?!\w)"
# In small letters a note may follow another without a full stop, where the text calls it.
_NEXT_CALLED = (
    r"(?:\w|[.)\]»”’])(?<!\bnr\.)(?<!\bart\.)(?<!\bp\.)(?<!\blid)\s+(?P<marker>{marker})\s+(?=[^\W\d_]|[‘“«\"'])"
)
# After a word or a year and its punctuation: `4 maart 20255` is 2025 and note 5, `in 2018?10` note 10.
_GLUE = re.compile(
    "|".join(
        rf"(?<={before}[’”´»`'\")\].,;:?!]{{{count}}})"
        for before in (r"[^\W\d_]", r"\b(?:19|20)\d\d")
        for count in range(3)
    )
)
_GOES_ON = re.compile(r"[\w%/-]")
# Letters before a closing note's marker in which a bracket that it closes may have opened: `(artikel 8, lid 1)`
_BRACKET = 80
# Lines from the end in which closing notes are looked for.
_MOST_CLOSING = 200
# A note's letters, and its raised number, against those of the text.
_SMALLER = 0.95
_RAISED = 0.65


def is_small(line: Line, body: float) -> bool:
    """Tell whether a line is in letters smaller than those of the text (`body`); False where no size is known."""
    return (line.size or body) < body * _SMALLER


def build_notes(
    places: Sequence[int], lines: Sequence[Line], bodies: Sequence[Quote], setting: Setting
) -> tuple[Note, ...]:
    """Return the notes below an answer (`[1]: …`, also the malformed `{1]`), tied to their markers in `bodies`.

    A note that the markup says is one opens with its bare number.
    """
    groups: list[list[int]] = []
    for place in places:
        if _match_note(lines[place]) or not groups:
            groups.append([])
        groups[-1].append(place)
    notes = []
    for group in groups:
        match = _match_note(lines[group[0]])
        text = build_quote([lines[place] for place in group], setting, offset=match.end() if match else 0)
        if match and text:
            anchors = tuple(anchor for body in bodies for anchor in _find_markers(match["marker"], body))
            notes.append(Note(marker=match["marker"], text=text, anchors=anchors))
    return tuple(notes)


def _match_note(line: Line) -> re.Match[str] | None:
    return NOTE.match(line.text) or (_BARE_NOTE.match(line.text) if line.role is Role.NOTE else None)


def _find_markers(marker: str, body: Quote) -> tuple[Span, ...]:
    bracketed = _find_bracketed(marker, body)
    if bracketed:
        return bracketed
    glued = find_glued(body.text, (marker,), len(body.text))
    return body.find_source(glued[marker]) if marker in glued else ()


def find_endnotes(lines: Sequence[Line], taken: Sequence[object]) -> tuple[tuple[str, int, int], ...]:
    """Return the notes at the end of a text as (marker, place of the marker, place of the text).

    Their form is a number alone on a line and the text on the next, from 1 without a gap, up to the
    end; `taken` says of each line whether it is something else already.
    """
    filled = [place for place, line in enumerate(lines) if not line.is_blank and taken[place] is None]
    found: list[tuple[str, int, int]] = []
    while len(filled) >= 2:
        match = _ALONE.fullmatch(lines[filled[-2]].text)
        if not match:
            break
        found.append((match[1], filled[-2], filled[-1]))
        filled = filled[:-2]
    found.reverse()
    is_series = [marker for marker, _, _ in found] == [str(number) for number in range(1, len(found) + 1)]
    return tuple(found) if is_series else ()


def find_footnotes(
    lines: Sequence[Line], taken: Sequence[object], body: float | None
) -> tuple[tuple[str, tuple[int, ...]], ...]:
    """Return the notes at the feet of pages as (marker, places of its lines), where sizes of letters are known.

    A note stands in smaller letters than those of the text (`body`), below all text of its page, and opens with
    its number.
    """
    if body is None:
        return ()
    found: list[tuple[str, list[int]]] = []
    for places in _list_feet(lines, taken, body):
        opened = False
        for place in places:
            match = _FOOTNOTE.match(lines[place].text)
            is_raised = (lines[place].size or body) < body * _RAISED
            if match and match["alone"] is not None and (not is_raised or place == places[-1]):
                match = None
            if match and (is_raised or not opened or int(match["marker"]) == int(found[-1][0]) + 1):
                found.append((match["marker"], [place]))
                opened = True
            elif opened:
                found[-1][1].append(place)
    return tuple((marker, tuple(places)) for marker, places in found)


def split_footnotes(lines: Sequence[Line], body: float | None) -> tuple[Line, ...]:
    """Return the lines, one in letters smaller than `body` that holds more than one note as a line for each."""
    if body is None:
        return tuple(lines)
    least = body * _SMALLER
    if not any(line.size is not None and line.size < least for line in lines):
        return tuple(lines)
    text = "\n".join(line.text for line in lines if line.size is not None and line.size >= least)
    split: list[Line] = []
    marker: int | None = None
    for line in lines:
        if line.size is None or line.size >= least:
            split.append(line)
            marker = None
            continue
        match = _FOOTNOTE.match(line.text)
        marker = int(match["marker"]) if match else marker
        while marker is not None and (after := _find_next(marker + 1, line.text, text)):
            first, line = cut_line(line, after.start("marker"))
            split.append(first)
            marker += 1
        split.append(line)
    return tuple(split)


def _find_next(marker: int, line: str, text: str) -> re.Match[str] | None:
    """Return where on a line of notes the note of a number begins; `text` are the lines that call notes."""
    if str(marker) not in line:
        return None
    if after := re.search(_NEXT_NOTE.format(marker=marker), line):
        return after
    called = re.search(_NEXT_CALLED.format(marker=marker), line)
    return called if called and find_glued(text, (str(marker),), len(text)) else None


def find_closing_notes(
    lines: Sequence[Line], taken: Sequence[object], after: int
) -> tuple[tuple[str, tuple[int, ...]], ...]:
    """Return the notes that close a list (`1) Krant, 3 mei 2024`) as (marker, places of its lines).

    They are the last lines of all, stand below the line at `after`, count from 1 without a gap, and follow
    a question mark or have a marker in the text; without a bracket (`1 Krant`) each must have a marker.
    """
    places = [place for place in range(after + 1, len(lines)) if not lines[place].is_blank and taken[place] is None]
    found: list[tuple[str, list[int]]] = []
    wanted = None
    start = len(places)
    for at in range(len(places) - 1, max(0, len(places) - _MOST_CLOSING), -1):
        match = _CLOSING_NOTE.match(lines[places[at]].text)
        if match and (wanted is None or int(match["marker"]) == wanted):
            found.insert(0, (match["marker"], list(places[at:start])))
            start, wanted = at, int(match["marker"]) - 1
            if not wanted:
                break
    if wanted != 0 or any("?" in lines[place].text for place in places[start:]):
        return ()
    above = range(places[start])
    text = "\n".join(lines[place].text for place in above if not lines[place].is_blank and taken[place] is None)
    if all(find_closing_marker(lines[own[0]].text) > 0 for _, own in found):
        is_called = text.rstrip().endswith("?") or any(find_called(marker, text) for marker, _ in found)
    else:
        is_called = len(find_glued(text, [marker for marker, _ in found], len(text))) == len(found)
    return tuple((marker, tuple(own)) for marker, own in found) if is_called else ()


def find_closing_marker(line: str) -> int:
    """Return how long the marker of a closing note is with its bracket; 0 where it has none."""
    match = _CLOSING_NOTE.match(line)
    return match.end("bracket") if match and match["bracket"] else 0


def find_called(marker: str, text: str) -> Span | None:
    """Return where the marker of a closing note stands in `text`: `(…) in Arnhem? 1)`."""
    for match in re.finditer(_CALLED.format(marker=marker), text):
        before = text[max(0, match.start() - _BRACKET) : match.start("marker")]
        if before.count("(") <= before.count(")"):
            return Span(*match.span("marker"))
    return None


def find_body_size(lines: Sequence[Line]) -> float | None:
    """Return the size of most letters, None where no size is known."""
    counted: dict[float | None, int] = {}
    for line in lines:
        counted[line.size] = counted.get(line.size, 0) + len(line.text)
    counted.pop(None, None)
    return max(counted, key=lambda size: counted[size]) if counted else None


def _list_feet(lines: Sequence[Line], taken: Sequence[object], body: float) -> list[list[int]]:
    feet: dict[int, list[int]] = {}
    closed: set[int] = set()
    for place in range(len(lines) - 1, -1, -1):
        line = lines[place]
        if line.is_blank or taken[place] is not None or line.page in closed:
            continue
        if line.size is not None and line.size < body * _SMALLER:
            feet.setdefault(line.page, []).insert(0, place)
        else:
            closed.add(line.page)
    return [feet[page] for page in sorted(feet)]


def find_glued(text: str, markers: Sequence[str], end: int) -> dict[str, Span]:
    """Return where each marker, a figure glued to a word (`Kamer1(TK)`, `uitgebracht.10`), stands before `end`.

    They are looked for one after another, as notes are numbered in the order of their markers.
    """
    found: dict[str, Span] = {}
    start = 0
    for marker in markers:
        if span := _find_marker(text, marker, start, end):
            found[marker] = span
            start = span.end
    return found


def _find_marker(text: str, marker: str, start: int, end: int) -> Span | None:
    """Return where a marker is glued to what stands before it: a long text is searched for the figure alone."""
    place = text.find(marker, start, end)
    while place >= 0:
        behind = place + len(marker)
        if _GLUE.match(text, place) and not _GOES_ON.match(text, behind, end):
            return Span(place, behind)
        place = text.find(marker, place + 1, end)
    return None


def _find_bracketed(marker: str, body: Quote) -> tuple[Span, ...]:
    return tuple(
        source
        for match in _BRACKETED.finditer(body.text)
        if match[1] == marker
        for source in body.find_source(Span(match.start(), match.end()))
    )
