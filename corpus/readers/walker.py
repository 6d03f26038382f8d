"""A walk through a tree of XML or HTML that gives its lines, with what the markup says they are.

Source: the elements `kamervragen`, `vraag/nr`, `antwoord/nr`, `noot` of the XML, and the classes
`vraag`, `antwoord`, `nummer`, `noot` and `kamervraagopmerking` of the HTML.
"""

from __future__ import annotations

import re

from lxml import etree

from corpus.readers.counting import parse_count
from corpus.readers.elements import (
    ASKED,
    CELLS,
    NONE,
    find_mark,
    find_name,
    is_plain_table,
    list_classes,
    list_rows,
    read_titles,
)
from corpus.readers.lines import BLANK, RawLine, cut_lead
from corpus.readers.source import Role
from corpus.readers.tables import find_table, read_questions

_INLINE = frozenset(
    "a abbr b em i strong span sup sub u small q cite code mark br nadruk extref intref noot.nr inf unl datum".split()
)
_SKIPPED = frozenset("script style nav header footer aside form button noscript svg select template iframe".split())
_TITLES = frozenset("caption title titel".split())
_SLANTED = frozenset("em i".split())
_EMPHASIS = frozenset("b strong em i nadruk h1 h2 h3 h4 h5 tussenkop dt summary".split())
# Who asks or answers what, when: it may stand between the questions and the answers.
_DESCRIPTIONS = frozenset("omschr kamervraagomschrijving".split())
_DEEPEST = 400
# The words of a note, and not those of the button that closes it: `X Noot`.
_NOTE_TEXT = etree.XPath("descendant::text()[not(ancestor::*[contains(@class, 'note-close')])]")
# What becomes one space; a single space is one already.
_SPACES = re.compile(r"[ \r\n\f\0\u00a0]{2,}|[\r\n\f\0\u00a0]")


class Walker:
    """Walks the tree once; text of inline elements joins into the line of the block around them."""

    def __init__(self) -> None:
        self._lines: list[RawLine] = []
        self._buffer = ""
        self._role: Role | None = None
        self._answer_opens = False
        self._question_opens = False
        self._is_held = False
        # Whether the block has lines, so that a blank one ends it.
        self._is_open = False
        self._notes: list[str] = []
        # The number of the last item of each list; the lists are held on to, as lxml makes them anew for each look.
        self._items: dict[etree._Element, int] = {}
        self._emphasis = self._slant = 0
        self._is_strong = self._is_slanted = True
        # How many letters of the line are bold before the first that are not: all, as long as the line is.
        self._bold = 0

    def walk(self, root: etree._Element) -> list[RawLine]:
        """Return the lines below an element, in order."""
        self._enter(root, None, 0)
        self._flush()
        return self._lines

    def _enter(self, node: etree._Element, within: str | None, depth: int) -> None:
        tag = find_name(node)
        if not tag or tag in _SKIPPED or tag == "meta" or depth > _DEEPEST:
            return
        if tag == "noot":
            self._take_note(node)
            return
        classes = list_classes(node)
        if "noot" in classes:
            self._flush()
            self._lines.append(RawLine(text=" ".join(" ".join(map(str, _NOTE_TEXT(node))).split()), role=Role.NOTE))
            self._lines.append(BLANK)
            return
        if tag == "table" and self._read_table(node):
            return
        is_inline = tag in _INLINE or tag in CELLS
        if not is_inline:
            if not self._is_held:
                self._flush()
            self._is_held = False
            within, self._role = self._place(node, tag, classes, within)
        if tag == "li" and (mark := self._count_item(node)):
            self._hold(f"{mark} ")
        is_slanted = _is_slanted(node, tag)
        self._emphasis += tag in _EMPHASIS
        self._slant += is_slanted
        if text := ("\t" if tag in CELLS and self._buffer.strip() else "") + (node.text or ""):
            self._write(text)
        if tag == "br":
            self._break()
        for child in node:
            self._enter(child, within, depth + 1)
            if tail := child.tail:
                self._write(tail)
        self._emphasis -= tag in _EMPHASIS
        self._slant -= is_slanted
        if tag == "li.nr":
            # The sign of an item stands before the text of the item, which is a block of its own.
            self._hold(" ")
        elif not is_inline:
            self._flush()
            self._role = None

    def _read_table(self, node: etree._Element) -> bool:
        """Read a table of questions, or one of figures and words; tell whether it is either."""
        if found := find_table(read_titles(node)):
            self._flush()
            columns, count = found
            rows = list(list_rows(node))
            for cell in (cell for row in rows[: max(0, count - 1)] for cell in row):
                self._lines += Walker().walk(cell)
            self._lines += read_questions(columns, map(_read_row, rows[count:]))
            return True
        if is_plain_table(node):
            self._flush()
            self._read_figures(node)
            return True
        return False

    def _count_item(self, item: etree._Element) -> str:
        parent = item.getparent()
        if parent is None or find_name(parent) not in ("ul", "ol"):
            return ""
        own = parse_count(item.get("value"))
        if own is None:
            start = parse_count(parent.get("start"))
            own = self._items.get(parent, (1 if start is None else start) - 1) + 1
        self._items[parent] = own
        return find_mark(item, parent, own)

    def _hold(self, text: str) -> None:
        self._write(text)
        self._is_held = True

    def _read_figures(self, table: etree._Element) -> None:
        """Read a line for each row of a table, a tab between its cells; the notes of its cells come after it."""
        for title in (node for node in table.iter() if find_name(node) in _TITLES):
            self._lines += Walker().walk(title)
        for row in list_rows(table):
            lines = [Walker().walk(cell) for cell in row]
            texts = [" ".join(line.text for line in cell if line.text and line.role is None) for cell in lines]
            self._write("\t".join(texts))
            end = len(self._lines) + 1
            self._flush()
            # No blank line parts two rows.
            del self._lines[end:]
            self._lines += (line for cell in lines for line in cell if line.role is Role.NOTE)
        self._lines.append(BLANK)

    def _write(self, text: str) -> None:
        self._buffer += text
        if text.strip() and not self._emphasis:
            self._is_strong = False
        if text.strip() and not 0 < self._slant == self._emphasis:
            self._is_slanted = False
        if self._is_strong:
            self._bold = len(self._buffer)

    def _place(
        self, node: etree._Element, tag: str, classes: frozenset[str], within: str | None
    ) -> tuple[str | None, Role | None]:
        found = NONE
        if tag in ASKED:
            within = tag
        elif found := classes & ASKED:
            # What is both opens with its question. A set's own order differs from process to process.
            within = "vraag" if "vraag" in found else "antwoord"
        if tag in ASKED or found:
            self._answer_opens = within == "antwoord"
            self._question_opens = within == "vraag"
            return within, None
        if "kamervraagopmerking" in classes or tag == "kamervraagopmerking":
            return within, Role.CLOSING
        is_heading = tag in ("nr", "nummer", "h1", "h2", "h3", "h4") or "nummer" in classes
        if tag in _DESCRIPTIONS:
            return within, Role.HEADING
        if node.get("id") == "noten" or within == "noten":
            return "noten", Role.HEADING if is_heading else None
        if within == "vraag" and is_heading:
            return within, Role.QUESTION
        if within == "antwoord" and is_heading:
            return within, Role.ANSWER
        return within, None

    def _take_note(self, node: etree._Element) -> None:
        number = (node.findtext("noot.nr") or node.findtext("{*}noot.nr") or node.get("nr") or "").strip()
        words = " ".join("".join(str(part) for part in node.itertext()).split())
        self._notes.append(f"{number} {words.removeprefix(number).strip()}".strip())
        self._buffer += number
        if self._is_strong:
            self._bold = len(self._buffer)

    def _break(self) -> None:
        """End a line within its block (`<b>Vraag 1</b><br>Kunt u …?`); a heading and a row stay one line."""
        if self._role is None and "\t" not in self._buffer:
            self._write_line()
        else:
            self._write(" ")

    def _flush(self) -> None:
        if self._buffer:
            self._write_line()
        self._is_strong = self._is_slanted = True
        if self._is_open:
            self._lines.append(BLANK)
            self._is_open = False
        if self._notes:
            for note in self._notes:
                self._lines += RawLine(text=note, role=Role.NOTE), BLANK
            self._notes = []

    def _write_line(self) -> None:
        bare, bold = self._buffer, self._bold
        self._buffer, self._bold = "", 0
        text = "" if bare.isspace() else _squeeze(bare).strip(" ")
        if text.strip():
            role = self._role
            if role is None and self._answer_opens:
                role = Role.ANSWER
            # A question without a number, or with an empty one.
            if role is None and self._question_opens:
                role = Role.ASKED
            if role is Role.ANSWER:
                self._answer_opens = False
            if role in (Role.QUESTION, Role.ASKED):
                self._question_opens = False
            self._is_open = True
            cut = cut_lead(bare, bold) if role is None and not self._is_strong else None
            if cut:
                self._lines.append(RawLine(text=_squeeze(cut[0]), strong=True))
                text = _squeeze(cut[1])
            is_slanted = self._is_strong and self._is_slanted
            self._lines.append(RawLine(text=text, role=role, strong=self._is_strong, slanted=is_slanted))
        self._is_strong = self._is_slanted = True


def _is_slanted(node: etree._Element, tag: str) -> bool:
    """Tell whether the letters in an element are slanted: `<nadruk type="cur">` in the XML."""
    return tag in _SLANTED or (tag == "nadruk" and (node.get("type") or "").startswith("cur"))


def _read_row(row: list[etree._Element]) -> list[list[RawLine]]:
    return [Walker().walk(cell) for cell in row]


def _squeeze(text: str) -> str:
    # Most texts have nothing to squeeze, which is told many times as fast by what each match holds.
    holds = "  " in text or "\n" in text or "\u00a0" in text or "\r" in text or "\f" in text or "\0" in text
    return _SPACES.sub(" ", text) if holds else text
