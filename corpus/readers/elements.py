"""The elements of XML and HTML: their names and classes, the rows of their tables, the marks of their lists."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from lxml import etree

from corpus.readers.counting import write_letter, write_roman
from corpus.readers.tables import SAMPLE

CELLS = frozenset({"td", "th", "entry"})
ASKED = frozenset({"vraag", "antwoord"})
NONE: frozenset[str] = frozenset()
_FRAMED = frozenset("table vraag antwoord h1 h2 h3".split())
# What opens an item that brings its own mark: `1.`, `a)`, `–`, `•`
_MARK = re.compile(r"\s*(?:(?:\d{1,3}|[a-z]{1,3}|[IVX]{1,5})[.)°]|[•▪◦·–-]\s)")
_LONGEST_MARK = 10
# Names of tags that are held on to: a format has some hundred, and a hostile file any.
_MOST_NAMES = 256


def find_name(node: etree._Element) -> str:
    """Return the name of an element in lower case, without its name space; nothing for a comment and the like."""
    tag = node.tag
    return _fold(tag) if isinstance(tag, str) else ""


@lru_cache(_MOST_NAMES)
def _fold(tag: str) -> str:
    # Broken HTML has tags that are no names, so the name space is taken off by hand.
    return tag.rpartition("}")[2].casefold()


def list_classes(node: etree._Element) -> frozenset[str]:
    """Return the classes of an element."""
    said = node.get("class")
    return frozenset(said.split()) if said else NONE


def find_mark(item: etree._Element, parent: etree._Element, count: int) -> str:
    """Return what is shown before an item of a list; nothing where its text opens with a mark of its own."""
    if _MARK.match(_read_opening(item)):
        return ""
    if find_name(parent) == "ul":
        return "•"
    style = parent.get("type") or "1"
    write = {"a": write_letter, "i": write_roman}.get(style.casefold(), str)
    return f"{write(count).upper() if style.isupper() else write(count)}."


def _read_opening(node: etree._Element) -> str:
    """Return what the text of an element opens with, at least so much as a mark may take."""
    opening = ""
    for text in node.itertext():
        opening = (opening + str(text)).lstrip()
        if len(opening) >= _LONGEST_MARK:
            break
    return opening


def is_plain_table(table: etree._Element) -> bool:
    """Tell whether a table is one of figures and words, and not a frame around paragraphs, questions or tables."""
    inside = (node for node in table.iterdescendants() if isinstance(node.tag, str))
    is_frame = any(find_name(node) in _FRAMED or list_classes(node) & ASKED for node in inside)
    return not is_frame and any(len(row) > 1 for row in list_rows(table))


def list_rows(table: etree._Element) -> Iterator[list[etree._Element]]:
    """Return the cells of each row of a table; those of a table within one of its cells are that cell's."""
    inside = list(reversed(table))
    while inside:
        node = inside.pop()
        if find_name(node) in ("tr", "row"):
            yield [cell for cell in node if find_name(cell) in CELLS]
        elif find_name(node) not in CELLS and find_name(node) != "table":
            inside += reversed(node)


def read_titles(table: etree._Element) -> list[list[str]]:
    """Return the texts of the cells of the first rows of a table."""
    # Of tables within tables the rows are met once for each: no more of them are looked for than are needed.
    rows = islice(list_rows(table), SAMPLE)
    return [["".join(str(text) for text in cell.itertext()).strip() for cell in row] for row in rows]
