"""What the head of a paper says of it, for each form of head; made names throughout."""

from __future__ import annotations

import pytest

from corpus.models import Metadata
from corpus.parsing.dates import parse_date
from tests.corpus.test_findings import read

QUESTIONS = "\n1\nWat?\nAntwoord:\nDat.\n2\nNog?\nAntwoord:\nJa.\n"
ABOUT = "vragen-kst-36100-3"
MASTHEAD = "Tweede Kamer der Staten-Generaal 2\nVergaderjaar 2023-2024\n"


def tell(text: str, *facts: str) -> dict[str, object]:
    metadata: Metadata = read(text).metadata
    return {fact: value if isinstance(value := getattr(metadata, fact), int) else str(value) for fact in facts}


def test_a_committees_list_says_who_asked_who_answered_and_when() -> None:
    text = (
        f"{MASTHEAD}36 410 XVI Vaststelling van de begrotingsstaten van het Ministerie van Volksgezondheid, Welzijn en "
        "Sport (XVI) voor het jaar 2024\nNr. 12 VERSLAG HOUDENDE EEN LIJST VAN VRAGEN EN ANTWOORDEN\n"
        "Vastgesteld 16 oktober 2023\nDe vaste commissie voor Volksgezondheid, Welzijn en Sport, belast met het "
        "voorbereidend onderzoek van dit voorstel van wet, heeft de eer verslag uit te brengen. De vragen zijn op 5 "
        "oktober 2023 voorgelegd aan de Minister van Volksgezondheid, Welzijn en Sport. Bij brief van 11 oktober 2023 "
        "zijn ze door de Ministers van Volksgezondheid, Welzijn en Sport en voor Zorg beantwoord.\n"
        "De fungerend voorzitter van de commissie,\nVoorbeeld\nAdjunct-griffier van de commissie,\nNaam\n"
    )
    expected = {
        "id": "kst-36410-XVI-12",
        "title": "Vaststelling van de begrotingsstaten van het Ministerie van Volksgezondheid, Welzijn en Sport (XVI) "
        "voor het jaar 2024; VERSLAG HOUDENDE EEN LIJST VAN VRAGEN EN ANTWOORDEN",
        "dossier": "36410-XVI",
        "number": "12",
        "year": 2024,
        "session": "2023-2024",
        "date": "2023-10-16",
        "date_asked": "2023-10-05",
        "date_answered": "2023-10-11",
        "committee": "vaste commissie voor Volksgezondheid, Welzijn en Sport",
        "chair": "Voorbeeld",
        "clerk": "Naam",
        "answered_by": "Ministers van Volksgezondheid, Welzijn en Sport en voor Zorg",
        "ministry": "Volksgezondheid, Welzijn en Sport",
    }
    assert tell(text + QUESTIONS, *expected) == expected


def test_whom_questions_were_put_to_has_answered_them_where_nobody_else_is_named() -> None:
    head = "De vaste commissie voor Financiën heeft vragen voorgelegd aan de Minister van Financiën over de begroting."
    answered = f"{head} De vragen zijn op 5 juni 2024 voorgelegd. Zij zijn bij brief van 7 juni 2024 beantwoord.\n"
    facts = ("answered_by", "date_answered")
    assert tell(answered + QUESTIONS, *facts) == {
        "answered_by": "Minister van Financiën",
        "date_answered": "2024-06-07",
    }
    assert tell(f"{head}\n{QUESTIONS}", *facts) == {"answered_by": "None", "date_answered": "None"}


def test_a_ministrys_letter_above_a_committees_questions_says_who_answers_and_about_what() -> None:
    text = (
        "Datum 3 juni 2024\nBetreft Beantwoording vragen over het\nverslag over 2023\n\nGeachte voorzitter,\n"
        "Hierbij bied ik u de antwoorden aan op de vragen die de vaste commissie voor Financiën op 23 mei 2024 heeft "
        "gesteld (36 560 IX, nr. 1).\nHoogachtend,\nde minister van Financiën,\nE. Naam\n"
    )
    expected = {
        "title": "Beantwoording vragen over het verslag over 2023",
        "about": "kst-36560-IX-1",
        "date_asked": "2024-05-23",
        "date_answered": "2024-06-03",
        "committee": "vaste commissie voor Financiën",
        "answered_by": "de minister van Financiën",
        "ministry": "Financiën",
    }
    assert tell(text + QUESTIONS, *expected) == expected


def test_an_appendix_has_its_number_from_the_line_above_its_questions() -> None:
    text = (
        "Tweede Kamer der Staten-Generaal 2\nVergaderjaar 2023–2024 Aanhangsel van de Handelingen\nVragen gesteld door "
        "de leden der Kamer, met de daarop door de regering gegeven antwoorden\n\n1314\nVragen van de leden Een "
        "(Partij) en Twee (Ander) aan de Minister van Klimaat over water (ingezonden 9 oktober 2023).\n"
        "Antwoord van Minister Drie (Klimaat) (ontvangen 12 maart 2024). Zie ook Aanhangsel Handelingen, vergaderjaar "
        "2023–2024, nr. 512.\n\nVraag 1\nWat?\nAntwoord 1\nDat.\n"
    )
    expected = {"id": "ah-tk-20232024-1314", "asked_by": "Een (Partij) en Twee (Ander)", "ministry": "Klimaat"}
    assert tell(text, *expected) == expected


def test_a_letter_above_the_printed_questions_is_a_letter_of_its_own_date() -> None:
    text = (
        "2023Z16789\nDatum 12 maart 2024\nGeachte voorzitter,\nHierbij zend ik u mijn antwoord.\nHoogachtend,\n"
        "de minister van Klimaat,\nD. Drie\n\nVragen van het lid Een (Partij) aan de Minister van Klimaat over water "
        "(ingezonden 9 oktober 2023).\n\nVraag 1\nWat?\nAntwoord 1\nDat.\n"
    )
    expected = {
        "id": "made",
        "kind": "letter",
        "date_asked": "2023-10-09",
        "date_answered": "2024-03-12",
        "answered_by": "de minister van Klimaat",
    }
    assert tell(text, *expected) == expected


def test_a_kamerstuk_without_questions_has_its_number_and_kind_from_its_head() -> None:
    letter = f"{MASTHEAD}36 560 Financieel jaarverslag 2023\nNr. 4 BRIEF VAN DE MINISTER VAN FINANCIËN\n"
    letter += "Aan de Voorzitter van de Tweede Kamer der Staten-Generaal\nDen Haag, 17 mei 2024\nHierbij zend ik het.\n"
    memorandum = f"{MASTHEAD}36 600 Wijziging van de Wet water\nNr. 6 NOTA NAAR AANLEIDING VAN HET VERSLAG\n"
    memorandum += "Ontvangen 12 februari 2024\nInleiding\nDe regering dankt voor het verslag van 3 januari 2024.\n"
    report = f"{MASTHEAD}36 560 VI Jaarverslag en slotwet 2023\nNr. 1 JAARVERSLAG VAN HET MINISTERIE\n"
    report += "Aangeboden 15 mei 2024\nVoorwoord\nDit is het.\n"
    facts = ("id", "kind", "date", "session")
    assert list(tell(letter, *facts).values()) == ["kst-36560-4", "letter", "2024-05-17", "2023-2024"]
    assert list(tell(memorandum, *facts).values()) == ["kst-36600-6", "other", "2024-02-12", "2023-2024"]
    assert list(tell(report, *facts).values()) == ["kst-36560-VI-1", "annual_report", "2024-05-15", "2023-2024"]


def test_a_text_that_only_quotes_the_head_of_a_kamerstuk_is_not_that_paper() -> None:
    quoted = "36 560 VI Jaarverslag en slotwet 2023\nNr. 1 JAARVERSLAG\nAangeboden 15 mei 2024\nHet staat er.\n"
    assert tell(f"Een nota over stukken.\n\n{quoted}", "id", "number") == {"id": "made", "number": "None"}
    unfinished = f"{MASTHEAD}36 560 VI Jaarverslag en slotwet 2023\nNr. 1 {'Woorden zonder eind ' * 200}\n"
    assert tell(unfinished, "id") == {"id": "made"}


def test_an_older_paper_has_its_number_in_small_letters_and_a_budget_of_one_letter() -> None:
    text = (
        "36 200 E\nVaststelling van de begroting van het Fonds Water voor het jaar 2023\n\nnr. 5\nLIJST VAN VRAGEN EN "
        "ANTWOORDEN\n\nVastgesteld 6 november 2022\n\nDe vaste commissie voor Financiën1, wil de minister "
        "van Financiën over de brief van 2 oktober (kamerstuk 36 200 E, nr. 4) de navolgende vragen voorleggen.\n"
    )
    expected = {"id": "kst-36200-E-5", "about": "kst-36200-E-4", "committee": "vaste commissie voor Financiën"}
    assert tell(text + QUESTIONS, *expected) == expected


def test_a_paper_of_the_senate_has_a_letter_for_its_number() -> None:
    text = (
        "36 100 Wijziging van de Wet water\n\n36 200 Wet lucht\n\nAB1 VOORLOPIG VERSLAG\n\nVastgesteld 4 mei 2024\n\n"
    )
    text += "1. Inleiding\n\nDe leden hebben het voorstel gelezen.\n"
    expected = {"id": "kst-36100-AB", "kind": "other", "title": "Wijziging van de Wet water; VOORLOPIG VERSLAG"}
    assert tell(text, *expected) == expected


@pytest.mark.parametrize(
    ("shown", "id_"),
    [
        (
            "Kamerstuk\nDatum publicatie | Organisatie | Vergaderjaar | Dossier- en ondernummer |\n---|---|---|---|\n"
            "Tweede Kamer der Staten-Generaal | 2023-2024 | 36560-VI nr. 6 |\n",
            "kst-36560-VI-6",
        ),
        (
            "Kamerstuk\n\nDatum publicatieOrganisatieVergaderjaarDossier- en ondernummer\n"
            "Tweede Kamer der Staten-Generaal2023-202436560 nr. 19\n\n",
            "kst-36560-19",
        ),
        (
            "Aanhangsel van de Handelingen\n\nDatum publicatieOrganisatieVergaderjaarNummerDatum ontvangst\n"
            "Tweede Kamer der Staten-Generaal2023-20241365\n\n",
            "ah-tk-20232024-1365",
        ),
        ("[overzicht]\n\nBrief\n\nLink naar document, officiële HTML versie (kst-36560-X-18).\n", "kst-36560-X-18"),
        ("[overzicht]\n\nLijst van vragen\n\nofficiële HTML versie (nds-tk-2020D12345).\n", "2020D12345"),
        ("Kamerstuk\n\nBron: https://zoek.officielebekendmakingen.nl/kst-36560-X-14.html\n\n", "kst-36560-X-14"),
        ("Kamerstuk 36560-04-120\n\nVerslag\n\n", "kst-36560-04-120"),
        ("Lijst\n\nNummer: 2024D12345, datum: 2024-06-24, versie: 2\n", "2024D12345"),
        ("Verslag\n\nNummer | KST360661164 |\nKenmerk | 36066, nr. 1164 |\n", "kst-36066-1164"),
        (
            "Lijst\n\nNummer: 2024D12345, datum: 2024\n\nOnderdeel van kamerstukdossier 36740 XVII-10 Iets.\n",
            "kst-36740-XVII-10",
        ),
        ("2024D43221 Lijst van vragen\n", "2024D43221"),
        ("Handeling\n\nDatum publicatie\nTweede Kamer der Staten-Generaal2023-2024nr. 39, item 39\n\n", ABOUT),
    ],
)  # fmt: skip
def test_a_page_that_was_copied_from_a_site_says_which_paper_it_shows(shown: str, id_: str) -> None:
    assert tell(f"{shown}De brief gaat over Kamerstuk 36 100, nr. 3.\n{QUESTIONS}", "id") == {"id": id_}


def test_a_letter_that_a_site_shows_with_its_kind_above_it_is_that_letter_and_no_annual_report() -> None:
    text = "36 100 Water\nNr. 93\nBRIEF VAN DE MINISTER VAN KLIMAAT\nAan de Voorzitter van de Tweede Kamer\n"
    text += "Den Haag, 13 december 2023\n\nInleiding\n\nHierbij zend ik u de stukken.\n"
    expected = {"id": "kst-36100-93", "kind": "letter", "date": "2023-12-13"}
    assert tell(f"Brief regering : Het water\n{text}", *expected) == expected


def test_a_text_with_titles_is_an_annual_report_only_where_it_says_so() -> None:
    text = "Handeling\n\nDe voorzitter opent de vergadering.\n\nMotie\n\nDe Kamer verzoekt de regering dat te doen.\n"
    assert tell(text, "kind") == {"kind": "other"}
    assert tell(text.replace("Motie", "Jaarverslag"), "kind") == {"kind": "annual_report"}


def test_a_line_that_says_who_asks_whom_tells_of_questions_without_a_date_of_sending() -> None:
    line = "Schriftelijke vragen van de leden Een en Twee (beiden Partij) aan de minister van Klimaat over water(*)."
    expected = {
        "kind": "written_questions",
        "asked_by": "Een en Twee (beiden Partij)",
        "ministry": "Klimaat",
        "date_asked": "2024-07-14",
        "date_answered": "None",
    }
    text = f"Partij\n\nDen Haag, 14 juli 2024\n\n{line}\n\n1.\nKent u het bericht?\n\n2.\nWat vindt u?\n"
    assert tell(text, *expected) == expected


def test_a_date_within_a_sentence_is_not_that_of_the_paper() -> None:
    sentence = (
        "Op 14 mei 2023 kwam het verslag, en bij brief van\n3 juni 2023 het antwoord op de brief van 2 mei 2023.\n"
    )
    assert tell(f"{sentence}{QUESTIONS}", "date") == {"date": "None"}
    for line in ("Den Haag, 4 juni 2024", "Vastgesteld 4 juni 2024", "4 juni 2024", "Datum: 4 juni 2024"):
        assert tell(f"{sentence}{line}\n{QUESTIONS}", "date") == {"date": "2024-06-04"}


def test_the_name_of_a_ministry_ends_with_a_line_of_its_own() -> None:
    text = f"Ministerie van Landbouw, Natuur en Visserij\nPostbus 12\n{QUESTIONS}"
    assert tell(text, "ministry") == {"ministry": "Landbouw, Natuur en Visserij"}


def test_two_who_sign_beside_each_other_are_nobody_by_that_name() -> None:
    text = "Hierbij het antwoord.\nHoogachtend,\nDe Minister van Sociale Zaken         De Staatssecretaris van\nLucht\n"
    assert tell(text + QUESTIONS, "answered_by", "ministry") == {"answered_by": "None", "ministry": "None"}


def test_a_letter_with_questions_that_nobody_answered_has_no_date_of_an_answer() -> None:
    text = "Datum: 24 februari 2024\nOnderwerp: Water\nWij vragen u om beantwoording.\n\n1. Wat kost het?\n2. Waarom?\n"
    assert tell(text, "date", "date_answered") == {"date": "2024-02-24", "date_answered": "None"}


def test_a_commission_with_a_capital_and_a_clerk_for_one_list_are_named() -> None:
    text = (
        "36100 Wijziging van de begroting\n\nnr. 4 Verslag houdende lijst van vragen\n\nDe vaste Commissie voor "
        "Natuur, belast met het onderzoek van dit voorstel, heeft de eer verslag uit te brengen.\n\nDe voorzitter van "
        "de commissie,\n\nJanssen\n\nDe griffier voor deze lijst,\n\nPietersen\n\nVraag 1:\n\nWat kost het?\n\n"
        "Antwoord:\n\nVeel.\n\nVraag 2:\n\nWaarom?\n\nAntwoord:\n\nDaarom.\n"
    )
    metadata = read(text).metadata
    assert (metadata.committee, metadata.clerk) == ("vaste Commissie voor Natuur", "Pietersen")


def test_the_head_of_a_list_names_all_who_answered_and_the_clerk_before_a_title() -> None:
    text = (
        "36 100 Wijziging van de begroting\n\nNr. 5 LIJST VAN VRAGEN EN ANTWOORDEN\n\nVastgesteld16 april 2024\n\nDe "
        "vaste commissie voor Natuur heeft een aantal vragen voorgelegd aan de Minister van Natuur over de brief van "
        "2 april 2024.\n\nDe Ministers van Natuur en voor Water hebben deze vragen beantwoord bij brief van 12 april "
        "2024.\n\nDe voorzitter van de commissie, Janssen\n\nDe griffier van de commissie, Pietersen\n\nVragen en "
        "antwoorden\n\n"
    )
    metadata = read(text + QUESTIONS).metadata
    assert (metadata.answered_by, metadata.clerk) == ("Ministers van Natuur en voor Water", "Pietersen")
    assert str(metadata.date) == "2024-04-16"


def test_a_letter_that_a_site_shows_has_its_date_and_who_signed_it_in_capitals() -> None:
    text = (
        "Antwoorden\nNummer: 2024D12345, datum: 2024-05-16, bijgewerkt: 2024-05-17, versie: 1\nGeachte voorzitter,\n"
        "Hierbij zend ik u de antwoorden op de vragen.\nHoogachtend,\nDE MINISTER VAN NATUUR EN WATER,\nA. Janssen\n"
    )
    answered = "Vraag 1\nWat kost het?\nAntwoord\nVeel.\nVraag 2\nWaarom?\nAntwoord\nDaarom.\n"
    expected = {"date": "2024-05-16", "ministry": "Natuur en Water", "answered_by": "de Minister van Natuur en Water"}
    assert tell(text + answered, *expected) == expected
    assert tell("Nummer: 2024D12345, datum: 2024-15-16, versie: 1\n", "date") == {"date": "None"}


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("24 juli 2019", "2019-07-24"), ("24 jul. 2019", "2019-07-24"), ("3 sept 2019", "2019-09-03"),
        ("6 mrt. 2024", "2024-03-06"), ("24-7-2019", "2019-07-24"), ("24/07/2019", "2019-07-24"),
        ("24.07.2019", "2019-07-24"), ("2019-07-24", "2019-07-24"),
    ],
)  # fmt: skip
def test_dates_may_be_short_or_in_figures(written: str, date: str) -> None:
    asked = "Vragen van het lid Voorbeeld (Partij) aan de Minister van Financiën over wachttijden"
    form = "Vraag 1\nHoeveel?\nAntwoord 1\nTwaalf.\nVraag 2\nWaarom?\nAntwoord 2\nDaarom.\n"
    sent = f"{asked} (ingezonden {written}).\nAntwoord van Minister Naam (Financiën) (ontvangen {written}).\n{form}"
    for text in (sent, f"{asked}\nDatum: {written}\n{form}", f"Kamerstuk: Kamervragen | {written}\n{asked}\n{form}"):
        assert str(read(text).metadata.date) == date
    assert str(read(sent).metadata.date_answered) == date
    letter = f"Datum: {written}\nIn antwoord op uw brief van {written} stuur ik u de antwoorden.\n{form}"
    assert str(read(letter).metadata.date_answered) == date


@pytest.mark.parametrize("written", ["31-13-2019", "1-2-34567", "kst-36360-12-2019", "12-12-12-2019", "24-7/2019"])
def test_figures_that_are_no_date_are_none(written: str) -> None:
    assert parse_date(written) is None


def test_a_reprint_has_the_number_of_its_own_foot() -> None:
    head = "Tweede Kamer der Staten-Generaal\nVergaderjaar 2022–2023\n36 360 VI Jaarverslag\n"
    head += "Nr. 12 HERDRUK LIJST VAN VRAGEN EN ANTWOORDEN\nVastgesteld 15 juni 2023\n"
    form = "Vraag 1\nHoeveel?\nAntwoord 1\nTwaalf.\nVraag 2\nWaarom?\nAntwoord 2\nDaarom.\n"
    assert read(f"{head}{form}\nkst-36360-VI-12-n1\n").metadata.id == "kst-36360-VI-12-n1"
    # Another paper's foot is none of this one's.
    assert read(f"{head}{form}\nkst-36360-VI-11-n1\n").metadata.id == "kst-36360-VI-12"
