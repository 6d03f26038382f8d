"""Heads and feet of pages in a text that was pasted out of a paper, with nothing around them and no page told apart."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

import pytest

from corpus.parsing import parse_document
from corpus.parsing.folios import find_below_feet, find_folios
from corpus.parsing.recurring import find_recurring
from corpus.readers import build_source
from tests.corpus.test_parsing import assert_nothing_is_lost

SUBJECTS = ("rechtbanken", "gemeenten", "scholen", "sluizen", "molens", "bruggen", "havens", "polders", "wegen")
DOES = ("minder zittingen hielden", "later begonnen", "te weinig mensen vonden", "meer kosten maakten", "dicht bleven")
LINE = 72
PAGE = 20
PRINT = ("https://www.voorbeeld.nl/stukken/1234 {0}/{1}", "30-11-2026 03:37 Antwoorden op vragen - Voorbeeld")


def say(number: int) -> str:
    """Return sentences that have no line alike with those of another number."""
    words = [SUBJECTS[(number + at) % len(SUBJECTS)] for at in range(len(SUBJECTS))]
    return " ".join(
        f"Dat komt doordat de {one} en de {other} in dat jaar {DOES[(number * 3 + at) % len(DOES)]} dan in de jaren "
        f"daarvoor was gedacht, wat voor {DOES[at % 3].split()[-1]} van {one} gold zolang als {other} bestonden."
        for at, (one, other) in enumerate(pairwise(words))
    )


def wrap(text: str) -> Iterator[str]:
    line = ""
    for word in text.split():
        if line and len(line) + 1 + len(word) > LINE:
            yield line
            line = ""
        line = f"{line} {word}".strip()
    yield line


def paste(foot: Sequence[str], *, count: int = 9, heads: Callable[[int], tuple[str, str]] | None = None) -> str:
    """Return questions and answers on full lines, with the foot of a page after every twenty of these."""
    heads = heads or (lambda number: (f"Vraag {number}", f"Antwoord {number}"))
    lines: list[str] = []
    for number in range(1, count + 1):
        asked, said = heads(number)
        lines += [
            asked,
            *wrap(f"Hoe komt het dat er in jaar {number} zo veel zaken bleven liggen?"),
            said,
            *wrap(say(number)),
        ]
    pages = [lines[at : at + PAGE] for at in range(0, len(lines), PAGE)]
    numbered = enumerate(pages, start=1)
    return "\n".join("\n".join((*own, *(text.format(n, len(pages)) for text in foot))) for n, own in numbered)


def list_pairs(text: str) -> list[tuple[tuple[int, ...], str, str | None]]:
    document = parse_document(build_source("made", text.encode()))
    assert_nothing_is_lost(document)
    return [
        (
            entry.numbers,
            entry.question.text if entry.question else "",
            entry.answer and " ".join(entry.answer.text.split()),
        )
        for entry in document.questions
    ]


@pytest.mark.parametrize(
    "foot",
    [
        PRINT,
        tuple(reversed(PRINT)),
        ("Beantwoording vragen over de rechtbanken {0}",),
        ("Pagina {0} van {1}", "Directie Voorbeeldzaken", "Ons kenmerk", "4567890"),
        ("Beantwoording vragen over de rechtbanken", "{0}"),
        ("{0}", "Beantwoording vragen over de rechtbanken"),
        ("Ministerie van Voorbeeldzaken", "Directie Proeven"),
        ("Tweede Kamer, vergaderjaar 2022–2023, 36 360 VI, nr. 6", "{0}"),
        ("", "Tweede Kamer, vergaderjaar 2022–2023, 36 360 VI, nr. 6", "", "", "36360-VI-6", ""),
        ("36360-VI-6", "{0}Tweede Kamer, vergaderjaar 2022–2023, 36 360 VI, nr. 6"),
        ("", "Beantwoording vragen over de rechtbanken", "", "{0}", ""),
        ("ﬁle:///vragen.html {0}/{1}",),
        ("{0}",),
        ("", "{0}", ""),
    ],
    ids=str,
)
def test_the_foot_of_a_page_is_no_text_though_nothing_parts_it_from_the_lines(foot: Sequence[str]) -> None:
    assert list_pairs(paste(foot)) == list_pairs(paste(()))


def test_the_number_of_a_page_is_no_text_between_questions_that_are_a_number_alone() -> None:
    def heads(number: int) -> tuple[str, str]:
        return str(number), "Antwoord"

    assert list_pairs(paste(("{0}",), heads=heads)) == list_pairs(paste((), heads=heads))


def find(text: str) -> list[str]:
    lines = build_source("made", text.encode()).lines
    return [lines[place].text for place in sorted(find_recurring(lines))]


def test_what_answers_have_alike_stays() -> None:
    assert find(paste((), heads=lambda number: (f"Vraag {number}", "Dat is niet bekend bij het ministerie."))) == []


def test_two_lines_that_end_sections_of_a_page_each_are_the_pages_and_sentences_are_not() -> None:
    def close(*lines: str) -> list[str]:
        sections = ("\n".join((f"Vraag {number}", *wrap(say(number)), *lines)) for number in range(1, 6))
        return find("\n".join(sections) + "\n")

    assert (
        close("Ministerie van Voorbeelden", "Directie Proeven")
        == ["Ministerie van Voorbeelden", "Directie Proeven"] * 5
    )
    assert close("Ministerie van Voorbeelden") == []
    assert close("Zie ook vraag 2.", "Dat is al gezegd.") == []


def test_titles_that_count_and_stand_in_no_sentence_stay() -> None:
    assert find("\n".join(f"Hoofdstuk {number}\n{say(number)}" for number in range(1, 7))) == []


def test_a_line_that_comes_again_in_sentences_nearer_than_a_page_stays() -> None:
    row = "Het gaat om de zaken die in dat jaar zijn gemeld bij\nJustitie en Veiligheid\nen die nog liggen.\n"
    assert find(row * 6) == []


def test_lines_that_count_but_are_headings_of_questions_stay() -> None:
    long = (
        "Dat komt doordat de rechtbanken in het afgelopen jaar\nVraag {}\nminder zittingen hielden.\n"
        + "Zo is het.\n" * 90
    )
    assert find("".join(long.format(number) for number in range(1, 5))) == []


def test_numbers_of_questions_stay_where_pages_are_not_numbered() -> None:
    lines = build_source("made", paste((), heads=lambda number: (str(number), "")).encode()).lines
    assert find_folios(lines) == frozenset()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tekst\nVoet\n1\nTekst\nVoet\n2\n", [2, 5]),
        ("Tekst\nVoet\n1\nI Inhoudsopgave\nblz.\n", [2]),
        # Below a foot may stand the number of a question.
        ("Tekst\nVoet\n1\nHoeveel zaken zijn er?\n", []),
        ("Tekst\nVoet\n3\nWie?\nVoet\n7\nWat?\n", []),
        ("Tekst\nVoet\n1\nTekst\nVoet\nTekst\n", []),
    ],
)
def test_a_number_right_below_a_foot_is_that_of_its_page_where_it_counts(text: str, expected: list[int]) -> None:
    lines = build_source("made", text.encode()).lines
    feet = [place for place, line in enumerate(lines) if line.text == "Voet"]
    assert sorted(find_below_feet(lines, feet)) == expected
