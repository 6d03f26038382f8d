"""What belongs to the page and not to the text: running footers, a site's own lines, bare page numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass

from corpus.identifiers import Identifier, parse_identifier
from corpus.parsing.headings import is_table_heading

# `Totaallijst feitelijke vragen Jaarverslag … (36360 -VI-1)  13/36`
_LIST_FOOTER = re.compile(
    r"\s*(?P<title>\S.*?)\s*\((?P<about>[^()]{5,40})\)\s+(?P<page>\d{1,4})\s*/\s*(?P<total>\d{1,4})\s*"
)
# `Tweede Kamer, vergaderjaar 2022–2023, 36 360 VI, nr. 1`, with or without the page after it
_PAPER_FOOTER = re.compile(
    r"\s*(?:’s-Gravenhage \d{4}\s+)?(?:Tweede|Eerste) Kamer, vergaderjaar (?P<first>\d{4})[-–](?P<last>\d{4}), "
    r"(?P<paper>Aanhangsel|.+?, nr\. \w+|.+?)(?:\s+(?P<page>\d{1,4}))?\s*"
)
# The identifier alone, as the foot of a first page has it
_IDENTIFIER = re.compile(r"\s*((?:ah|kv)-tk-[\w-]+|kst-[\w-]+)\s*")
_PLAIN = re.compile(
    r"\s*(?:(?:Pagina|Blad|Blz\.?|Pag\.?)\s+\d{1,4}(?:\s*(?:van|/)\s*\d{1,4})?|-\s*\d{1,4}\s*-|\d{1,4}\s*/\s*\d{1,4}|"
    r"Base description which applies to whole site|Licence|ISSN \d{4} ?- ?\d{4}|’s-Gravenhage \d{4})\s*"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Footer:
    """What a running footer says of its page and its paper."""

    title: str | None = None
    paper: Identifier | None = None
    about: Identifier | None = None
    session: str | None = None
    page: int | None = None
    total: int | None = None


def parse_footer(line: str) -> Footer | None:
    """Return what a running footer says, or None where the line is none."""
    if match := _LIST_FOOTER.fullmatch(line):
        about = parse_identifier(match["about"])
        if about:
            return Footer(title=match["title"], about=about, page=int(match["page"]), total=int(match["total"]))
    if match := _PAPER_FOOTER.fullmatch(line):
        page = int(match["page"]) if match["page"] else None
        session = f"{match['first']}-{match['last']}"
        return Footer(paper=parse_identifier(match["paper"]), session=session, page=page)
    if match := _IDENTIFIER.fullmatch(line):
        paper = parse_identifier(match[1])
        return Footer(paper=paper) if paper else None
    return None


def is_furniture(line: str) -> bool:
    """Tell whether a line belongs to the site or the page, and says nothing of the paper."""
    return _PLAIN.fullmatch(line) is not None or is_table_heading(line)
