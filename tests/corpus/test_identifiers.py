"""Identifiers as they are written in papers and typed by people."""

import datetime

import pytest

from corpus.identifiers import (
    Identifier,
    Series,
    find_identifiers,
    find_linked,
    find_session,
    format_paper,
    format_session,
    parse_identifier,
)

WHOLE = [
    ("kst-36560-VI-10", "kst-36560-VI-10"),
    ("KST-36560-vi-10", "kst-36560-VI-10"),
    ("36 360 VI, nr. 1", "kst-36360-VI-1"),
    ("36360-VI-1", "kst-36360-VI-1"),
    ("36360 -VI-1", "kst-36360-VI-1"),
    ("36 360 VI nr. 1", "kst-36360-VI-1"),
    ("36 360 vi nr 1", "kst-36360-VI-1"),
    ("Kamerstuk 36560 VI, nr. 2", "kst-36560-VI-2"),
    ("Kamerstukken II 2023/24, 31066, nr. 1291", "kst-31066-1291"),
    ("Kamerstukken II, 2022-2023, 36 327, nr. 3", "kst-36327-3"),
    ("Kamerstukken II, 29 628 nr. 1190", "kst-29628-1190"),
    ("31066-1291", "kst-31066-1291"),
    ("kst-21501-02-2187", "kst-21501-02-2187"),
    ("21501-02-2187", "kst-21501-02-2187"),
    ("kst-36496-D", "kst-36496-D"),
    ("kst-36360-VI-A", "kst-36360-VI-A"),
    ("kst-36600-B-5", "kst-36600-B-5"),
    ("kst-20052006-30223-B", "kst-20052006-30223-B"),
    ("kst-36560-VI-10-n1", "kst-36560-VI-10-n1"),
    ("ah-tk-20232024-1314", "ah-tk-20232024-1314"),
    ("kv-tk-2024Z18775", "kv-tk-2024Z18775"),
    ("2024z18775", "2024Z18775"),
    ("2022D44829", "2022D44829"),
    ("ah-1271549", "ah-1271549"),
    ("kst-1268678", "kst-1268678"),
    ("blg-1234567", "blg-1234567"),
    ("36 560 VI", "36560-VI"),
    ("36560-vi", "36560-VI"),
    ("36560", "36560"),
    ("dossier 36560-VI", "36560-VI"),
    ("(36360 -VI-1)", "kst-36360-VI-1"),
]


@pytest.mark.parametrize(("text", "expected"), WHOLE)
def test_every_written_form_gives_the_one_identifier(text: str, expected: str) -> None:
    identifier = parse_identifier(text)
    assert identifier is not None
    assert identifier.id == expected


@pytest.mark.parametrize("text", [expected for _, expected in WHOLE])
def test_an_identifier_is_parsed_back_from_its_own_id(text: str) -> None:
    identifier = parse_identifier(text)
    assert identifier is not None
    assert identifier.id == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "43",
        "2022",
        "vraag 43",
        "36560 vragen",
        "1.672",
        "2022-2023",
        "180 miljoen",
        "VI",
        "123456",
        "12.345",
    ],
)
def test_what_is_no_identifier_is_none(text: str) -> None:
    found = parse_identifier(text)
    assert found is None


def test_papers_are_found_in_running_text_in_order() -> None:
    text = (
        "Kamerstukken II, 2022-2023, 29 517, nr. 225 via Kamerstukken II, 29 628, nr. 1190, "
        "Kamerstukken II, 29 628 nr. 1161 en kst-36560-VI-10 over 36 360 VI."
    )
    assert [mention.identifier.id for mention in find_identifiers(text)] == [
        "kst-29517-225",
        "kst-29628-1190",
        "kst-29628-1161",
        "kst-36560-VI-10",
        "36360-VI",
    ]


def test_a_mention_quotes_its_own_place() -> None:
    text = "rapport (Kamerstuk 36560 VI, nr. 2)."
    (mention,) = find_identifiers(text)
    assert text[mention.span.start : mention.span.end] == "36560 VI, nr. 2"


@pytest.mark.parametrize(
    "text",
    [
        "In 2022 zijn 26 kansrijke dossiers aangeboden.",
        "van 3.261 naar 12.562 aanmeldingen",
        "circa 87 000 opvangplekken",
        "in 2022-2023 en 2024/ 2025",
        "Bel 070-3456789",
        "12 000 euro en 10 500 zaken",
    ],
)
def test_ordinary_figures_are_no_papers(text: str) -> None:
    assert find_identifiers(text) == ()


def test_links_lead_to_the_paper_or_the_dossier() -> None:
    paper = Identifier(series=Series.PAPER, dossier="36560-VI", number="10")
    assert paper.url == "https://zoek.officielebekendmakingen.nl/kst-36560-VI-10.html"
    assert paper.dossier_url == "https://zoek.officielebekendmakingen.nl/dossier/36560-VI"
    dossier = Identifier(series=Series.PAPER, dossier="36560-VI")
    assert dossier.url == paper.dossier_url
    document = Identifier(series=Series.PARLIAMENT_DOCUMENT, number="2022D44829")
    assert document.url == "https://www.tweedekamer.nl/kamerstukken/detail?did=2022D44829&id=2022D44829"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("kst-36560-VI-10", "36 560 VI, nr. 10"),
        ("31066-1291", "31 066, nr. 1291"),
        ("kst-36496-D", "36 496, D"),
        ("36560-VI", "36 560 VI"),
        ("kst-21501-02-2187", "21 501-02, nr. 2187"),
        ("ah-tk-20232024-1314", "ah-tk-20232024-1314"),
    ],
)
def test_papers_are_formatted_as_parliament_writes_them(text: str, expected: str) -> None:
    identifier = parse_identifier(text)
    assert identifier is not None
    assert format_paper(identifier) == expected


@pytest.mark.parametrize(
    ("date", "session"),
    [
        (datetime.date(2024, 6, 4), "2023-2024"),
        (datetime.date(2024, 9, 16), "2023-2024"),
        (datetime.date(2024, 9, 17), "2024-2025"),
        (datetime.date(2026, 9, 15), "2026-2027"),
        (datetime.date(2026, 1, 1), "2025-2026"),
    ],
)
def test_the_session_opens_on_the_third_tuesday_of_september(date: datetime.date, session: str) -> None:
    assert find_session(date) == session
    assert format_session(session) == f"{session[:4]}/{session[-2:]}"


@pytest.mark.parametrize(
    ("url", "named"),
    [
        ("https://zoek.officielebekendmakingen.nl/kst-36560-VI-10.html", ["kst-36560-VI-10"]),
        ("http://zoek.officielebekendmakingen.nl/kst-36560-VI-10.PDF?zoek=1#p2", ["kst-36560-VI-10"]),
        ("https://officielebekendmakingen.nl/kst-36560-vi-10", ["kst-36560-VI-10"]),
        ("https://zoek.officielebekendmakingen.nl/kst-36560-VI-10/metadata.xml", ["kst-36560-VI-10"]),
        ("https://zoek.officielebekendmakingen.nl/dossier/36560-VI/kst-36560-VI-10", ["kst-36560-VI-10"]),
        ("https://zoek.officielebekendmakingen.nl/ah-tk-20232024-1314.html", ["ah-tk-20232024-1314"]),
        ("https://www.tweedekamer.nl/kamerstukken/detail?did=2022D44829&id=2022D44829", ["2022D44829"]),
        (
            "https://www.tweedekamer.nl/kamerstukken/kamervragen/detail?id=2024Z06427&did=2024D18841",
            ["2024D18841", "2024Z06427"],
        ),
        ("https://www.tweedekamer.nl/downloads/document?id=2022D44829", ["2022D44829"]),
        ("https://zoek.officielebekendmakingen.nl/dossier/36560-VI", []),
        ("https://www.tweedekamer.nl/kamerstukken/kst-36560-VI-10", []),
        ("https://officielebekendmakingen.nl.evil.example/kst-36560-VI-10.html", []),
        ("ftp://zoek.officielebekendmakingen.nl/kst-36560-VI-10.html", []),
        ("https://[zoek/kst-36560-VI-10", []),
        ("kst-36560-VI-10", []),
        ("", []),
    ],
)
def test_a_web_address_names_its_papers_the_most_exact_first(url: str, named: list[str]) -> None:
    assert [identifier.id for identifier in find_linked(url)] == named
