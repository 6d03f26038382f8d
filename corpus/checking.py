"""Whether a paper that is held is still what was added, and is read as it says."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from itertools import pairwise

from corpus.errors import SourceError
from corpus.models import Document, Passage, Quote
from corpus.serialisation import quotes_its_source


def find_problem(
    document_id: str, file: str, sha256: str, raw: bytes, read: Callable[[str, bytes], Document]
) -> str | None:
    """Return what is wrong with a paper and what to do, None where all is well; `read` reads a file of some bytes.

    Its bytes must be those that were added, and be read as the same paper; every character of its text
    must belong to exactly one part, and everything that an entry quotes must stand where it says.
    """
    if hashlib.sha256(raw).hexdigest() != sha256:
        return f"{document_id}: its bytes are not those that were added; add {file} again"
    try:
        document = read(file, raw)
    except SourceError as error:
        return f"{document_id}: it can't be read any more ({error.problem}); remove it and add a file that can"
    except Exception as error:
        # Whatever nobody foresaw: the other papers are still to be looked at.
        return f"{document_id}: it can't be read any more ({type(error).__name__}); report this with {file}"
    if document.id != document_id:
        return f"{document_id}: it reads as another paper now ({document.id}); remove it and add {file} again"
    if not _is_whole(document):
        return f"{document_id}: its parts do not make up its text; report this with {file}"
    if not all(quotes_its_source(quote, document.text) for quote in _list_quotes(document)):
        return f"{document_id}: an entry shows what its text does not say; report this with {file}"
    return None


def _is_whole(document: Document) -> bool:
    edges = [0, *(part.span.end for part in document.parts)]
    starts = [part.span.start for part in document.parts]
    return starts == edges[:-1] and edges[-1] == len(document.text) and all(a < b for a, b in pairwise(edges))


def _list_quotes(document: Document) -> Iterator[Quote]:
    for entry in document.entries:
        own = (entry.text,) if isinstance(entry, Passage) else (entry.question, entry.answer)
        yield from (quote for quote in own if quote)
        yield from (note.text for note in entry.notes)
        yield from (reference.text for reference in entry.references)
