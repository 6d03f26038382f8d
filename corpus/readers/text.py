"""Plain text: its encoding, its lines, and its pages where the extraction left a trace of them."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace

from corpus.errors import EmptySourceError, UnreadableFileError
from corpus.models import Span
from corpus.readers.limits import Limits
from corpus.readers.source import Line, SourceText

# Some extractions open every page with this same run of blank lines.
_PAGE_GAP = "\n\n \n\n \n\n"
_PAGE_BREAK = re.compile(f"\f|{re.escape(_PAGE_GAP)}")
_LINE = re.compile(r"[^\n\f]*(?:\r?\n|\f|$)")
# What an e-mail program puts before the lines of the message that is answered.
_QUOTED = re.compile(r"[ \t]*>[> \t]*")
_LEAST_QUOTED = 3


def build_source(name: str, raw: bytes, _limits: Limits) -> SourceText:
    """Return the text of `raw`, the bytes of a file called `name`.

    UTF-8 (with or without a mark), UTF-16 with a mark, or Windows-1252.

    Raises:
        UnreadableFileError: it is not text.
        EmptySourceError: nothing but white space.
    """
    text = _decode(name, raw)
    if not text.strip():
        raise EmptySourceError(name, "holds no text", "give a file with text in it")
    # A break counts where there is text on both sides of it: a gap also opens the first page.
    first, last = len(text) - len(text.lstrip()), len(text.rstrip())
    breaks = [match.end() for match in _PAGE_BREAK.finditer(text, first, last)]
    lines = _unquote(_split_lines(text, breaks))
    page_count = len(breaks) + 1 if breaks else None
    warnings = ("pages were counted from the gaps that the extraction left",) if breaks and _PAGE_GAP in text else ()
    return SourceText(
        file=name,
        sha256=hashlib.sha256(raw).hexdigest(),
        text=text,
        lines=lines,
        page_count=page_count,
        warnings=warnings,
    )


def _decode(name: str, raw: bytes) -> str:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = raw.decode("utf-16", errors="replace")
    else:
        try:
            text = raw.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = raw.decode("cp1252", errors="replace")
    if "\0" in text:
        raise UnreadableFileError(name, "is not text", "give a text file")
    return text


def _split_lines(text: str, breaks: list[int]) -> tuple[Line, ...]:
    lines: list[Line] = []
    turned = 0
    fresh = False
    for match in _LINE.finditer(text):
        if match.start() == match.end():
            continue
        content = match[0].rstrip("\r\n\f")
        while turned < len(breaks) and breaks[turned] <= match.start():
            turned += 1
            fresh = True
        span = Span(match.start(), match.start() + len(content))
        is_blank = not content.strip()
        lines.append(Line(span=span, text=content, page=turned + 1, opens_page=fresh and not is_blank))
        fresh = fresh and is_blank
    return tuple(lines)


def _unquote(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """Return the lines of a pasted e-mail without the `> ` before them; the marks stay in the text."""
    marked = [_QUOTED.match(line.text) for line in lines]
    if sum(mark is not None for mark in marked) < _LEAST_QUOTED:
        return lines
    return tuple(
        replace(line, text=line.text[mark.end() :], span=Span(line.span.start + mark.end(), line.span.end))
        if mark
        else line
        for line, mark in zip(lines, marked, strict=True)
    )
