"""The parts of a Word file besides its body (styles, numbering, notes), and the names of what stands in them."""

from __future__ import annotations

from functools import cache

import docx.oxml.ns
from docx.document import Document
from lxml import etree

# Names are asked of every element, and there are few.
qn = cache(docx.oxml.ns.qn)


def find_part(document: Document, kind: str) -> etree._Element | None:
    """Return the root of a part (`styles`, `numbering`, `footnotes`), None where it is missing or broken."""
    for relation in document.part.rels.values():
        if not relation.is_external and relation.reltype.endswith(f"/{kind}"):
            part = relation.target_part
            # Those that the library knows it has parsed already.
            if (root := getattr(part, "element", None)) is not None:
                return root
            parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
            try:
                return etree.fromstring(part.blob, parser=parser)
            except (etree.LxmlError, ValueError):
                return None
    return None
