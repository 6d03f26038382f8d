"""What a text points to: a question of the list, another paper, an address."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from corpus.identifiers import find_identifiers
from corpus.models import Quote, Reference, ReferenceKind, Run, Span

_QUESTION = re.compile(r"\bvra(?:ag|gen)\s+(\d{1,4}(?:(?:\s*,\s*|\s+en\s+)\d{1,4})*)(?!\s*(?:miljoen|miljard|%))")
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>\"]+[^\s<>\".,;:!?)\]}’”']")


def find_references(quote: Quote, questions: Mapping[int, str], own: str | None = None) -> Iterator[Reference]:
    """Return what `quote` points to, in order of kind; `questions` maps this list's numbers to entry ids.

    `own` is the entry that the text belongs to.
    """
    for match in _QUESTION.finditer(quote.text):
        for figure in re.finditer(r"\d+", match[1]):
            number = int(figure[0])
            # A question that names its own number points elsewhere, or nowhere.
            target = questions.get(number) if questions.get(number) != own else None
            yield Reference(
                kind=ReferenceKind.QUESTION,
                text=cut_quote(quote, Span(match.start(), match.end())),
                target=target,
                number=number,
                resolved=target is not None,
            )
    for mention in find_identifiers(quote.text):
        text = cut_quote(quote, mention.span)
        yield Reference(kind=ReferenceKind.PAPER, text=text, target=mention.identifier.id)
    for match in _ADDRESS.finditer(quote.text):
        text = cut_quote(quote, Span(match.start(), match.end()))
        yield Reference(kind=ReferenceKind.URL, text=text, target=match[0])


def cut_quote(quote: Quote, part: Span) -> Quote:
    """Return the part of a quotation that `part`, a range of its text, shows."""
    runs = []
    for run in quote.runs:
        start, end = max(part.start, run.start), min(part.end, run.end)
        if start < end:
            shift = run.span.start - run.start
            runs.append(Run(start - part.start, Span(start + shift, end + shift)))
    return Quote(quote.text[part.start : part.end], tuple(runs))
