"""Marks and headings that questions and answers have besides the usual ones, each read where several agree."""

from __future__ import annotations

import io
import textwrap
from collections.abc import Callable, Sequence

import docx
import pytest
from fpdf import FPDF

from corpus.models import PartKind
from tests.corpus.test_findings import PAGE, read, read_pairs

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


def test_answers_to_choose_from_below_numbered_questions_keep_their_letters() -> None:
    said = ["A: ja.\nB: nee.", "A: nu.\nB: later."]
    text = f"1. Wilt u dat weten?\n{said[0]}\n2. En wanneer?\n{said[1]}\n"
    assert [answer for _, _, answer in read_pairs(text)] == said


def test_answers_that_a_question_names_in_a_list_are_no_headings_of_its_answer() -> None:
    named = "Wij sturen mee:\n- Antwoord op vraag 3\n- Antwoord op vraag 4"
    ((_, asked, said), _) = read_pairs(f"Vraag 1\nWat nu?\n{named}\nVraag 2\nEn nu?\n")
    assert f"{asked}\n{said}".split() == f"Wat nu?\n{named}".split()


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("Vraag een", "Vraag twee"), ("Antwoord een", "Antwoord twee")),
        (("Vraag één:", "Vraag twee:"), ("Antwoord:", "Antwoord:")),
        (("Vraag Eén", "Vraag Twee"), ("Antwoord Eén", "Antwoord Twee")),
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
        "Eerste vraag\nWat?\nTweede vraag\nHoe?\nAntwoord op de vijfde vraag\nZo.\n",
    ],
)
def test_a_number_in_words_that_counts_nothing_opens_no_question(text: str) -> None:
    assert read_pairs(f"Verslag\n\n{text}") == []


def test_a_question_in_words_within_an_answer_is_part_of_it() -> None:
    said = "Eerste vraag: wie betaalt?\nTweede vraag: wanneer?\nDat weten we niet."
    ((_, _, answer),) = read_pairs(f"Vraag 1\nWat nu?\nAntwoord\n{said}\n")
    assert (answer or "").split() == said.split()


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
@pytest.mark.parametrize(("above", "numbers"), [("", [(), ()]), ("{n}\n", [(1,), (2,)]), ("{n}.\n", [(1,), (2,)])])
def test_the_word_vraag_needs_no_number_behind_it(gap: str, above: str, numbers: list[tuple[int, ...]]) -> None:
    text = fill(above + "Vraag: {asked}\nAntwoord: {said}\n").replace("\nVraag", f"{gap}Vraag")
    assert read_pairs(text) == [(own, asked, said) for own, (_, asked, said) in zip(numbers, PAIRS, strict=True)]


@pytest.mark.parametrize("said", ["Vraag: is dat zo? Ja.", "Vraag: wie?\nVraag: wanneer?\nDat weten we niet."])
def test_the_word_vraag_within_an_answer_opens_no_question(said: str) -> None:
    ((numbers, _, answer),) = read_pairs(f"Vraag 1\nWat nu?\nAntwoord\n{said}\n")
    assert (numbers, (answer or "").split()) == ((1,), said.split())


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


TITLE = "Beantwoording van de schriftelijke vragen van de fractie Partij over wachttijden"
ASKED = ("Hoeveel zaken waren er in 2023? Graag per jaar.", "Wat kost dat, en wie betaalt het?", "Wanneer begint het?")
SAID = ("Er waren 12 zaken. Dat is meer dan verwacht.", "Niets. Niemand betaalt.", "In januari.")
UNNUMBERED = [((), asked, said) for asked, said in zip(ASKED, SAID, strict=True)]

# A paragraph and whether it is bold.
Paragraph = tuple[str, bool]
Make = Callable[[Sequence[Paragraph]], bytes]


def make_styled_word(paragraphs: Sequence[Paragraph], style: str = "bold") -> bytes:
    document = docx.Document()
    for text, is_styled in paragraphs:
        run = document.add_paragraph().add_run(text)
        setattr(run, style, is_styled)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def make_italic_word(paragraphs: Sequence[Paragraph]) -> bytes:
    return make_styled_word(paragraphs, "italic")


def make_styled_pdf(paragraphs: Sequence[Paragraph]) -> bytes:
    pdf = FPDF(format="A4")
    pdf.add_page()
    for text, is_bold in paragraphs:
        pdf.set_font("Helvetica", style="B" if is_bold else "", size=9)
        pdf.multi_cell(70, 4.5, text, align="L", new_x="LMARGIN", new_y="NEXT")
        pdf.set_y(pdf.get_y() + 3)
    return bytes(pdf.output())


def make_styled_page(paragraphs: Sequence[Paragraph]) -> bytes:
    return PAGE.format(
        "".join(f"<p><b>{text}</b></p>" if bold else f"<p>{text}</p>" for text, bold in paragraphs)
    ).encode()


def make_starred(paragraphs: Sequence[Paragraph]) -> bytes:
    return "\n\n".join(f"**{text}**" if bold else text for text, bold in paragraphs).encode()


MAKERS = [make_styled_word, make_italic_word, make_styled_pdf, make_styled_page, make_starred]


def alternate(*, bold_asks: bool = True) -> list[Paragraph]:
    return [
        paragraph
        for asked, said in zip(ASKED, SAID, strict=True)
        for paragraph in ((asked, bold_asks), (said, not bold_asks))
    ]


@pytest.mark.parametrize("make", MAKERS)
@pytest.mark.parametrize("bold_asks", [True, False])
def test_questions_may_be_told_by_their_type_alone(make: Make, bold_asks: bool) -> None:
    paragraphs = [(TITLE, True), ("Hierbij de antwoorden.", False), *alternate(bold_asks=bold_asks)]
    assert read_pairs(make(paragraphs)) == UNNUMBERED


# A paragraph and its type: B for bold, I for slanted, as a PDF names them.
Styled = tuple[str, str]


def make_types_word(paragraphs: Sequence[Styled]) -> bytes:
    document = docx.Document()
    for text, style in paragraphs:
        run = document.add_paragraph().add_run(text)
        run.bold, run.italic = "B" in style, "I" in style
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def make_types_pdf(paragraphs: Sequence[Styled]) -> bytes:
    pdf = FPDF(format="A4")
    pdf.add_page()
    for text, style in paragraphs:
        pdf.set_font("Helvetica", style=style, size=9)
        pdf.multi_cell(70, 4.5, text, align="L", new_x="LMARGIN", new_y="NEXT")
        pdf.set_y(pdf.get_y() + 3)
    return bytes(pdf.output())


def make_types_page(paragraphs: Sequence[Styled]) -> bytes:
    body = ""
    for text, style in paragraphs:
        for sign, tag in (("B", "strong"), ("I", "em")):
            text = f"<{tag}>{text}</{tag}>" if sign in style else text
        body += f"<p>{text}</p>"
    return PAGE.format(body).encode()


def make_types_text(paragraphs: Sequence[Styled]) -> bytes:
    marks = {"": "", "B": "**", "I": "*", "BI": "__"}
    return "\n\n".join(f"{marks[style]}{text}{marks[style]}" for text, style in paragraphs).encode()


@pytest.mark.parametrize("make", [make_types_word, make_types_pdf, make_types_page, make_types_text])
@pytest.mark.parametrize(("asked", "said"), [("B", "I"), ("I", "B"), ("BI", "I")])
@pytest.mark.parametrize("number", ["", "{}. ", "Vraag {}: "])
def test_questions_and_answers_may_both_be_set_off_in_different_type(
    make: Callable[[Sequence[Styled]], bytes], asked: str, said: str, number: str
) -> None:
    pairs = list(zip(ASKED, SAID, strict=True))
    paragraphs = [
        part
        for count, (question, answer) in enumerate(pairs, start=1)
        for part in ((number.format(count) + question, asked), (answer, said))
    ]
    found = read_pairs(make([(TITLE, ""), *paragraphs]))
    assert [numbers for numbers, _, _ in found] == [(count,) if number else () for count in range(1, len(pairs) + 1)]
    assert [answer for _, _, answer in found] == list(SAID)
    words = [" ".join((question or "").split()) for _, question, _ in found]
    assert [text.removeprefix(f"{at}. ") for at, text in enumerate(words, 1)] == list(ASKED)


@pytest.mark.parametrize("make", [make_types_word, make_types_pdf, make_types_page, make_types_text])
@pytest.mark.parametrize(("asked", "said"), [("", "I"), ("B", ""), ("I", "B")])
def test_a_request_among_questions_ends_where_the_type_changes(
    make: Callable[[Sequence[Styled]], bytes], asked: str, said: str
) -> None:
    questions = ("Hoeveel?", "Graag een overzicht van de kosten.", "Wanneer begint dat?", "En verder?")
    paragraphs = [(TITLE, "")]
    for count, question in enumerate(questions, start=1):
        paragraphs += [(f"{count}. {question}", asked), (f"Dat is {count}.", said), ("Meer niet.", said)]
    assert [((said or "").split(), question) for _, question, said in read_pairs(make(paragraphs))] == [
        (f"Dat is {count}. Meer niet.".split(), f"{count}. {question}") for count, question in enumerate(questions, 1)
    ]


def test_questions_stand_twice_where_the_answers_have_one_title() -> None:
    asked = ("1. Hoeveel zaken?", "2. Graag een toelichting.", "3. Wanneer begint dat?", "4. En verder?")
    paragraphs = [(TITLE, ""), *((question, "") for question in asked), ("Antwoorden", "B")]
    for question in asked:
        paragraphs += [(question, "B"), ("Dat is zo.", "")]
    assert read_pairs(make_types_pdf(paragraphs)) == [
        ((count,), question, "Dat is zo.") for count, question in enumerate(asked, start=1)
    ]


def test_a_request_counts_in_each_of_two_lists() -> None:
    first = "1. Hoeveel?\n2. Wie?\n3. Graag een lijst.\n4. Wat dan?\n"
    text = f"Vragen van de raad\n\nThema wonen\n{first}\nThema zorg\n{first.replace('Graag een lijst.', 'Waarom?')}"
    assert [numbers for numbers, _, _ in read_pairs(text)] == [(1,), (2,), (3,), (4,)] * 2


@pytest.mark.parametrize("words", ["Deel deze pagina", "Print pagina", "Terug naar boven", "Naar boven"])
def test_what_a_site_offers_below_its_text_is_no_part_of_it(words: str) -> None:
    body = "".join(f"<h3>Vraag {numbers[0]}</h3><p>{a}</p><h4>Antwoord</h4><p>{s}</p>" for numbers, a, s in PAIRS)
    assert read_pairs(PAGE.format(f"{body}<p>{words}</p>")) == PAIRS
    within = PAGE.format(f"{body}<p>{words} staat hier niet voor niets.</p>")
    assert (read_pairs(within)[-1][2] or "").endswith(f"{words} staat hier niet voor niets.")


def test_a_line_in_other_type_within_a_question_is_part_of_it() -> None:
    lines = [("Vraag 1", "B"), ("Kent u het bericht", "B"), ("Een krant van gisteren", "I"), ("en wat vindt u?", "B")]
    ((_, asked, said),) = read_pairs(make_types_word([(TITLE, ""), *lines, ("Antwoord 1", "B"), ("Ja.", "I")]))
    assert (asked or "").split() == "Kent u het bericht Een krant van gisteren en wat vindt u?".split()
    assert said == "Ja."


@pytest.mark.parametrize(
    "title",
    [
        "Antwoorden op vragen van de raad",
        "Vragen en antwoorden programmabegroting 2025",
        "Vragen bij de jaarstukken",
        "Hieronder staan de vragen die tijdens de vergadering zijn gesteld.",
        "Hierbij beantwoord ik de door het lid Voorbeeld gestelde vragen.",
    ],
)
def test_a_paper_says_in_many_ways_that_questions_were_put(title: str) -> None:
    assert read_pairs(make_styled_word([(title, False), *alternate()])) == UNNUMBERED


@pytest.mark.parametrize(
    "title", ["Vragen en antwoorden over verhuizen", "Heeft u vragen?", "Stel uw vragen", "Begroting"]
)
def test_the_title_of_any_page_does_not_say_that_questions_were_put(title: str) -> None:
    assert read_pairs(make_styled_word([(title, False), *alternate()])) == []


@pytest.mark.parametrize("make", MAKERS)
def test_a_request_and_a_title_among_questions_in_bold_are_read_as_these(make: Make) -> None:
    paragraphs = [
        (TITLE, False), *alternate(), ("Overig", True), ("Graag een overzicht van de kosten per jaar.", True),
        ("Dat is er niet.", False), ("En verder?", True), ("Zo nee, waarom niet?", True), ("Niets verder.", False),
    ]  # fmt: skip
    pairs = read_pairs(make(paragraphs))
    assert pairs[:3] == UNNUMBERED
    assert [(asked and " ".join(asked.split()), said) for _, asked, said in pairs[3:]] == [
        ("Graag een overzicht van de kosten per jaar.", "Dat is er niet."),
        ("En verder? Zo nee, waarom niet?", "Niets verder."),
    ]
    assert [entry.heading for entry in read(make(paragraphs)).questions][3] == ("Overig",)


def make_run_in_word(separator: str) -> bytes:
    document = docx.Document()
    document.add_paragraph(TITLE)
    for asked, said in zip(ASKED, SAID, strict=True):
        paragraph = document.add_paragraph()
        paragraph.add_run(asked).bold = True
        paragraph.add_run(f"{separator}{said}")
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def make_run_in_page(separator: str) -> bytes:
    body = "".join(f"<p><b>{a}</b>{separator}{s}</p>" for a, s in zip(ASKED, SAID, strict=True))
    return PAGE.format(f"<p>{TITLE}</p>{body}").encode()


@pytest.mark.parametrize(
    "raw",
    [make_run_in_word(" "), make_run_in_word("\n"), make_run_in_page(" "), make_run_in_page("<br>")],
    ids=["Word", "Word with a break", "HTML", "HTML with a break"],
)
def test_a_question_in_bold_may_have_its_answer_behind_it(raw: bytes) -> None:
    assert read_pairs(raw) == UNNUMBERED


def test_what_asks_in_bold_at_the_start_of_an_answer_stays_in_it() -> None:
    document = docx.Document()
    for text in ("Vraag 1", "Wat nu?", "Antwoord"):
        document.add_paragraph(text)
    paragraph = document.add_paragraph()
    paragraph.add_run("Waarom niet?").bold = True
    paragraph.add_run(" Dat kost te veel, zoals in de eerdere brief over dit onderwerp is gezegd.")
    buffer = io.BytesIO()
    document.save(buffer)
    ((_, asked, said),) = read_pairs(buffer.getvalue())
    assert (asked, (said or "").split()[:4]) == ("Wat nu?", ["Waarom", "niet?", "Dat", "kost"])


REPORT = [
    ("Jaarverslag", True), ("De minister beantwoordde schriftelijke vragen van de Kamer.", False), ("Beleid", True),
    ("Het beleid is uitgevoerd.", False), ("Wat hebben we bereikt?", True), ("Veel.", False), ("Financiën", True),
    ("Het geld is op.", False), ("Wat heeft het gekost?", True), ("Veel geld.", False), ("Bijlagen", True),
    ("Geen.", False),
]  # fmt: skip
LETTER = [
    ("Geachte voorzitter,", False), ("In deze brief ga ik in op het beleid.", False), ("Wat verandert er?", True),
    ("Veel.", False), ("Wanneer gaat dat in?", True), ("In januari.", False), ("Hoogachtend,", False),
]  # fmt: skip
FREQUENT = [
    ("Veelgestelde vragen over de beantwoording van Kamervragen", True), *alternate(),
]  # fmt: skip
NEWS = [("Nieuwe regels voor verhuur", True), ("De regels gelden vanaf mei.", False), *alternate()]


@pytest.mark.parametrize("make", MAKERS)
@pytest.mark.parametrize("paragraphs", [REPORT, LETTER, FREQUENT, NEWS], ids=["report", "letter", "frequent", "news"])
def test_titles_that_ask_make_no_questions_of_a_report_a_letter_or_a_page(
    make: Make, paragraphs: Sequence[Paragraph]
) -> None:
    assert read_pairs(make(paragraphs)) == []


@pytest.mark.parametrize("head", ["Antwoord:", "Reactie", "Ons antwoord:"])
@pytest.mark.parametrize("make", [make_starred, make_styled_word, make_styled_pdf, make_styled_page])
@pytest.mark.parametrize("bold", [True, False])
def test_what_asks_above_the_heading_of_an_answer_is_its_question(make: Make, head: str, bold: bool) -> None:
    paragraphs = [
        paragraph
        for asked, said in zip(ASKED, SAID, strict=True)
        for paragraph in ((asked, bold), (head, False), (said, False))
    ]
    assert read_pairs(make([("Verslag van een overleg", False), *paragraphs])) == UNNUMBERED


def test_paragraphs_that_ask_here_and_there_above_a_reaction_are_no_question() -> None:
    asked = "Wij lezen dat het anders wordt. Klopt dat?\n\nWij wijzen op de kosten.\n\nWat vindt de minister?\n\n"
    text = "".join(f"{asked}Reactie van de minister\n\nDat klopt voor deel {part}.\n\n" for part in "abc")
    assert read_pairs(f"Verslag van een schriftelijk overleg\n\n{text}") == []


def test_a_question_above_the_heading_of_its_answer_needs_no_white_around_it() -> None:
    text = "".join(f"{asked}\nAntwoord: {said}\n" for asked, said in zip(ASKED, SAID, strict=True))
    assert read_pairs(text) == UNNUMBERED


@pytest.mark.parametrize(
    "form",
    [
        "<h2>{}</h2><p>{}</p>",
        "<h3>{}</h3><div><p>{}</p></div>",
        "<h4>{}</h4><p>{}</p>",
        "<dt>{}</dt><dd>{}</dd>",
        "<details><summary>{}</summary><p>{}</p></details>",
        "<details><summary><h3>{}</h3></summary>{}</details>",
    ],
)
def test_the_markup_of_a_page_may_tell_questions_from_answers(form: str) -> None:
    body = "".join(form.format(asked, said) for asked, said in zip(ASKED, SAID, strict=True))
    body = f"<dl>{body}</dl>" if form.startswith("<dt>") else body
    assert read_pairs(PAGE.format(f"<h1>{TITLE}</h1>{body}")) == UNNUMBERED
    assert read_pairs(PAGE.format(f"<h1>Veelgestelde vragen aan de minister</h1>{body}")) == []
    assert read_pairs(PAGE.format(f"<h1>Nieuwe regels</h1>{body}")) == []


def quote(text: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in textwrap.wrap(text, 25))


@pytest.mark.parametrize("is_asked", [True, False])
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
@pytest.mark.parametrize("above", ["", "Beste collega,\n\nZie hieronder.\n\n"])
def test_what_an_email_quotes_may_be_its_questions_or_its_answers(is_asked: bool, gap: str, above: str) -> None:
    pairs = zip(ASKED, SAID, strict=True)
    text = gap.join(gap.join((quote(a), s) if is_asked else (a, quote(s))) for a, s in pairs)
    if above and not is_asked and gap == "\n":
        above = above.rstrip() + "\n\n"
    assert read_pairs(f"{above}{text}\n") == UNNUMBERED


def test_questions_that_are_quoted_keep_their_numbers_and_end_where_the_quotation_does() -> None:
    text = (
        "> 1. Wat kost dat?\n> Graag per jaar.\n\nNiets.\n\n> 2. Wie betaalt het?\n\nNiemand, toch?\n\n"
        "> 3. Zeker?\n\nJa.\n"
    )
    assert read_pairs(text) == [
        ((1,), "1. Wat kost dat? Graag per jaar.", "Niets."), ((2,), "2. Wie betaalt het?", "Niemand, toch?"),
        ((3,), "3. Zeker?", "Ja."),
    ]  # fmt: skip
    headed = text.replace("> 1. ", "> Vraag 1\n> ").replace("> 2. ", "> Vraag 2: ").replace("> 3. ", "> Vraag 3\n> ")
    assert [numbers for numbers, _, _ in read_pairs(headed)] == [(1,), (2,), (3,)]
    assert [said for _, _, said in read_pairs(headed)] == ["Niets.", "Niemand, toch?", "Ja."]


def test_what_is_quoted_may_request_something_and_the_signature_is_no_answer() -> None:
    text = (
        "Beste,\n\n> Hoeveel bomen zijn er gekapt\n> in 2023? En in 2024?\n\nVeertien.\n\n> Wat kost dat?\n\nNiets.\n\n"
        "> Graag ontvang ik de stukken.\n\nDie zijn bijgevoegd.\n\nMet vriendelijke groet,\nEen ambtenaar\n"
    )
    assert read_pairs(text) == [
        ((), "Hoeveel bomen zijn er gekapt in 2023? En in 2024?", "Veertien."), ((), "Wat kost dat?", "Niets."),
        ((), "Graag ontvang ik de stukken.", "Die zijn bijgevoegd."),
    ]  # fmt: skip


def test_a_quoted_line_that_was_broken_anew_goes_on_without_its_mark() -> None:
    text = "> Hoeveel zaken waren er in\n2023?\nEr waren 12 zaken.\n\n> Wat kost dat, en wie\nbetaalt het?\nNiets.\n"
    assert [(asked, said) for _, asked, said in read_pairs(text)] == [
        ("Hoeveel zaken waren er in 2023?", "Er waren 12 zaken."), ("Wat kost dat, en wie betaalt het?", "Niets."),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "Beste,\n\nDank. Kunt u dat sturen?\n\n> Hierbij de stukken.\n> Lukt het zo?\n> Groet\n",
        "Beste,\n\n> Hierbij de stukken.\n\nDank.\n\n> De vergadering is om 10 uur.\n\nGoed.\n\n> Dan.\n\nJa.\n",
        "Grenzen:\n\n> 65 jaar\n\nEr zijn er veel, of niet?\n\n> 75 jaar\n\nEr zijn er meer, of niet?\n",
    ],
)
def test_an_email_that_quotes_another_asks_nothing_by_it(text: str) -> None:
    assert read_pairs(text) == []


SENTENCE = "De kosten van de regeling zijn in het afgelopen jaar gedaald, zoals eerder is gemeld."


def make_answers(numbers: Sequence[int], *, lines: int = 24, gap: str = "\n") -> str:
    """Return questions with long answers, each with one of the numbers alone on a line in the middle of its answer."""
    half = "\n".join([SENTENCE] * (lines // 2))
    return "".join(
        f"Vraag {count}\nWat is deel {count}?\nAntwoord\n{half}{gap}{number}{gap}{half}\n"
        for count, number in enumerate(numbers, start=1)
    )


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
@pytest.mark.parametrize("numbers", [range(1, 6), range(12, 16), range(98, 102)])
def test_the_page_numbers_of_a_pasted_text_are_no_part_of_its_answers(gap: str, numbers: range) -> None:
    pairs = read_pairs(make_answers(numbers, gap=gap))
    assert [(own, asked) for own, asked, _ in pairs] == [((n,), f"Wat is deel {n}?") for n in range(1, len(pairs) + 1)]
    assert len(pairs) == len(numbers)
    assert all((said or "").split() == [*SENTENCE.split()] * 24 for _, _, said in pairs)


@pytest.mark.parametrize(
    "text",
    [
        # Years, numbers that go down or leap, and those that stand near each other or in a part of the text alone.
        make_answers(range(2021, 2026)),
        make_answers([5, 4, 3, 2, 1]),
        make_answers([1, 3, 5, 7, 9]),
        make_answers(range(1, 6), lines=8),
        "".join(make_answers([n], lines=20 if n < 4 else 100).replace("deel 1", f"deel {n}") for n in range(1, 6)),
        make_answers([1, 2, 3]) + f"Vraag 4\nEn nu?\nAntwoord\n{SENTENCE * 200}\n",
        f"Vraag 1\nWat nu?\nAntwoord\n{SENTENCE * 200}\n{make_answers([1, 2, 3]).partition('Antwoord')[2]}",
        # A list whose numbers stand above its items, from the first on.
        "Vraag 1\nWelke?\nAntwoord\nDeze:\n" + "".join(f"{n}\n{f'{SENTENCE} ' * 12}\n" for n in range(1, 6)),
    ],
)
def test_a_number_that_counts_no_pages_stays_in_its_answer(text: str) -> None:
    figures = [line for line in text.splitlines() if line.isdecimal()]
    said = "\n".join(said or "" for _, _, said in read_pairs(text))
    assert [word for word in said.split() if word.isdecimal()] == figures


@pytest.mark.parametrize("ask", ["Vraag\nWat is deel {}?\nAntwoord\n", "\nWat is deel {}?\n\n"])
def test_the_numbers_of_questions_are_those_of_no_pages(ask: str) -> None:
    said = "\n".join([SENTENCE] * 20)
    pairs = read_pairs(f"{SENTENCE * 12}\n" + "".join(f"\n{n}\n{ask.format(n)}{said}\n" for n in range(1, 7)))
    assert [numbers for numbers, _, _ in pairs] == [(n,) for n in range(1, 7)]


def test_the_numbers_of_chapters_are_those_of_no_pages() -> None:
    said = "\n".join([SENTENCE] * 20)
    text = f"{said}\n\n" + "".join(f"{n}\n\nHet beleid van deel {n}\n\n{said}\n\n" for n in range(2, 7))
    shown = [part for part in read(text).parts if part.kind is PartKind.FURNITURE]
    assert not shown
