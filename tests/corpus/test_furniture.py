"""What repeats on the pages is theirs; what belongs to the text stays in it."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from msgspec.structs import replace

from corpus.parsing import parse_document
from corpus.parsing.furniture import find_repeated
from corpus.readers import build_source
from corpus.readers.source import Line

PAGE = ["Alinea {page} over de rechtbank.", "Die is {page} keer gegroeid.", "Daarna niet meer.", "Tot zover {page}."]


def read(pages: Sequence[Sequence[str]]) -> tuple[list[str], list[str]]:
    """Return the lines that repeat and those that do not."""
    lines = build_source("made.txt", "\f".join("\n".join(page) for page in pages).encode()).lines
    found = find_repeated(lines, None)
    return (
        [line.text for place, line in enumerate(lines) if place in found],
        [line.text for place, line in enumerate(lines) if place not in found and not line.is_blank],
    )


def fill(page: int) -> list[str]:
    return [f"{'een twee drie vier vijf'.split()[page % 5]} {line.format(page='abcdefgh'[page])}" for line in PAGE]


def test_a_header_that_differs_in_its_number_alone_repeats() -> None:
    repeated, kept = read([[f"Ministerie van Voorbeeld, blad nr {page}", *fill(page)] for page in range(4)])
    assert repeated == [f"Ministerie van Voorbeeld, blad nr {page}" for page in range(4)]
    assert kept == [line for page in range(4) for line in fill(page)]


def test_a_number_alone_repeats_where_it_counts_with_the_pages() -> None:
    counting, _ = read([[*fill(page), str(page + 12)] for page in range(4)])
    assert counting == ["12", "13", "14", "15"]
    figures, _ = read([[*fill(page), str(page * 37 % 11)] for page in range(4)])
    assert figures == []


def test_what_stands_on_less_than_three_pages_stays() -> None:
    assert read([["Ministerie van Voorbeeld", *fill(page)] for page in range(2)])[0] == []


def test_what_stands_on_less_than_half_of_the_pages_stays() -> None:
    pages = [[*(["Ministerie van Voorbeeld"] if page < 3 else []), *fill(page)] for page in range(8)]
    assert read(pages)[0] == []


@pytest.mark.parametrize("heading", ["Vraag {}", "Antwoord {}", "Antwoord", "Vraag"])
def test_a_heading_at_the_top_of_every_page_stays(heading: str) -> None:
    assert read([[heading.format(page + 1), *fill(page)] for page in range(5)])[0] == []


def test_a_page_that_is_all_edge_has_none() -> None:
    assert read([["Ministerie van Voorbeeld", f"Regel {page}", "Nog een"] for page in "abcde"])[0] == []


def test_a_header_in_the_middle_of_an_answer_is_not_in_it() -> None:
    places = ("Assen", "Breda", "Cuijk", "Delft")
    pages = [
        [
            f"Concept, versie van 3 mei, pagina {number}", f"Vraag {number}", "Hoe zit dat?", "Antwoord",
            f"In {place} komt dat door de", f"wegen die er bij {place} liggen en", f"mensen die in {place} wonen",
        ]
        for number, place in enumerate(places, start=1)
    ]  # fmt: skip
    # The answer to question 3 goes on over the turn, and the last page is but a line of it.
    pages[3] = [pages[3][0], "en werken."]
    document = parse_document(build_source("made.txt", "\f".join("\n".join(page) for page in pages).encode()))
    answers = {entry.numbers: entry.answer.text for entry in document.questions if entry.answer}
    assert answers[(3,)] == (
        "In Cuijk komt dat door de wegen die er bij Cuijk liggen en mensen die in Cuijk wonen en werken."
    )


def test_an_answer_that_ends_like_the_others_but_for_its_figures_stays() -> None:
    repeated, kept = read(
        [[*fill(page), f"Voor post {page * page + 7} is dat € {page * 5 % 7} miljoen."] for page in range(5)]
    )
    assert repeated == []
    assert len(kept) == 5 * (len(PAGE) + 1)


def test_the_same_words_in_smaller_letters_on_both_pages_of_a_short_paper_repeat() -> None:
    text = "Directie Voorbeeld"
    lines = [
        Line(start=0, text=words, page=page, size=size)
        for page in (1, 2)
        for words, size in ((text, 8.0), (f"Alinea {page}.", 11.0), ("Tot zover.", 11.0))
    ]
    assert find_repeated(lines, 11.0) == {0, 3}
    assert find_repeated([replace(line, size=11.0) for line in lines], 11.0) == frozenset()


SIDE = ("Ministerie van Voorbeeld", "Directie Water", "Datum", "12 februari 2025", "Onze referentie", "5303168")


def test_all_lines_of_a_head_that_stands_on_every_page_repeat() -> None:
    repeated, kept = read([[*SIDE, *fill(page)] for page in range(4)])
    assert repeated == [*SIDE] * 4
    assert kept == [line for page in range(4) for line in fill(page)]


def test_a_head_in_small_letters_from_the_second_page_on_repeats() -> None:
    pages = [["Aan de Voorzitter", *fill(0)], *([*SIDE, *fill(page)] for page in (1, 2))]
    lines = build_source("made.txt", "\f".join("\n".join(page) for page in pages).encode()).lines
    sized = [replace(line, size=6.5 if line.text in SIDE else 9.0) for line in lines]
    assert [sized[place].text for place in sorted(find_repeated(sized, 9.0))] == [*SIDE] * 2


def test_a_head_on_three_pages_repeats_where_the_last_is_but_a_line() -> None:
    pages = [["Beantwoording van vragen", *fill(0)], ["Beantwoording van vragen", *fill(1)]]
    repeated, _ = read([*pages, ["Beantwoording van vragen", "Tot zover."]])
    assert repeated == ["Beantwoording van vragen"] * 3


def test_a_table_in_small_letters_at_the_top_of_two_pages_stays() -> None:
    table = ["Tabel 1 Aantal aanvragen", "Jaar\t2022\t2023"]
    pages = [[*(table if page else []), *fill(page)] for page in range(3)]
    lines = build_source("made.txt", "\f".join("\n".join(page) for page in pages).encode()).lines
    assert find_repeated([replace(line, size=6.5 if line.text in table else 9.0) for line in lines], 9.0) == frozenset()


BROKEN = (
    "Vraag 1\nWaarom?\nAntwoord\nDat komt doordat de rechtbanken in het afgelopen jaar\n{}\nminder zittingen hielden.\n"
)


@pytest.mark.parametrize("number", ["\n2\n", "\n- 2 -\n", "\nPagina 2 van 3\n"])
def test_the_number_of_a_page_in_a_sentence_of_a_pasted_text_is_not_in_it(number: str) -> None:
    (entry,) = parse_document(build_source("made", BROKEN.format(number).encode())).questions
    assert entry.answer is not None
    assert entry.answer.text == "Dat komt doordat de rechtbanken in het afgelopen jaar minder zittingen hielden."


@pytest.mark.parametrize("number", ["2", "\n12,5\n", "\n3\n\nzaken en dat zijn er veel meer dan in het jaar\n\n2\n"])
def test_a_figure_in_a_sentence_is_no_page_number(number: str) -> None:
    (entry,) = parse_document(build_source("made", BROKEN.format(number).encode())).questions
    assert entry.answer is not None
    assert "".join(number.split()) in "".join(entry.answer.text.split())


def test_a_running_head_in_the_sentences_of_a_pasted_text_is_the_pages() -> None:
    head = "\n\n{}\nBeantwoording feitelijke vragen begroting\n\n"
    said = "Zo is het.\n" * 12 + "Dat komt doordat de rechtbanken in het jaar{}minder zittingen hielden."
    text = "".join(
        f"Vraag {n}\nWaarom is dat zo?\n\nAntwoord {n}\n{said.format(head.format(n))}\n\n" for n in (1, 2, 3)
    )
    text += "Vraag 4\nEn nu?\n\nAntwoord 4\n" + "Zo is het.\n" * 16 + head.format(4) + "Zo blijft het.\n"
    text += "Zo is het.\n" * 16 + head.format(5) + "Vraag 5\nEn dan?\n"
    entries = parse_document(build_source("made", text.encode())).questions
    answers = [entry.answer.text for entry in entries if entry.answer]
    assert [answer[-70:] for answer in answers[:3]] == [said.format(" ")[-70:]] * 3
    assert not any("Beantwoording" in answer for answer in answers)


@pytest.mark.parametrize(
    ("times", "above", "below"),
    [
        (1, "Het gaat om de volgende zaken en maatregelen", "en dat is het."),
        (2, "Het gaat om de volgende zaken en maatregelen.", "en dat is het."),
        (2, "Het gaat om de volgende zaken en maatregelen", "En dat is het."),
    ],
)
def test_words_that_stand_apart_once_in_a_sentence_or_twice_below_one_are_text(
    times: int, above: str, below: str
) -> None:
    # As far apart as the heads of two pages.
    said = f"{above}\n\nBeantwoording begroting\n\n{below}\n" + "Zo is het.\n" * 16
    text = "".join(f"Vraag {n}\nWat?\n\nAntwoord {n}\n{said}\n" for n in range(times))
    entries = list(parse_document(build_source("made", text.encode())).questions)
    assert ["Beantwoording" in str(entry.answer) for entry in entries] == [True] * times


def test_cells_that_came_as_a_line_each_are_text() -> None:
    cells = "subsidies aan instellingen voor jeugdzorg\n\nMinisterie van Volksgezondheid\n\n" * 6
    text = f"Vraag 1\nWat?\n\nAntwoord 1\nZie hieronder:\n\n{cells}en dat is alles.\n"
    (entry,) = parse_document(build_source("made", text.encode())).questions
    assert str(entry.answer).count("Ministerie") == 6
