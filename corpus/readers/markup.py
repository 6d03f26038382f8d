"""XML and HTML of officielebekendmakingen.nl: their blocks as lines, with what the markup says they are.

Source: the elements `kamervragen`, `vraag/nr`, `antwoord/nr`, `noot` of the XML, and the classes
`vraag`, `antwoord`, `nummer`, `noot` and `kamervraagopmerking` of the HTML.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from lxml import etree

from corpus.errors import EmptySourceError, UnreadableFileError
from corpus.readers.counting import parse_count, write_letter, write_roman
from corpus.readers.limits import Limits, check_tags
from corpus.readers.lines import BLANK, RawLine, cut_lead, lay_out
from corpus.readers.source import Role, SourceText
from corpus.readers.tables import SAMPLE, find_table, read_questions

_INLINE = frozenset(
    "a abbr b em i strong span sup sub u small q cite code mark br nadruk extref intref noot.nr inf unl datum".split()
)
_SKIPPED = frozenset("script style nav header footer aside form button noscript svg select template iframe".split())
_CELLS = frozenset({"td", "th", "entry"})
_TITLES = frozenset("caption title titel".split())
_FRAMED = frozenset("table vraag antwoord h1 h2 h3".split())
_EMPHASIS = frozenset("b strong em i nadruk h1 h2 h3 h4 h5 tussenkop".split())
# Who asks or answers what, when: it may stand between the questions and the answers.
_DESCRIPTIONS = frozenset("omschr kamervraagomschrijving".split())
_DEEPEST = 400
_NONE: frozenset[str] = frozenset()
_ASKED = frozenset({"vraag", "antwoord"})
_MARKED = etree.XPath("descendant-or-self::*[contains(@class, 'vraag') or contains(@class, 'antwoord')]")
# The words of a note, and not those of the button that closes it: `X Noot`.
_NOTE_TEXT = etree.XPath("descendant::text()[not(ancestor::*[contains(@class, 'note-close')])]")
# What opens an item that brings its own mark: `1.`, `a)`, `–`, `•`
_MARK = re.compile(r"\s*(?:(?:\d{1,3}|[a-z]{1,3}|[IVX]{1,5})[.)°]|[•▪◦·–-]\s)")
_LONGEST_MARK = 10
# Names of tags that are held on to: a format has some hundred, and a hostile file any.
_MOST_NAMES = 256
# What becomes one space; a single space is one already.
_SPACES = re.compile(r"[ \r\n\f\0\u00a0]{2,}|[\r\n\f\0\u00a0]")
# Where a page of the site keeps its text, apart from the site's own menus.
_CONTENT = (".//main", ".//article", ".//*[@id='Inhoud']", ".//*[@id='main']", ".//*[@id='content']", ".//body")


def build_source(name: str, raw: bytes, limits: Limits) -> SourceText:
    """Return the text of an XML or HTML file, a blank line after each block.

    Entities are never resolved and nothing is fetched.

    Raises:
        UnreadableFileError: broken, nested absurdly deep, or with entities of its own.
        EmptySourceError: it holds no text.
    """
    check_tags(name, (raw,), limits)
    root = _parse(name, raw)
    identifier = _find_identifier(root)
    lines = [RawLine(text=identifier), BLANK] if identifier else []
    text, laid, _ = lay_out([lines + _Walker().walk(_find_content(root))])
    if not text.strip():
        raise EmptySourceError(name, "holds no text", "give a file with text in it")
    return SourceText(file=name, sha256=hashlib.sha256(raw).hexdigest(), text=text, lines=laid)


def _parse(name: str, raw: bytes) -> etree._Element:
    is_html = b"<html" in raw[:4096].lower()
    try:
        if is_html:
            # The classes that lxml.html has for elements are looked up for each, and not needed here.
            parser = etree.HTMLParser(no_network=True, huge_tree=False, encoding=_find_encoding(raw))
            root = etree.fromstring(raw, parser=parser)
            if root is None:
                raise etree.ParserError("no element")
        else:
            plain = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
            root = etree.fromstring(raw, parser=plain)
    except (etree.LxmlError, ValueError) as error:
        place = f"line {error.lineno}" if isinstance(error, etree.XMLSyntaxError) and error.lineno else None
        kind = "HTML" if is_html else "XML"
        raise UnreadableFileError(name, f"is broken {kind}", "fetch it anew", place=place) from error
    if not is_html and any(isinstance(node, etree._Entity) for node in root.iter(etree.Entity)):
        raise UnreadableFileError(name, "defines entities of its own", "give the file as it was published")
    return root


def _find_encoding(raw: bytes) -> str | None:
    """Return UTF-8 where the bytes are that, whatever the page says; else leave it to the page."""
    try:
        raw.decode()
    except UnicodeDecodeError:
        return None
    return "utf-8"


def _find_identifier(root: etree._Element) -> str | None:
    for node in root.iter("meta"):
        if (node.get("name") or "").casefold() == "dc.identifier" and node.get("content"):
            return str(node.get("content")).strip()
    return None


def _find_content(root: etree._Element) -> etree._Element:
    """Return the element around all questions and answers, else the page's main part."""
    marked = [node for node in _MARKED(root) if _classes(node) & _ASKED]
    if marked:
        # The elements are held on to: lxml makes them anew for each look, and then nothing tells two apart.
        around = list(marked[0].iterancestors()) or [root]
        places = {parent: place for place, parent in enumerate(around)}
        last = len(around) - 1
        shared = (
            next((places[parent] for parent in node.iterancestors() if parent in places), last) for node in marked
        )
        return around[max(shared)]
    for path in _CONTENT:
        found = root.find(path)
        if found is not None:
            return found
    return root


def _classes(node: etree._Element) -> frozenset[str]:
    said = node.get("class")
    return frozenset(said.split()) if said else _NONE


class _Walker:
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
        self._emphasis = 0
        self._is_strong = True
        # How many letters of the line are bold before the first that are not: all, as long as the line is.
        self._bold = 0

    def walk(self, root: etree._Element) -> list[RawLine]:
        self._enter(root, None, 0)
        self._flush()
        return self._lines

    def _enter(self, node: etree._Element, within: str | None, depth: int) -> None:
        tag = _name(node)
        if not tag or tag in _SKIPPED or tag == "meta" or depth > _DEEPEST:
            return
        if tag == "noot":
            self._take_note(node)
            return
        classes = _classes(node)
        if "noot" in classes:
            self._flush()
            self._lines.append(RawLine(text=" ".join(" ".join(map(str, _NOTE_TEXT(node))).split()), role=Role.NOTE))
            self._lines.append(BLANK)
            return
        if tag == "table" and self._read_table(node):
            return
        is_inline = tag in _INLINE or tag in _CELLS
        if not is_inline:
            if not self._is_held:
                self._flush()
            self._is_held = False
            within, self._role = self._place(node, tag, classes, within)
        if tag == "li" and (mark := self._count_item(node)):
            self._hold(f"{mark} ")
        self._emphasis += tag in _EMPHASIS
        if text := ("\t" if tag in _CELLS and self._buffer.strip() else "") + (node.text or ""):
            self._write(text)
        if tag == "br":
            self._break()
        for child in node:
            self._enter(child, within, depth + 1)
            if tail := child.tail:
                self._write(tail)
        self._emphasis -= tag in _EMPHASIS
        if tag == "li.nr":
            # The sign of an item stands before the text of the item, which is a block of its own.
            self._hold(" ")
        elif not is_inline:
            self._flush()
            self._role = None

    def _read_table(self, node: etree._Element) -> bool:
        """Read a table of questions, or one of figures and words; tell whether it is either."""
        if found := find_table(_read_titles(node)):
            self._flush()
            columns, count = found
            rows = list(_list_rows(node))
            for cell in (cell for row in rows[: max(0, count - 1)] for cell in row):
                self._lines += _Walker().walk(cell)
            self._lines += read_questions(columns, map(_read_row, rows[count:]))
            return True
        if _is_plain_table(node):
            self._flush()
            self._read_figures(node)
            return True
        return False

    def _count_item(self, item: etree._Element) -> str:
        parent = item.getparent()
        if parent is None or _name(parent) not in ("ul", "ol"):
            return ""
        own = parse_count(item.get("value"))
        if own is None:
            start = parse_count(parent.get("start"))
            own = self._items.get(parent, (1 if start is None else start) - 1) + 1
        self._items[parent] = own
        return _find_mark(item, parent, own)

    def _hold(self, text: str) -> None:
        self._write(text)
        self._is_held = True

    def _read_figures(self, table: etree._Element) -> None:
        """Read a line for each row of a table, a tab between its cells; the notes of its cells come after it."""
        for title in (node for node in table.iter() if _name(node) in _TITLES):
            self._lines += _Walker().walk(title)
        for row in _list_rows(table):
            lines = [_Walker().walk(cell) for cell in row]
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
        if self._is_strong:
            self._bold = len(self._buffer)

    def _place(
        self, node: etree._Element, tag: str, classes: frozenset[str], within: str | None
    ) -> tuple[str | None, Role | None]:
        found = _NONE
        if tag in _ASKED:
            within = tag
        elif found := classes & _ASKED:
            # What is both opens with its question. A set's own order differs from process to process.
            within = "vraag" if "vraag" in found else "antwoord"
        if tag in _ASKED or found:
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
        self._is_strong = True
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
            self._lines.append(RawLine(text=text, role=role, strong=self._is_strong))
        self._is_strong = True


def _squeeze(text: str) -> str:
    # Most texts have nothing to squeeze, which is told many times as fast by what each match holds.
    holds = "  " in text or "\n" in text or "\u00a0" in text or "\r" in text or "\f" in text or "\0" in text
    return _SPACES.sub(" ", text) if holds else text


def _name(node: etree._Element) -> str:
    """Return the name of an element in lower case, without its name space; nothing for a comment and the like."""
    tag = node.tag
    return _fold(tag) if isinstance(tag, str) else ""


@lru_cache(_MOST_NAMES)
def _fold(tag: str) -> str:
    # Broken HTML has tags that are no names, so the name space is taken off by hand.
    return tag.rpartition("}")[2].casefold()


def _find_mark(item: etree._Element, parent: etree._Element, count: int) -> str:
    """Return what is shown before an item of a list; nothing where its text opens with a mark of its own."""
    if _MARK.match(_read_opening(item)):
        return ""
    if _name(parent) == "ul":
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


def _is_plain_table(table: etree._Element) -> bool:
    """Tell whether a table is one of figures and words, and not a frame around paragraphs, questions or tables."""
    inside = (node for node in table.iterdescendants() if isinstance(node.tag, str))
    is_frame = any(_name(node) in _FRAMED or _classes(node) & _ASKED for node in inside)
    return not is_frame and any(len(row) > 1 for row in _list_rows(table))


def _list_rows(table: etree._Element) -> Iterator[list[etree._Element]]:
    """Return the cells of each row of a table; those of a table within one of its cells are that cell's."""
    inside = list(reversed(table))
    while inside:
        node = inside.pop()
        if _name(node) in ("tr", "row"):
            yield [cell for cell in node if _name(cell) in _CELLS]
        elif _name(node) not in _CELLS and _name(node) != "table":
            inside += reversed(node)


def _read_row(row: list[etree._Element]) -> list[list[RawLine]]:
    return [_Walker().walk(cell) for cell in row]


def _read_titles(table: etree._Element) -> list[list[str]]:
    # Of tables within tables the rows are met once for each: no more of them are looked for than are needed.
    rows = islice(_list_rows(table), SAMPLE)
    return [["".join(str(text) for text in cell.itertext()).strip() for cell in row] for row in rows]
