"""The numbers that Word shows before the paragraphs of a list, and that stand in no paragraph's text.

Source: ECMA-376 part 1, 17.9 (numbering): a paragraph names a list and a level, the list says how
each level is written (`%1.`, `Vraag %1`) and where it starts.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from docx.document import Document
from lxml import etree
from msgspec import Struct

from corpus.readers.counting import parse_count, write_roman
from corpus.readers.parts import find_part, qn

_BULLET = "•"


class _Level(Struct, frozen=True):
    style: str
    text: str
    start: int


@dataclass(slots=True)
class _List:
    levels: dict[int, _Level]
    counts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """Counts the paragraphs of each list in the order in which it is asked."""

    def __init__(self, lists: dict[str, _List], styles: dict[str, tuple[str, int]]) -> None:
        self._lists = lists
        self._styles = styles

    @classmethod
    def of(cls, document: Document) -> Numbering:
        """Return the lists that a document defines; none where it has no numbering, or a broken one."""
        styles = {}
        root = find_part(document, "styles")
        for style in root.iter(qn("w:style")) if root is not None else ():
            if found := _find_list(style):
                styles[style.get(qn("w:styleId")) or ""] = found
        root = find_part(document, "numbering")
        return cls(_read_lists(root) if root is not None else {}, styles)

    def number(self, paragraph: etree._Element) -> str:
        """Return what Word shows before a paragraph, with a space after it; nothing where it is in no list."""
        found = _find_list(paragraph)
        if found is None:
            style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
            found = self._styles.get(style.get(qn("w:val")) or "") if style is not None else None
        if found is None:
            return ""
        name, depth = found
        list_ = self._lists.get(name)
        level = list_.levels.get(depth) if list_ else None
        if list_ is None or level is None:
            return ""
        list_.counts = {at: count for at, count in list_.counts.items() if at <= depth}
        list_.counts[depth] = list_.counts.get(depth, level.start - 1) + 1
        if level.style == "none":
            return ""
        if level.style == "bullet":
            return f"{_BULLET} "
        text = level.text
        for at, other in list_.levels.items():
            text = text.replace(f"%{at + 1}", _write(list_.counts.get(at, other.start), other.style))
        return f"{text} " if text.strip() else ""


def _find_list(node: etree._Element) -> tuple[str, int] | None:
    properties = node.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
    if properties is None:
        return None
    name, depth = properties.find(qn("w:numId")), properties.find(qn("w:ilvl"))
    if name is None:
        return None
    return name.get(qn("w:val")) or "", _to_int(depth, 0)


def _read_lists(root: etree._Element) -> dict[str, _List]:
    abstract = {
        node.get(qn("w:abstractNumId")): _List(dict(map(_read_level, node.iter(qn("w:lvl")))))
        for node in root.iter(qn("w:abstractNum"))
    }
    lists: dict[str, _List] = {}
    for node in root.iter(qn("w:num")):
        base = node.find(qn("w:abstractNumId"))
        found = abstract.get(base.get(qn("w:val"))) if base is not None else None
        if found is None:
            continue
        starts = {
            parse_count(override.get(qn("w:ilvl"))) or 0: _to_int(override.find(qn("w:startOverride")), 1)
            for override in node.iter(qn("w:lvlOverride"))
            if override.find(qn("w:startOverride")) is not None
        }
        # Lists of one definition count on together, unless one of them starts anew.
        if starts:
            levels = {
                at: _Level(level.style, level.text, starts.get(at, level.start)) for at, level in found.levels.items()
            }
            found = _List(levels)
        lists[node.get(qn("w:numId")) or ""] = found
    return lists


def _read_level(node: etree._Element) -> tuple[int, _Level]:
    style, text = node.find(qn("w:numFmt")), node.find(qn("w:lvlText"))
    level = _Level(
        style=style.get(qn("w:val")) or "decimal" if style is not None else "decimal",
        text=text.get(qn("w:val")) or "" if text is not None else "",
        start=_to_int(node.find(qn("w:start")), 1),
    )
    return parse_count(node.get(qn("w:ilvl"))) or 0, level


def _to_int(node: etree._Element | None, default: int) -> int:
    value = parse_count(node.get(qn("w:val"))) if node is not None else None
    return default if value is None else value


def _write(count: int, style: str) -> str:
    match style:
        case "lowerLetter" | "upperLetter":
            letter = chr(ord("a") + (count - 1) % 26) if count > 0 else ""
            return letter.upper() if style == "upperLetter" else letter
        case "lowerRoman" | "upperRoman":
            return write_roman(count).upper() if style == "upperRoman" else write_roman(count)
        case _:
            return str(count)
