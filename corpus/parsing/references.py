"""What a text points to: a question of the list, another paper, an address."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from msgspec import Struct

from corpus.identifiers import Mention, find_identifiers
from corpus.models import Document, Entry, Quote, Reference, ReferenceKind, Run, Span
from corpus.number_words import MONTHS
from corpus.parsing.numbers import parse_numbers

_NUMBER = r"\d{1,5}(?!\d)"
_LISTED = rf"{_NUMBER}(?:(?:\s*,\s*(?:en\s+)?|\s+(?:en|of|&)\s+|\s*(?:t/m|tot en met|[-–])\s*){_NUMBER})*"
_MONTH = "|".join(MONTHS)
# `vraag 7`, `Vragen 7 t/m 9`, `vraag nr. 7`; and, where it is said to look there, the answer alone: `Zie antwoord 3`.
_QUESTION = re.compile(
    r"\b(?:[Vv]ra(?:ag|gen)(?:\s+(?:nrs?\.|nummers?))?|"
    r"[Zz]ie\s+(?:(?:ook|daarvoor|hiervoor|verder|het|de|mijn|ons)\s+){0,3}(?:be)?antwoord(?:en|ing)?(?:\s+(?:op|bij|onder))?)"
    rf"\s+({_LISTED})(?P<letter>[a-z](?!\w))?(?!\s*(?:miljoen|miljard|%|{_MONTH})|[A-Z\d])"
)
# What says that the question stands in another list than this one, which need not be named.
_ELSEWHERE = re.compile(
    r"\s+(?:van|uit|in|bij)\s+(?:(?:de|het|mijn|onze|uw|een)\s+)?(?:(?:eerdere?|vorige?|feitelijke|schriftelijke)\b|"
    r"(?:lijst|verslag|jaarverslag|begroting|ontwerpbegroting|voorjaarsnota|najaarsnota|brief|kamervragen)\b)",
    re.IGNORECASE,
)
# Characters between a question and the paper that it stands in: `vraag 7 uit de lijst van Kamerstuk 36 560 VI, nr. 10`
_LONGEST_LINK = 80
_LINK = re.compile(rf"[^.?!;]{{0,{_LONGEST_LINK}}}")
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>\"]+[^\s<>\".,;:!?)\]}’”']")


def find_references(quote: Quote, questions: Mapping[str, str], own: str | None = None) -> Iterator[Reference]:
    """Return what `quote` points to, in order of kind; `questions` maps this list's numbers, with their
    letter if they have any, to entry ids.

    `own` is the entry that the text belongs to.
    """
    mentions = tuple(find_identifiers(quote.text))
    for match in _QUESTION.finditer(quote.text) if _may_ask(quote.text) else ():
        paper = _find_paper(quote.text, Span(match.start(), match.end()), mentions)
        is_elsewhere = paper is None and _ELSEWHERE.match(quote.text, match.end()) is not None
        for number in parse_numbers(match[1]):
            known = questions.get(f"{number}{match['letter'] or ''}")
            if is_elsewhere or known == own:
                # A question that names its own number points elsewhere, or nowhere.
                known = None
            yield Reference(
                kind=ReferenceKind.QUESTION,
                text=cut_quote(quote, Span(match.start(), match.end())),
                target=name_question(paper, number) if paper else known,
                number=number,
                resolved=paper is None and known is not None,
            )
    for mention in mentions:
        text = cut_quote(quote, mention.span)
        yield Reference(kind=ReferenceKind.PAPER, text=text, target=mention.identifier.id)
    for match in _ADDRESS.finditer(quote.text) if "://" in quote.text or "www." in quote.text else ():
        text = cut_quote(quote, Span(match.start(), match.end()))
        yield Reference(kind=ReferenceKind.URL, text=text, target=match[0])


def _may_ask(text: str) -> bool:
    """Tell whether a text has what each mention of a question opens with."""
    return "vra" in text or "antwoord" in text or "Vra" in text


def _find_paper(text: str, question: Span, mentions: Sequence[Mention]) -> str | None:
    """Return the paper that is named beside a question, or None."""
    first = bisect_left(mentions, question.start - _LONGEST_LINK, key=lambda mention: mention.span.end)
    for at in range(first, len(mentions)):
        mention = mentions[at]
        if mention.span.start > question.end + _LONGEST_LINK:
            break
        between = text[min(question.end, mention.span.end) : max(question.start, mention.span.start)]
        if not mention.identifier.is_dossier and _LINK.fullmatch(between):
            return mention.identifier.id
    return None


def name_question(paper: str, number: int) -> str:
    """Return how a reference names a question of a paper, whether or not anybody holds it."""
    return f"{paper}#{number}"


class Targets(Struct, frozen=True, kw_only=True):
    """What references may point to: the papers that are held, and the entry of each of their questions by its name."""

    papers: frozenset[str]
    questions: Mapping[str, str]

    @classmethod
    def of(cls, documents: Iterable[Document]) -> Targets:
        """Return what references may point to in papers that were read whole."""
        documents = tuple(documents)
        questions = {
            name_question(document.id, number): entry.id
            for document in documents
            for entry in document.questions
            for number in entry.numbers
        }
        return cls(papers=frozenset(document.id for document in documents), questions=questions)

    def resolve(self, document: Document) -> Document:
        """Return a paper with its references tied to what is held; one to anything else stays unresolved."""
        return replace(document, entries=tuple(map(self._resolve_entry, document.entries)))

    def _resolve_entry(self, entry: Entry) -> Entry:
        found = tuple(map(self._resolve_reference, entry.references))
        return entry if found == entry.references else replace(entry, references=found)

    def _resolve_reference(self, reference: Reference) -> Reference:
        target = reference.target
        if target is None or reference.resolved:
            return reference
        if reference.kind is ReferenceKind.PAPER and target in self.papers:
            return replace(reference, resolved=True)
        if reference.kind is ReferenceKind.QUESTION and target in self.questions:
            return replace(reference, target=self.questions[target], resolved=True)
        return reference


def resolve_references(documents: Sequence[Document]) -> tuple[Document, ...]:
    """Return the papers with their references into one another tied to what these hold."""
    return tuple(map(Targets.of(documents).resolve, documents))


def cut_quote(quote: Quote, part: Span) -> Quote:
    """Return the part of a quotation that `part`, a range of its text, shows."""
    runs = []
    for run in quote.list_runs(part):
        start, end = max(part.start, run.start), min(part.end, run.end)
        shift = run.span.start - run.start
        runs.append(Run(start - part.start, Span(start + shift, end + shift)))
    return Quote(quote.text[part.start : part.end], tuple(runs))
