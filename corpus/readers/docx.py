"""Word: the paragraphs, tables and notes of the body as Word shows them; headers and footers are left to Word."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Iterator, Mapping
from functools import partial

import docx
from docx.document import Document
from lxml import etree

from corpus.errors import EmptySourceError, UnreadableFileError
from corpus.readers.limits import Limits, check_tags
from corpus.readers.lines import BLANK, RawLine, cut_lead, lay_out
from corpus.readers.numbering import Numbering
from corpus.readers.parts import find_part, qn
from corpus.readers.source import Role, SourceText
from corpus.readers.tables import SAMPLE, find_table, read_questions

_PARAGRAPH, _TABLE, _RUN, _TEXT = qn("w:p"), qn("w:tbl"), qn("w:r"), qn("w:t")
_ROW, _CELL = qn("w:tr"), qn("w:tc")
# What was deleted or moved away, the older form of a text box, and what is no text.
_HIDDEN = frozenset(
    {qn("w:del"), qn("w:moveFrom"), qn("w:pPr"), qn("w:rPr"), qn("w:sdtPr"), qn("w:instrText")}
    | {"{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}
)
_SIGNS = {
    qn("w:tab"): "\t",
    qn("w:br"): "\n",
    qn("w:cr"): "\n",
    qn("w:noBreakHyphen"): "-",
    qn("w:softHyphen"): "\u00ad",
}
_NOTES = {qn("w:footnoteReference"): "footnote", qn("w:endnoteReference"): "endnote"}
_BOX = qn("w:txbxContent")
_CHUNK = 2**20


def build_source(name: str, raw: bytes, limits: Limits) -> SourceText:
    """Return the text of a Word file (.docx); each paragraph is a line, with a blank line after it.

    Raises:
        UnreadableFileError: no Word file, broken, or a file that unpacks to more than the limit.
        EmptySourceError: it holds no text.
    """
    document = _open(name, raw, limits)
    text, lines, _ = lay_out([_Body(document).read()])
    if not text.strip():
        raise EmptySourceError(name, "holds no text", "give a file with text in it")
    return SourceText(file=name, sha256=hashlib.sha256(raw).hexdigest(), text=text, lines=lines)


def _open(name: str, raw: bytes, limits: Limits) -> Document:
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            if sum(item.file_size for item in archive.infolist()) > limits.unpacked:
                problem = f"unpacks to more than {limits.unpacked // 2**20} MB"
                remedy = "give the paper without its pictures, or raise GRIFFIER_LARGEST_UNPACKED"
                raise UnreadableFileError(name, problem, remedy)
            if "word/document.xml" not in archive.namelist():
                raise UnreadableFileError(name, "is a zip file and no Word file", "give a .docx, PDF or text file")
            for part in archive.namelist():
                if part.endswith((".xml", ".rels")):
                    with archive.open(part) as stream:
                        check_tags(name, iter(partial(stream.read, _CHUNK), b""), limits, place=part)
        document = docx.Document(io.BytesIO(raw))
        if getattr(document.element, "body", None) is None:
            raise UnreadableFileError(name, "is a Word file without a text", "save it anew in Word")
        return document
    except UnreadableFileError:
        raise
    except Exception as error:  # python-docx and zipfile raise whatever a broken part leads to
        raise UnreadableFileError(name, "is a broken Word file", "save it anew in Word") from error


class _Body:
    """Walks the body once. Changes that were tracked count as accepted, as Word shows them."""

    def __init__(self, document: Document) -> None:
        self._root = document.element.body
        self._numbering = Numbering.of(document)
        self._styles = _find_strong_styles(document)
        self._notes = {kind: _read_notes(document, kind) for kind in ("footnote", "endnote")}
        self._called: list[tuple[str, str]] = []
        self._count = 0

    def read(self) -> Iterator[RawLine]:
        yield from self._walk(self._root)

    def _walk(self, parent: etree._Element) -> Iterator[RawLine]:
        for node in parent:
            if node.tag == _PARAGRAPH:
                yield from self._read_paragraph(node)
            elif node.tag == _TABLE:
                yield from self._read_table(node)
            elif node.tag not in _HIDDEN:
                # Content controls and tracked insertions hold paragraphs of their own.
                yield from self._walk(node)

    def _read_paragraph(self, node: etree._Element) -> Iterator[RawLine]:
        boxes: list[etree._Element] = []
        words = "".join(self._read_words(node, boxes))
        strong = self._is_strong(node)
        mark = self._numbering.number(node) if words.strip() else ""
        if cut := cut_lead(words, 0 if strong else _count_bold(node)):
            yield RawLine(text=_clean(mark + cut[0]), strong=True)
            words = cut[1]
        else:
            words = mark + words
        for line in words.split("\n"):
            is_strong = strong and bool(line.strip())
            yield RawLine(text=_clean(line), strong=is_strong, slanted=is_strong and self._is_slanted(node))
        yield BLANK
        called, self._called = self._called, []
        for marker, text in called:
            yield RawLine(text=_clean(f"{marker} {text}"), role=Role.NOTE)
            yield BLANK
        for box in boxes:
            yield from self._walk(box)

    def _read_words(self, node: etree._Element, boxes: list[etree._Element]) -> Iterator[str]:
        for child in node:
            if child.tag == _TEXT:
                yield child.text or ""
            elif child.tag in _SIGNS:
                yield _SIGNS[child.tag]
            elif child.tag in _NOTES:
                yield self._call_note(_NOTES[child.tag], child.get(qn("w:id")) or "")
            elif child.tag == _BOX:
                boxes.append(child)
            elif child.tag not in _HIDDEN:
                yield from self._read_words(child, boxes)

    def _call_note(self, kind: str, id_: str) -> str:
        text = self._notes[kind].get(id_)
        if not text:
            return ""
        self._count += 1
        self._called.append((str(self._count), text))
        return str(self._count)

    def _is_strong(self, node: etree._Element) -> bool:
        """Tell whether all of a paragraph is bold or slanted, by itself or by its style."""
        style = node.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        if style is not None and style.get(qn("w:val")) in self._styles:
            return True
        runs = _list_runs(node)
        return bool(runs) and all(_is_on(run, "w:b") or _is_on(run, "w:i") for run in runs)

    def _is_slanted(self, node: etree._Element) -> bool:
        """Tell whether all of a paragraph is slanted by its letters or by its style, and none of it bold."""
        style = node.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        is_style = style is not None and self._styles.get(style.get(qn("w:val")) or "", False)
        return all((is_style or _is_on(run, "w:i")) and not _is_on(run, "w:b") for run in _list_runs(node))

    def _read_table(self, table: etree._Element) -> Iterator[RawLine]:
        rows = [[list(self._walk(cell)) for cell in _list_own(row, _CELL)] for row in _list_own(table, _ROW)]
        titles = [["\t".join(line.text for line in cell if line.text) for cell in row] for row in rows[:SAMPLE]]
        found = find_table(titles)
        if found:
            columns, count = found
            yield from (RawLine(text="\t".join(title)) for title in titles[:count])
            yield from read_questions(columns, rows[count:])
            return
        for row in rows:
            if len(row) == 1:
                yield from row[0]
            else:
                lines = [line for cell in row for line in cell]
                yield RawLine(text="\t".join(" ".join(line.text for line in cell if _is_text(line)) for cell in row))
                yield from (line for line in lines if line.role is Role.NOTE)
        yield BLANK


def _list_runs(node: etree._Element) -> list[etree._Element]:
    """Return the runs of a paragraph that have letters."""
    return [run for run in node.iter(_RUN) if any((text.text or "").strip() for text in run.iter(_TEXT))]


def _count_bold(paragraph: etree._Element) -> int:
    """Return how many letters of a paragraph are bold before the first that are not."""
    count = 0
    for run in paragraph.iter(_RUN):
        if not _is_on(run, "w:b"):
            break
        count += sum(len(text.text or "") for text in run.iter(_TEXT))
    return count


def _list_own(node: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Return the rows of a table or the cells of a row, and not those of the tables inside them."""
    for child in node:
        if child.tag == tag:
            yield child
        elif child.tag != _TABLE and child.tag not in _HIDDEN:
            yield from _list_own(child, tag)


def _is_text(line: RawLine) -> bool:
    return bool(line.text) and line.role is None


def _is_on(run: etree._Element, name: str) -> bool:
    found = run.find(f"{qn('w:rPr')}/{qn(name)}")
    return found is not None and found.get(qn("w:val")) not in ("0", "false", "none")


def _find_strong_styles(document: Document) -> Mapping[str, bool]:
    """Return the styles of titles, and of bold or slanted text, with whether they are slanted and not bold."""
    styles: dict[str, bool] = {}
    root = find_part(document, "styles")
    for style in root.iter(qn("w:style")) if root is not None else ():
        name = style.find(qn("w:name"))
        shown = (name.get(qn("w:val")) or "").casefold() if name is not None else ""
        is_bold = shown.startswith(("heading", "kop", "title")) or _is_on(style, "w:b")
        if is_bold or _is_on(style, "w:i"):
            styles[style.get(qn("w:styleId")) or ""] = not is_bold
    return styles


def _read_notes(document: Document, kind: str) -> Mapping[str, str]:
    """Return the texts of the foot- or endnotes by their ids; separators are no notes."""
    root = find_part(document, f"{kind}s")
    if root is None:
        return {}
    return {
        note.get(qn("w:id")) or "": " ".join("".join(node.text or "" for node in note.iter(_TEXT)).split())
        for note in root.iter(qn(f"w:{kind}"))
        if note.get(qn("w:type")) is None
    }


def _clean(line: str) -> str:
    return line.replace("\r", " ").replace("\f", " ").replace("\0", " ")
