"""The parts of a Word file besides its body: styles, numbering, notes."""

from __future__ import annotations

from docx.document import Document
from lxml import etree


def find_part(document: Document, kind: str) -> etree._Element | None:
    """Return the root of a part (`styles`, `numbering`, `footnotes`), None where it is missing or broken."""
    for relation in document.part.rels.values():
        if not relation.is_external and relation.reltype.endswith(f"/{kind}"):
            parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
            try:
                return etree.fromstring(relation.target_part.blob, parser=parser)
            except (etree.LxmlError, ValueError):
                return None
    return None
