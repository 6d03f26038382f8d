"""XML and HTML of officielebekendmakingen.nl: their blocks as lines, with what the markup says they are.

Source: the elements `kamervragen`, `vraag/nr`, `antwoord/nr`, `noot` of the XML, and the classes
`vraag`, `antwoord`, `nummer`, `noot` and `kamervraagopmerking` of the HTML.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

from lxml import etree, html

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
    text, laid, _ = lay_out([[*lines, *_Walker().walk(_find_content(root))]])
    if not text.strip():
        raise EmptySourceError(name, "holds no text", "give a file with text in it")
    return SourceText(file=name, sha256=hashlib.sha256(raw).hexdigest(), text=text, lines=laid)


def _parse(name: str, raw: bytes) -> etree._Element:
    is_html = b"<html" in raw[:4096].lower()
    try:
        if is_html:
            parser = html.HTMLParser(no_network=True, huge_tree=False, encoding=_find_encoding(raw))
            root = html.document_fromstring(raw, parser=parser)
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
        # How many letters of the line are bold before the first that are not.
        self._bold = 0

    def walk(self, root: etree._Element) -> Iterator[RawLine]:
        yield from self._enter(root, None, 0)
        yield from self._flush()

    def _enter(self, node: etree._Element, within: str | None, depth: int) -> Iterator[RawLine]:
        # Broken HTML has tags that are no names, so the name space is taken off by hand.
        tag = node.tag.rpartition("}")[2].casefold() if isinstance(node.tag, str) else ""
        if not tag or tag in _SKIPPED or tag == "meta" or depth > _DEEPEST:
            return
        if tag == "noot":
            self._take_note(node)
            return
        if "noot" in _classes(node):
            yield from self._flush()
            yield RawLine(text=" ".join(" ".join(map(str, _NOTE_TEXT(node))).split()), role=Role.NOTE)
            yield BLANK
            return
        if tag == "table" and (found := find_table(_read_titles(node))):
            yield from self._flush()
            columns, count = found
            for cell in (cell for row in _list_rows(node)[: max(0, count - 1)] for cell in row):
                yield from _Walker().walk(cell)
            yield from read_questions(columns, (_read_row(row) for row in _list_rows(node)[count:]))
            return
        if tag == "table" and _is_plain_table(node):
            yield from self._flush()
            yield from self._read_figures(node)
            return
        is_inline = tag in _INLINE or tag in _CELLS
        if not is_inline:
            if not self._is_held:
                yield from self._flush()
            self._is_held = False
            within, self._role = self._place(node, tag, within)
        if tag == "li" and (mark := self._count_item(node)):
            self._hold(f"{mark} ")
        self._emphasis += tag in _EMPHASIS
        self._write(("\t" if tag in _CELLS and self._buffer.strip() else "") + (node.text or ""))
        if tag == "br":
            yield from self._break()
        for child in node:
            yield from self._enter(child, within, depth + 1)
            self._write(child.tail or "")
        self._emphasis -= tag in _EMPHASIS
        if tag == "li.nr":
            # The sign of an item stands before the text of the item, which is a block of its own.
            self._hold(" ")
        elif not is_inline:
            yield from self._flush()
            self._role = None

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

    def _read_figures(self, table: etree._Element) -> Iterator[RawLine]:
        """Return a line for each row of a table, a tab between its cells; the notes of its cells come after it."""
        for title in (node for node in table.iter() if _name(node) in _TITLES):
            yield from _Walker().walk(title)
        for row in _list_rows(table):
            lines = [list(_Walker().walk(cell)) for cell in row]
            texts = [" ".join(line.text for line in cell if line.text and line.role is None) for cell in lines]
            self._write("\t".join(texts))
            yield from list(self._flush())[:1]
            yield from (line for cell in lines for line in cell if line.role is Role.NOTE)
        yield BLANK

    def _write(self, text: str) -> None:
        self._buffer += text
        if text.strip() and not self._emphasis:
            self._is_strong = False
        if self._is_strong:
            self._bold = len(self._buffer)

    def _place(self, node: etree._Element, tag: str, within: str | None) -> tuple[str | None, Role | None]:
        classes = _classes(node)
        found = _NONE
        if tag in _ASKED:
            within = tag
        elif found := classes & _ASKED:
            within = next(iter(found))
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

    def _break(self) -> Iterator[RawLine]:
        """End a line within its block (`<b>Vraag 1</b><br>Kunt u …?`); a heading and a row stay one line."""
        if self._role is None and "\t" not in self._buffer:
            yield from self._write_line()
        else:
            self._write(" ")

    def _flush(self) -> Iterator[RawLine]:
        yield from self._write_line()
        if self._is_open:
            yield BLANK
        self._is_open = False
        notes, self._notes = self._notes, []
        for note in notes:
            yield RawLine(text=note, role=Role.NOTE)
            yield BLANK

    def _write_line(self) -> Iterator[RawLine]:
        text = _SPACES.sub(" ", self._buffer).strip(" ")
        bare, bold = self._buffer, self._bold
        self._buffer, self._bold = "", 0
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
                yield RawLine(text=_SPACES.sub(" ", cut[0]), strong=True)
                text = _SPACES.sub(" ", cut[1])
            yield RawLine(text=text, role=role, strong=self._is_strong)
        self._is_strong = True


def _name(node: etree._Element) -> str:
    return node.tag.rpartition("}")[2].casefold() if isinstance(node.tag, str) else ""


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
    inside = [node for node in table.iterdescendants() if isinstance(node.tag, str)]
    is_frame = any(_name(node) in _FRAMED or _classes(node) & _ASKED for node in inside)
    return not is_frame and any(len(row) > 1 for row in _list_rows(table))


def _list_rows(table: etree._Element) -> list[list[etree._Element]]:
    """Return the cells of each row of a table; those of a table within one of its cells are that cell's."""
    rows: list[list[etree._Element]] = []
    inside = list(reversed(table))
    while inside:
        node = inside.pop()
        if _name(node) in ("tr", "row"):
            rows.append([cell for cell in node if _name(cell) in _CELLS])
        elif _name(node) not in _CELLS and _name(node) != "table":
            inside += reversed(node)
    return rows


def _read_row(row: list[etree._Element]) -> list[list[RawLine]]:
    return [list(_Walker().walk(cell)) for cell in row]


def _read_titles(table: etree._Element) -> list[list[str]]:
    rows = _list_rows(table)[:SAMPLE]
    return [["".join(str(text) for text in cell.itertext()).strip() for cell in row] for row in rows]
