"""Marks and headings that questions and answers have besides the usual ones, each read where several agree."""

from __future__ import annotations

import pytest

from tests.corpus.test_findings import read, read_pairs

PAIRS = [((1,), "Hoeveel zaken waren er?", "Er waren 12 zaken."), ((2,), "Wat kost dat?", "Niets.")]


def fill(form: str, pairs: list[tuple[tuple[int, ...], str, str]] = PAIRS) -> str:
    return "\n".join(form.format(n=numbers[0], asked=asked, said=said) for numbers, asked, said in pairs)


@pytest.mark.parametrize(
    "head",
    ["- Antwoord\n", "• Antwoord: ", "– Antwoord\n", "* Antwoord: ", "Ons antwoord:\n", "Ons antwoord: ",
     "Onze reactie\n", "Antwoord van het college: ", "Reactie: ", "Beantwoording:\n", "Antw.: ", "A.: ",
     "A: ", "A.:\n"],
)  # fmt: skip
@pytest.mark.parametrize("lead", ["Vraag {n}\n{asked}\n", "Vraag {n}: {asked}\n\n"])
def test_a_mark_of_an_answer_is_no_part_of_it(lead: str, head: str) -> None:
    assert read_pairs(fill(lead + head + "{said}")) == PAIRS


@pytest.mark.parametrize("head", ["- Antwoord: ", "Ons antwoord: ", "Antw.: ", "A.: "])
def test_a_mark_of_an_answer_stands_below_a_bare_number_too(head: str) -> None:
    pairs = read_pairs(fill("{n}. {asked}\n" + head + "{said}"))
    assert pairs == [(numbers, f"{numbers[0]}. {asked}", said) for numbers, asked, said in PAIRS]


def test_questions_and_answers_may_both_be_items_of_a_list() -> None:
    assert read_pairs(fill("- Vraag {n}: {asked}\n- Antwoord: {said}")) == PAIRS


def test_letters_with_a_point_and_a_colon_mark_questions_and_answers() -> None:
    pairs = read_pairs(fill("V.: {asked}\nA.: {said}"))
    assert pairs == [((), asked, said) for _, asked, said in PAIRS]


@pytest.mark.parametrize(
    "said",
    [
        "Wij sturen mee:\n- Antwoord op vraag 3\n- Antwoord op vraag 4",
        "Er zijn drie wegen:\nA: sluiten;\nB: openen;\nA: niets doen.",
        "- Antwoord volgt.\n- Antwoord volgt later.",
        "Wilt u dat weten?\nA: ja.\nB: nee.\nOf dat?\nA: ja.\nB: nee.",
    ],
)
def test_what_only_looks_like_a_mark_cuts_no_answer(said: str) -> None:
    ((_, asked, answer),) = read_pairs(f"Vraag 1\nWat nu?\nAntwoord\n{said}\n")
    assert (asked, " ".join((answer or "").split())) == ("Wat nu?", " ".join(said.split()))


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("Vraag een", "Vraag twee"), ("Antwoord een", "Antwoord twee")),
        (("Vraag één:", "Vraag twee:"), ("Antwoord:", "Antwoord:")),
        (("VRAAG EEN", "VRAAG TWEE"), ("ANTWOORD", "ANTWOORD")),
        (("Eerste vraag", "Tweede vraag"), ("Antwoord op de eerste vraag", "Antwoord op de tweede vraag:")),
        (("Eerste vraag:", "Tweede vraag:"), ("Reactie op vraag een:", "Reactie op vraag twee:")),
        (("De eerste vraag.", "De tweede vraag."), ("Ons antwoord", "Ons antwoord")),
    ],
)
@pytest.mark.parametrize("behind", ["\n", " "])
def test_numbers_of_headings_may_be_words(asked: tuple[str, ...], said: tuple[str, ...], behind: str) -> None:
    heads = zip(asked, said, PAIRS, strict=True)
    text = ""
    for ask, answer, (_, question, words) in heads:
        text += ask + (behind if ask[-1] == ":" else "\n") + f"{question}\n"
        text += answer + (behind if answer[-1] == ":" else "\n") + f"{words}\n"
    assert read_pairs(f"Geachte voorzitter,\n\n{text}") == PAIRS


def test_numbers_in_words_go_up_to_twenty_and_may_be_of_a_group() -> None:
    words = (
        "een twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien zeventien "
        "achttien negentien twintig"
    ).split()
    text = "".join(f"Vraag {word}\nWat is {word}?\nAntwoord {word}\nDat is {word}.\n" for word in words[2:])
    text = f"Vragen een en twee\nWat is dat?\nAntwoord op de eerste en tweede vraag\nDat.\n{text}"
    assert read_pairs(text) == [
        ((1, 2), "Wat is dat?", "Dat."),
        *(((n,), f"Wat is {word}?", f"Dat is {word}.") for n, word in enumerate(words, start=1) if n > 2),
    ]


def test_answers_to_numbers_in_words_may_stand_below_all_questions() -> None:
    text = (
        "Eerste vraag\nHoeveel zaken waren er?\nTweede vraag\nWat kost dat?\n"
        "Antwoord op de eerste vraag\nEr waren 12 zaken.\nAntwoord op de tweede vraag\nNiets.\n"
    )
    assert read_pairs(text) == PAIRS


@pytest.mark.parametrize(
    "text",
    [
        "Daarvoor verwijs ik naar de\nEerste vraag.\nMeer niet.\n\nDe\nTweede vraag\nvolgt later.\n",
        "Tweede vraag\n\nDe tweede vraag was moeilijk.\n\nDerde vraag\n\nDe derde niet.\n",
        "Vraag een ieder wat hij wil.\nVraag twee mensen en het wordt anders.\n",
    ],
)
def test_a_number_in_words_that_counts_nothing_opens_no_question(text: str) -> None:
    assert read_pairs(f"Verslag\n\n{text}") == []


def test_a_question_in_words_within_an_answer_is_part_of_it() -> None:
    said = "Eerste vraag: wie betaalt?\nTweede vraag: wanneer?\nDat weten we niet."
    ((_, _, answer),) = read_pairs(f"Vraag 1\nWat nu?\nAntwoord\n{said}\n")
    assert (answer or "").split() == said.split()


COMMAS = (
    'nummer,fractie,vraag,antwoord\n1,VVD,"Kunt u A, B en C noemen?",Ja.\n"2, 3",D66,"Kent u ""De Krant""?",'
    '"Nee, want:\n1. dit;\n2. dat."\n4,SP,D?,\n'
)


@pytest.mark.parametrize("above", ["", "Beste collega,\n\nHierbij de lijst, met vraag en antwoord:\n\n"])
def test_a_table_of_questions_parted_by_commas_is_read_by_its_columns(above: str) -> None:
    assert read_pairs(above + COMMAS) == [
        ((1,), "Kunt u A, B en C noemen?", "Ja."),
        ((2, 3), 'Kent u "De Krant"?', "Nee, want:\n1. dit;\n2. dat."),
        ((4,), "D?", None),
    ]


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_all_cells_of_a_table_may_be_in_quotes(mark: str) -> None:
    rows = [("Nr.", "Vraag", "Antwoord"), ("1", 'Wat is ""A"", of B?', "Ja, dat; en dit."), ("2", "En C?", '""Nee"".')]
    text = "\n".join(mark.join(f'"{cell}"' for cell in row) for row in rows)
    assert read_pairs(text) == [((1,), 'Wat is "A", of B?', "Ja, dat; en dit."), ((2,), "En C?", '"Nee".')]


def test_a_text_around_a_table_stays_as_it_was() -> None:
    text = f'Over ""dit"" gaat het.\n\n{COMMAS}\nMet groet,\n\nEen collega, van ver\n'
    document = read(text)
    assert 'Over ""dit"" gaat het.' in document.text
    assert [entry.numbers for entry in document.questions] == [(1,), (2, 3), (4,)]
    assert document.text.endswith("Een collega, van ver\n")


@pytest.mark.parametrize(
    "text",
    [
        "Hierbij\nNr., vraag, antwoord\nen meer, zoals gezegd, niet.\nDat is, denk ik, duidelijk.\n",
        "Vraag, antwoord\nDat is zo, en niet anders.\nDaarom, en niet daarom.\n",
    ],
)
def test_words_between_commas_are_no_titles_of_columns(text: str) -> None:
    assert read_pairs(text) == []


def test_a_sentence_with_commas_below_a_table_is_no_row_of_it() -> None:
    text = "nr,vraag,antwoord\n1,A?,Ja.\n2,B?,Nee.\nDit alles, zoals gezegd, geldt nog.\n"
    assert read_pairs(text)[0] == ((1,), "A?", "Ja.")
    assert read_pairs(text)[1][:2] == ((2,), "B?")
    assert len(read_pairs(text)) == 2
