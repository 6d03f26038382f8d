"""Lines to the passages of a report, each under the headings that it stands under."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from msgspec import Struct

from corpus.models import PartKind
from corpus.parsing.headings import BULLET
from corpus.parsing.repair import Setting
from corpus.parsing.titles import CHAPTER, SECTION, TABLE, is_title
from corpus.readers.source import Line


@dataclass(slots=True, kw_only=True)
class PassageDraft:
    """The places of the lines of one passage; `rows` tells that it is a table."""

    heading: tuple[str, ...]
    lines: list[int] = field(default_factory=list)
    rows: bool = False


class Sections(Struct, frozen=True, kw_only=True):
    """The passages of a report in order, and the places of its headings."""

    drafts: tuple[PassageDraft, ...]
    headings: tuple[int, ...]


def sort_sections(lines: Sequence[Line], kinds: Sequence[PartKind | None], setting: Setting) -> Sections:
    """Return which line belongs to which passage; lines that have a kind already are passed over."""
    sorter = _Sorter(lines, setting)
    for place, line in enumerate(lines):
        if kinds[place] is None and not line.is_blank:
            sorter.take(place, line)
    return Sections(drafts=tuple(sorter.drafts), headings=tuple(sorter.headings))


# Levels of headings: sections by the depth of their numbers, then titles without one.
_BELOW_SECTIONS = 4
_TITLE = 6


def _find_chapter_level(lines: Sequence[Line]) -> int:
    """Return the level of `1.`: above `1.1` where the sections carry the chapter's number, else below them."""
    chapter, own, other = "", 0, 0
    for line in lines:
        if section := SECTION.match(line.text):
            is_own = section[0].strip().split(".")[0] == chapter
            own, other = own + is_own, other + (not is_own)
        elif match := CHAPTER.match(line.text):
            chapter = match[0].strip(" •.\t")
    return 0 if own > other else _BELOW_SECTIONS


class _Sorter:
    """Reads the lines once, and keeps the path of headings by the level of each."""

    def __init__(self, lines: Sequence[Line], setting: Setting) -> None:
        self._lines = lines
        self._setting = setting
        self._path: dict[int, str] = {}
        self._last_was_title = False
        self._chapter_level = _find_chapter_level(lines)
        # Where at most half of the lines are bold, those that are stand above something.
        filled = [line for line in lines if not line.is_blank]
        self._strong_heads = 0 < sum(line.strong for line in filled) <= len(filled) / 2
        self.drafts: list[PassageDraft] = []
        self.headings: list[int] = []

    def take(self, place: int, line: Line) -> None:
        level = self._find_level(place, line)
        if level is not None:
            kept = {depth: text for depth, text in self._path.items() if depth < level}
            self._path = {**kept, level: _clean(line.text)}
            self.headings.append(place)
            self._last_was_title = level >= _TITLE
            return
        if self._opens_passage(place, line):
            self.drafts.append(PassageDraft(heading=tuple(self._path.values())))
            self.drafts[-1].rows = TABLE.match(line.text) is not None
        self.drafts[-1].lines.append(place)
        self._last_was_title = False

    def _find_level(self, place: int, line: Line) -> int | None:
        if TABLE.match(line.text) or (self.drafts and self.drafts[-1].rows and not self._is_apart(place)):
            return None
        if (section := SECTION.match(line.text)) and len(line.text) <= 120:
            return min(section[0].strip(" .").count("."), _TITLE - 1)
        if CHAPTER.match(line.text) and len(line.text) <= 120 and line.text.strip()[-1] not in ".:;,":
            return self._chapter_level if self._is_apart(place) else None
        if self._is_apart(place) and self._is_followed(place) and is_title(line.text):
            return _TITLE + self._last_was_title
        return None

    def _is_apart(self, place: int) -> bool:
        return place == 0 or self._lines[place - 1].is_blank or self._is_strong_head(place)

    def _is_strong_head(self, place: int) -> bool:
        return self._strong_heads and self._lines[place].strong

    def _is_followed(self, place: int) -> bool:
        """Tell whether a blank line comes after, and text after that: a last line is no heading."""
        after = self._lines[place + 1 : place + 21]
        is_parted = bool(after) and (after[0].is_blank or self._is_strong_head(place))
        return is_parted and any(not line.is_blank for line in after)

    def _opens_passage(self, place: int, line: Line) -> bool:
        if not self.drafts or self.drafts[-1].heading != tuple(self._path.values()):
            return True
        if TABLE.match(line.text):
            return True
        if BULLET.match(line.text):
            return False
        before = self._lines[place - 1]
        if before.is_blank:
            return not line.opens_page
        if self.drafts[-1].rows:
            return False
        ended = before.text.rstrip().endswith((".", "!", "?"))
        return self._setting.spaced and ended and not before.text.endswith(" ")


def _clean(text: str) -> str:
    return " ".join(text.replace("•", " ", 1).split()) if BULLET.match(text) else " ".join(text.split())
