"""XML and HTML in the published form, made here; and what hostile markup does."""

from __future__ import annotations

import pytest

from corpus.errors import UnreadableFileError
from corpus.models import Document
from corpus.parsing import parse_document
from corpus.readers import build_source
from tests.corpus.test_readers import make_docx, make_pdf

XML = """<?xml version="1.0" encoding="UTF-8"?>
<officiele-publicatie><metadata><meta name="DC.identifier" content="ah-tk-20232024-0007"/></metadata>
<kamervragen><kamervraagnummer>7</kamervraagnummer>
<kamervraagomschrijving type="vraag"><al>Vragen van het lid Voorbeeld (Partij) aan de Minister van Financiën
over water (ingezonden 6 maart 2024).</al></kamervraagomschrijving>
<vraag><nr>1</nr><al>Kent u het <nadruk>bericht</nadruk>?<noot nr="1"><noot.nr>1</noot.nr><noot.al>Krant, 1 maart
2024</noot.al></noot></al></vraag><antwoord><nr>1</nr><al>Ja.</al></antwoord>
<vraag><nr>2 3</nr><al>Wat nu?</al><al>En dan?</al></vraag>
<antwoord><nr>2 3</nr><al>Zie vraag 1.</al><al>Tweede alinea.</al></antwoord>
</kamervragen></officiele-publicatie>"""

HTML = """<!DOCTYPE html><html><head><meta name="DC.identifier" content="ah-tk-20232024-0008"><title>x</title></head>
<body><nav>Menu</nav><main><div class="stuk"><p>Vragen van het lid A (B) aan de Minister van C over d
(ingezonden 1 maart 2024). Antwoord van Minister E (C) (ontvangen 2 april 2024).</p>
<div class="vraag"><h2>Vraag 1</h2><p>Kent u het bericht?<sup>1</sup></p></div>
<div class="antwoord"><h2>Antwoord 1</h2><p>Ja.</p><p>Het is bekend.</p></div>
<div class="vraag"><p class="nummer">2</p><p>En nu?</p></div><div class="vraag"><h2>Vraag 3</h2><p>En dan?</p></div>
<div class="antwoord"><h2>Vraag 2, 3</h2><p>Samen.</p></div>
<div id="noten"><div class="voet noot"><span class="nootnum">1</span> Krant</div></div>
</div></main><footer>Over deze site</footer></body></html>"""


def parse(raw: str | bytes) -> Document:
    return parse_document(build_source("made", raw.encode() if isinstance(raw, str) else raw))


def list_pairs(document: Document) -> list[tuple[tuple[int, ...], str | None, str | None]]:
    return [
        (entry.numbers, entry.question.text if entry.question else None, entry.answer.text if entry.answer else None)
        for entry in document.questions
    ]


def test_the_published_xml_gives_its_questions_notes_and_metadata() -> None:
    document = parse(XML)
    assert document.id == "ah-tk-20232024-0007"
    assert str(document.metadata.date_asked) == "2024-03-06"
    assert list_pairs(document) == [
        ((1,), "Kent u het bericht?1", "Ja."),
        ((2, 3), "Wat nu?\n\nEn dan?", "Zie vraag 1.\n\nTweede alinea."),
    ]
    (note,) = document.entries[0].notes
    assert (note.marker, note.text.text, len(note.anchors)) == ("1", "Krant, 1 maart 2024", 1)


def test_the_published_html_gives_its_questions_without_the_site_around_them() -> None:
    document = parse(HTML)
    assert document.id == "ah-tk-20232024-0008"
    assert list_pairs(document) == [
        ((1,), "Kent u het bericht?1", "Ja.\n\nHet is bekend."),
        ((2,), "En nu?", "Samen."),
        ((3,), "En dan?", "Samen."),
    ]
    assert "Menu" not in document.text
    assert "Over deze site" not in document.text


def test_a_postponement_in_html_is_no_answer() -> None:
    page = HTML[: HTML.index('<div class="antwoord"><h2>Vraag 2, 3')]
    page += '<div class="kamervraagopmerking"><p>Mededeling</p><p>De antwoorden volgen.</p></div></div></main></html>'
    assert [answer for _, _, answer in list_pairs(parse(page))] == ["Ja.\n\nHet is bekend.", None, None]


def test_a_table_of_questions_is_read_by_its_columns() -> None:
    rows = (("Vraagnummer", "Vraag", "Antwoord"), ("1", "Wat is A?", "Dit is A."), ("2", "Wat is B?", "Dat is B."))
    expected = [((1,), "Wat is A?", "Dit is A."), ((2,), "Wat is B?", "Dat is B.")]
    assert list_pairs(parse(make_docx("Lijst", table=rows))) == expected
    page = [("Vraagnummer Vraag Antwoord", 10.0), ("1 Wat is", 10.0), ("A?", 10.0), ("Dit is A.", 10.0)]
    page += [("2 Wat is B?", 10.0), ("Dat is B.", 10.0)]
    found = list_pairs(parse(make_pdf(tuple(page))))
    assert [(numbers, answer) for numbers, _, answer in found] == [(n, answer) for n, _, answer in expected]


BOMB = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "x"><!ENTITY c "&b;&b;&b;&b;">]><a><al>&c;</al></a>'
EXTERNAL = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]><a><al>&b;</al></a>'


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (BOMB, "entities of its own"),
        (EXTERNAL, "entities of its own"),
        ("<?xml version='1.0'?><a><b></a>", "broken XML"),
        ("<?xml version='1.0'?>" + "<a>" * 5_000, "broken XML"),
    ],
)
def test_hostile_markup_is_refused_with_a_clear_error(raw: str, said: str) -> None:
    with pytest.raises(UnreadableFileError, match=said):
        build_source("stuk.xml", raw.encode())


@pytest.mark.parametrize("between", ["\n", "\r\n", "\u00a0", "  ", " \n\t".replace("\t", " "), "\u00a0 \u00a0"])
def test_white_space_of_markup_is_one_space(between: str) -> None:
    raw = f"<!DOCTYPE html><html><body><main><p>Een{between}twee drie</p></main></body></html>"
    assert build_source("made", raw.encode()).lines[0].text == "Een twee drie"


def test_a_break_ends_a_line_within_its_paragraph() -> None:
    page = (
        "<html><body><main><p><strong>Vraag 1</strong><br>Hoeveel<br>zaken?</p><p><b>Antwoord</b><br/>Vijf.<br></p>"
        "<p>En meer.</p><p><strong>Vraag 2</strong><br>Wie?</p><p><b>Antwoord</b><br/>Zij.</p></main></body></html>"
    )
    assert list_pairs(parse(page)) == [
        ((1,), "Hoeveel zaken?", "Vijf.\n\nEn meer."),
        ((2,), "Wie?", "Zij."),
    ]


def test_a_table_of_questions_may_say_who_asks_and_who_answers() -> None:
    page = (
        "<html><body><table><tr><th>Nr.</th><th>Fractie</th><th>Vraag</th><th>Antwoord van het kabinet</th></tr>"
        "<tr><td>1</td><td>A</td><td>Wat is de raming?</td><td>Vier.</td></tr>"
        "<tr><td>2</td><td>B</td><td>Wie betaalt?</td><td>Het Rijk.</td></tr></table></body></html>"
    )
    assert list_pairs(parse(page)) == [
        ((1,), "Wat is de raming?", "Vier."),
        ((2,), "Wie betaalt?", "Het Rijk."),
    ]


def test_what_is_called_both_question_and_answer_opens_with_its_question() -> None:
    page = (
        '<html><body><main><div class="antwoord vraag"><p>Wat nu?</p></div><div class="antwoord"><p>Dit.</p></div>'
        '<div class="vraag"><p>Wie?</p></div><div class="antwoord"><p>Zij.</p></div></main></body></html>'
    )
    assert list_pairs(parse(page)) == [((), "Wat nu?", "Dit."), ((), "Wie?", "Zij.")]
