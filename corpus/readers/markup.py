"""XML and HTML of officielebekendmakingen.nl: from bytes to a tree, and which part of the page is the paper's text."""

from __future__ import annotations

import hashlib

from lxml import etree

from corpus.errors import EmptySourceError, UnreadableFileError
from corpus.readers.elements import ASKED, list_classes
from corpus.readers.limits import Limits, check_tags
from corpus.readers.lines import BLANK, RawLine, lay_out
from corpus.readers.source import SourceText
from corpus.readers.walker import Walker

_MARKED = etree.XPath("descendant-or-self::*[contains(@class, 'vraag') or contains(@class, 'antwoord')]")
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
    text, laid, _ = lay_out([lines + Walker().walk(_find_content(root))])
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
    marked = [node for node in _MARKED(root) if list_classes(node) & ASKED]
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
