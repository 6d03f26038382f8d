"""Plain text: its encoding, its lines, and its pages where the extraction left a trace of them."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from corpus.errors import EmptySourceError, UnreadableFileError
from corpus.readers.layout import read_columns
from corpus.readers.limits import Limits
from corpus.readers.lines import RawLine, lay_out
from corpus.readers.pasted import cut_tables
from corpus.readers.source import Line, SourceText, cut_part

# Some extractions open every page with this same run of blank lines.
_PAGE_GAP = "\n\n \n\n \n\n"
_PAGE_BREAK = re.compile(f"\f|{re.escape(_PAGE_GAP)}")
_ENDS = "\r\n\f\x0b\x85\u2028\u2029"
_NO_ENDS = "\x1c\x1d\x1e"
_LINE = re.compile(rf"[^{_ENDS}]*(?:\r\n|[{_ENDS}]|$)")
# A line that is all bold or a title: `**Vraag 1**`, `*Antwoord*`, `## Vraag 1`
_STRONG = re.compile(
    r"[ \t]*(?:#{1,6}[ \t]+)?(?P<mark>\*\*|__|\*|_)(?P<text>[^*_\s](?:[^*_]*[^*_\s])?)(?P=mark):?[ \t]*"
)
# A word or two in bold with text behind them; a number may stand there too: `**Vraag 1:** Hoeveel?`, `**2.** Wie?`
_LEAD = re.compile(r"[ \t]*(?P<mark>\*\*|__|\*)(?P<text>[A-Z0-9][^*_]{0,60}?)(?P=mark):?[ \t]+(?=[^\s*_])")
# What parts two cells behind it tells that `#` heads the numbers of a table.
_TITLE = re.compile(r"[ \t]*#{1,6} +(?P<text>[^\s|;].*)")
_MARKS = frozenset("#*_")
_SLANTS = frozenset("*_")
# The share of bytes that are NUL on one side of each pair, in UTF-16 without a mark.
_WIDE = 0.4
# What an e-mail program puts before the lines of the message that is answered.
_QUOTED = re.compile(r"[ \t]*>[> \t]*")
_LEAST_QUOTED = 2
_STOPS = frozenset(".?!:;>")


def build_source(name: str, raw: bytes, limits: Limits) -> SourceText:
    """Return the text of `raw`, the bytes of a file called `name`.

    UTF-8, UTF-16 (with or without a mark), or Windows-1252.

    Raises:
        UnreadableFileError: it is not text, or of more or longer lines than the limits.
        EmptySourceError: nothing but white space.
    """
    text = _decode(name, raw)
    _check_lines(name, text, limits)
    if not text.strip():
        raise EmptySourceError(name, "holds no text", "give a file with text in it")
    # A break counts where there is text on both sides of it: a gap also opens the first page.
    first, last = len(text) - len(text.lstrip()), len(text.rstrip())
    breaks = [match.end() for match in _PAGE_BREAK.finditer(text, first, last)]
    lines = _split_lines(text, breaks)
    if ">" in text:
        lines = _unquote(lines)
    lines = tuple(cut_tables(tuple(_unmark(lines))))
    page_count = len(breaks) + 1 if breaks else None
    if pages := read_columns(lines) or _read_anew(text, lines):
        text, lines, _ = lay_out(pages)
    warnings = ("pages were counted from the gaps that the extraction left",) if breaks and _PAGE_GAP in text else ()
    return SourceText(
        file=name,
        sha256=hashlib.sha256(raw).hexdigest(),
        text=text,
        lines=lines,
        page_count=page_count,
        warnings=warnings,
    )


def _read_anew(text: str, lines: Sequence[Line]) -> list[list[RawLine]] | None:
    """Return the lines of each page where one is shorter than its place in the text; else None."""
    if '""' not in text or all(text.startswith(line.text, line.start) for line in lines):
        return None
    pages: list[list[RawLine]] = [[] for _ in range(lines[-1].page)]
    for line in lines:
        pages[line.page - 1].append(RawLine(text=line.text, role=line.role, strong=line.strong, slanted=line.slanted))
    return pages


def _decode(name: str, raw: bytes) -> str:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = raw.decode("utf-16", errors="replace")
    elif wide := _find_wide(raw):
        text = raw.decode(wide, errors="replace")
    else:
        try:
            text = raw.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = raw.decode("cp1252", errors="replace")
    if "\0" in text:
        place = f"line {text.count(chr(10), 0, text.index(chr(0))) + 1}"
        raise UnreadableFileError(name, "is not text", "give a text file", place=place)
    return text


def _check_lines(name: str, text: str, limits: Limits) -> None:
    """Refuse what would take the machine's memory, before it is cut into lines."""
    if sum(map(text.count, _ENDS)) > limits.lines:
        problem = f"has more than {limits.lines:,} lines"
        raise UnreadableFileError(name, problem, "split it, or raise GRIFFIER_MOST_LINES")
    if len(text) <= limits.line:
        return
    for number, match in enumerate(_LINE.finditer(text), start=1):
        if len(match[0]) > limits.line:
            problem = f"is longer than {limits.line:,} characters"
            raise UnreadableFileError(
                name, problem, "put line ends in it, or raise GRIFFIER_LONGEST_LINE", place=f"line {number}"
            )


def _split_lines(text: str, breaks: list[int]) -> tuple[Line, ...]:
    lines: list[Line] = []
    turned = 0
    fresh = False
    start = 0
    for whole in _cut_lines(text):
        content = whole.rstrip(_ENDS)
        while turned < len(breaks) and breaks[turned] <= start:
            turned += 1
            fresh = True
        is_blank = not content.strip()
        lines.append(Line(start=start, text=content, page=turned + 1, opens_page=fresh and not is_blank))
        fresh = fresh and is_blank
        start += len(whole)
    return tuple(lines)


def _cut_lines(text: str) -> Sequence[str]:
    """Return the lines with their ends."""
    # Python cuts in a tenth of the pattern's time, but also where no line of a text ends.
    if any(sign in text for sign in _NO_ENDS):
        return [match[0] for match in _LINE.finditer(text) if match[0]]
    return text.splitlines(keepends=True)


def _find_wide(raw: bytes) -> str | None:
    """Return the name of UTF-16's form where the bytes are that without a mark, by the NULs of its letters."""
    head = raw[:4000]
    for first, name in ((1, "utf-16-le"), (0, "utf-16-be")):
        own, other = head[first::2], head[1 - first :: 2]
        if own.count(0) > len(own) * _WIDE and not other.count(0):
            return name
    return None


def _unmark(lines: Iterable[Line]) -> Iterator[Line]:
    """Return the lines without the marks of a title or of bold, which stay in the text.

    What opens a line in bold (`**Vraag 1:** Hoeveel?`) is a line of its own.
    """
    for line in lines:
        text = line.text
        # Most lines are told by their first sign to have none of these marks.
        if text.lstrip(" \t")[:1] not in _MARKS:
            yield line
            continue
        match = _STRONG.fullmatch(text) or _TITLE.fullmatch(text)
        lead = None if match else _LEAD.match(text)
        if match:
            own = cut_part(line, *match.span("text"), opens_page=line.opens_page)
            yield replace(own, strong=True, slanted=match.groupdict().get("mark") in _SLANTS)
        elif lead:
            yield replace(cut_part(line, *lead.span("text"), opens_page=line.opens_page), strong=True)
            yield cut_part(line, lead.end(), len(text), opens_page=False)
        else:
            yield line


def _unquote(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """Return the lines of a pasted e-mail without the `> ` before them; the marks stay in the text.

    What is quoted from within a quotation has more of these marks than the rest.
    """
    marked = [_QUOTED.match(line.text) if ">" in line.text else None for line in lines]
    quoted = [line.text[mark.end() :] for line, mark in zip(lines, marked, strict=True) if mark]
    # Two lines may also say that something is larger: `> 65 jaar`
    if len(quoted) < _LEAST_QUOTED or (len(quoted) == _LEAST_QUOTED and not all(text[:1].isalpha() for text in quoted)):
        return lines
    depths = _find_depths(lines, marked)
    least = min(depth for depth, line in zip(depths, lines, strict=True) if not line.is_blank)
    return tuple(
        _cut_mark(line, mark.end() if mark else 0, is_quoted=depth > least)
        for line, mark, depth in zip(lines, marked, depths, strict=True)
    )


def _find_depths(lines: Sequence[Line], marked: Sequence[re.Match[str] | None]) -> list[int]:
    """Return how many marks each line has; one that goes on with a line that was broken anew has those of that line."""
    depths: list[int] = []
    for place, (line, mark) in enumerate(zip(lines, marked, strict=True)):
        above = lines[place - 1].text.rstrip() if place else ""
        first = line.text.lstrip()[:1]
        goes_on = mark is None and above and above[-1] not in _STOPS and (first.islower() or first.isdecimal())
        depths.append(mark[0].count(">") if mark else depths[-1] if goes_on else 0)
    return depths


def _cut_mark(line: Line, end: int, *, is_quoted: bool) -> Line:
    cut = cut_part(line, end, len(line.text), opens_page=line.opens_page) if end else line
    return replace(cut, quoted=True) if is_quoted else cut
