"""Questions and answers that nothing marks, as a site leaves them when it drops the headings and the numbers."""

from __future__ import annotations

import pytest

from tests.corpus.test_findings import read, read_pairs

PAIRS = [
    ("Bent u bekend met het bericht «Water wordt duur»?1, 2", "Ja.2"),
    (
        "Deelt u de mening van dhr. Voorbeeld dat dit te duur is? Zo nee, waarom niet?",
        "Die mening deel ik niet. Het water kost 12 euro.",
    ),
    ("In 2019 kostte het nog 10 euro. Kunt u dat verschil verklaren?", "Ja, door de rente."),
    ("Kunt u per provincie zeggen wat het kost? Graag een toelichting.", "Overal kost het 12 euro."),
]
HEAD = "Het dure water |\n|\nEen Lid (Partij) |\n|\n![]() |\n"
PRINTED = "De vragen, alsmede de daarop gegeven antwoorden, zijn hieronder afgedrukt.\n"


def write(pairs: list[tuple[str, str]], between: str = "\n") -> str:
    return between.join(text for pair in pairs for text in pair) + "\n"


def list_unmarked(text: str) -> list[tuple[str | None, str | None]]:
    return [(asked, said) for _, asked, said in read_pairs(text)]


@pytest.mark.parametrize("between", ["\n", "\n\n"])
@pytest.mark.parametrize("head", ["", HEAD])
def test_a_paragraph_that_asks_and_what_stands_below_it_are_question_and_answer(head: str, between: str) -> None:
    assert list_unmarked(head + write(PAIRS, between)) == PAIRS


def test_an_answer_has_as_many_paragraphs_as_it_has_and_lines_of_any_length() -> None:
    said = "Dat is zo.\nDaarnaast is het duur, en dat\nblijft het nog een\njaar.\n- Ook dit.\n- En dat."
    text = write([*PAIRS, ("Wat gaat u\ndaaraan doen?", said)])
    asked, answer = list_unmarked(text)[-1]
    assert asked == "Wat gaat u daaraan doen?"
    assert answer is not None
    assert answer.startswith("Dat is zo.")
    assert answer.endswith("En dat.")


def test_what_stands_in_cells_between_two_lists_is_in_neither() -> None:
    pairs = [("Kent u het rapport over lucht?", "Nee."), ("Wat vindt u daarvan?", "Niets.")]
    assert list_unmarked(HEAD + write(PAIRS) + "De lucht |\n|\nAnder Lid (Partij) |\n" + write(pairs)) == PAIRS + pairs


def test_questions_that_nobody_has_answered_are_one_each() -> None:
    asked = ["Kent u het bericht?", "Is dat zo?", "Wat doet u daaraan? Zo nee, waarom niet?"]
    assert list_unmarked("\n".join(asked)) == [(one, None) for one in asked]


def test_questions_with_a_bullet_are_one_each_and_the_names_below_them_are_none() -> None:
    asked = ["– Is het college bekend met het plan?", "– Zo ja, wat vindt het college ervan?", "– Wat kost het?"]
    text = "\n\n".join(asked) + "\n\nEen Raadslid\nPartij van hier\n"
    assert list_unmarked(text) == [(one, None) for one in asked]


def test_two_questions_are_enough_where_the_text_above_says_that_they_follow() -> None:
    pairs = [("Hoe staat het met het water?", "Goed."), ("Waarom werd de termijn overschreden?", "Door drukte.")]
    assert list_unmarked(PRINTED + write(pairs)) == pairs
    assert list_unmarked(write(pairs)) == []


NOTES = "De leden van de Partij vragen naar het water.\n\nKunt u dat toelichten?\n\nDe leden lezen over lucht.\n\n"
DEBATE = "De heer Een (Partij):\n\nKunt u dat zeggen?\n\nMinister Twee:\n\nDat kan ik.\n\n"
# The office that answers is named in what is asked.
DEBATE_OF_OFFICE = DEBATE.replace("zeggen?", "zeggen, minister?")
CHAPTERS = "Wat willen wij bereiken?\n\nSchoon water.\n\nWat gaan wij doen?\n\nMeten.\n\nWat kost dat?\n\nVeel.\n"
# A site speaks to its reader as members do to a minister.
SITE = (
    "Water aanvragen\n\nWilt u water aanvragen? Dan kunt u dat doen bij het loket.\n\nNeem uw brief mee.\n\n"
    "Hoe weet u of u water krijgt?\n\nDat staat in de brief.\n\nHeeft u geen brief? Bel dan met het loket.\n\n"
    "Kunt u niet bellen?\n\nDan schrijft u het College voor Water.\n"
)
# An office is named, and nobody is spoken to.
EXPLAINED = "De minister\n\nWat is water?\n\nDat is nat.\n\nWat is lucht?\n\nDie is droog.\n\nWat is vuur?\n\nHeet.\n"
# An essay asks its reader something now and then.
ESSAY = ("Kent u het water?\n\n" + "Het water stroomt naar zee.\n\n" * 14) * 3


@pytest.mark.parametrize(
    "text",
    [NOTES * 4, DEBATE * 4, DEBATE_OF_OFFICE * 4, CHAPTERS, SITE, EXPLAINED, ESSAY],
    ids=["committee", "debate", "debate of an office", "chapters", "site", "explained", "essay"],
)
def test_a_text_of_another_kind_has_no_questions_though_it_asks(text: str) -> None:
    assert read_pairs(text) == []
    assert read(text).entries


def test_a_number_alone_is_a_question_where_the_text_above_says_that_questions_follow() -> None:
    asked = "Hoeveel is er betaald?"
    head = "Nr. 6 LIJST VAN VRAGEN EN ANTWOORDEN\nDe vragen zijn voorgelegd aan de Minister.\n\n"
    assert read_pairs(f"{head}1\n{asked}\nEr is 12 euro betaald.\n") == [((1,), asked, "Er is 12 euro betaald.")]
    assert read_pairs(f"Een verslag.\n\n1\n{asked}\nEr is 12 euro betaald.\n") == []
    cited = f"{head}1\n\n{asked} (blz. 5)\n\nTwaalf euro.\n\nMeer niet.\n"
    assert read_pairs(cited) == [((1,), f"{asked} (blz. 5)", "Twaalf euro.\n\nMeer niet.")]
    # A text that was cut off in the middle of a question
    cut = f"{head}1 en 2\n\n{asked}\n\nTwaalf euro.\n\n3\n\nHoeveel is er nog\n"
    assert read_pairs(cut) == [((1, 2), asked, "Twaalf euro."), ((3,), "Hoeveel is er nog", None)]


def test_a_number_may_have_both_a_point_and_a_bracket() -> None:
    text = "1.)\nKent u het bericht(*)?\n\n2.)\nDeelt u die mening?\n\n3.) Wat doet u?\n\n(*) https://example.nl/a\n"
    asked = ["Kent u het bericht(*)?", "Deelt u die mening?", "3.) Wat doet u?"]
    assert [question for _, question, _ in read_pairs(text)] == asked


def test_who_asks_may_stand_in_the_place_of_a_number() -> None:
    head = "Antwoorden op vragen uit de eerste termijn\n\n"
    text = "Vraag van het lid Een (Partij):\n\nHoe gaat dat?\n\nAntwoord:\n\nGoed.\n\n"
    assert read_pairs(head + text * 2) == [((), "Hoe gaat dat?", "Goed.")] * 2
    text = "Vraag van het lid Van den Een (Partij): Hoe gaat dat?\n\nDat gaat goed.\n\n"
    assert read_pairs(head + text * 2) == [((), "Hoe gaat dat?", "Dat gaat goed.")] * 2


def test_what_ends_a_list_that_nobody_answered_is_no_answer() -> None:
    asked = ["1. Wat kost het?", "2. Wie betaalt het? Graag per jaar.", "3. Zo nee, waarom niet?"]
    text = "Om deze redenen hebben wij de volgende vragen:\n\n" + "\n\n".join(asked) + "\n\n"
    expected: list[tuple[str | None, str | None]] = [(asked[0], None), (asked[1], None), (asked[2], None)]
    assert list_unmarked(text + "Wij zien uw reactie tegemoet.\n") == expected
    assert list_unmarked(f"{text}Namens de fractie,\n\nEen Naam\n\n(*) Dagblad, 4 mei\n") == expected
    bullets = "\n".join(f"  • {one[3:]}" for one in asked[:2])
    text = (
        f"Vraag 384 2023-2024\n\nDit leidt tot de volgende vragen:\n\n{bullets}\n\nDe fractie verzoekt om antwoord.\n"
    )
    assert [said for _, said in list_unmarked(text)] == [None, None]


def test_members_may_explain_what_they_ask_and_put_a_line_over_the_questions_that_follow() -> None:
    text = (
        "Schriftelijke vragen over water\n\n1. Wat kost het? (zie de begroting)\n\n2. Graag een overzicht.\n\n3. "
        "Mag dat?\n\nOp grond van het besluit is dat niet zo.\n\nOver lucht hebben wij de volgende vragen:\n\n"
        "4. Wat kost lucht? Bijvoorbeeld op zee.\n\n5. En op"
    )
    entries = read(text).entries
    assert [entry.answer for entry in entries] == [None] * 5
    assert entries[2].question.text.endswith("is dat niet zo.")
    assert [entry.heading for entry in entries[2:4]] == [(), ("Over lucht hebben wij de volgende vragen:",)]


def test_the_word_vraag_before_a_text_marks_a_question_where_none_has_a_number() -> None:
    text = "Antwoorden op vragen\n\nVraag: Dat is duur. Wat vindt u?\n\nAntwoord: Het valt mee.\n\n" * 2
    assert list_unmarked(text) == [("Dat is duur. Wat vindt u?", "Het valt mee.")] * 2
    numbered = (
        "Vraag 1: Begrippen.\n\nVraag: Wat is duur?\n\nAntwoord op vraag 1: Veel.\n\nVraag 2: Wat nog?\n\nVraag: A?\n"
    )
    assert [numbers for numbers, _, _ in read_pairs(numbered)] == [(1,), (2,)]


def test_a_title_without_a_full_stop_is_no_part_of_the_question_below_it() -> None:
    pairs = [(asked, said) for asked, said in PAIRS if asked.endswith("?")]
    text = f"{PRINTED}Vragen en antwoorden over de begroting\n{write(pairs * 2)}"
    assert list_unmarked(text) == pairs * 2


def test_a_number_in_two_marks_and_lines_that_blanks_part_are_a_list_of_questions_too() -> None:
    marked = "Het lid stelt de volgende vragen:\n\n1). Wat kost het?\n\n2). Wie betaalt?\n"
    assert [numbers for numbers, _, _ in read_pairs(marked)] == [(1,), (2,)]
    parted = (
        "Wij willen de volgende vragen stellen:\n\n1) Hoeveel is er gemaakt ter voorbereiding van\n\nde komst van het "
        "park? (Ook voor het plan)\n\n2) Hoe zit het met het krediet dat over is van\n\nhet oude park? Dat hoort de "
        "raad te weten!\n"
    )
    assert [numbers for numbers, _, _ in read_pairs(parted)] == [(1,), (2,)]


def test_a_question_of_an_honourable_member_has_the_member_in_its_heading() -> None:
    text = "".join(
        f"Vraag van de geachte afgevaardigde Janssen (ABC):\n\n{asked}\n\nAntwoord:\n\nNee.\n\n"
        for asked in ("A?", "B?")
    )
    assert read_pairs(text) == [((), "A?", "Nee."), ((), "B?", "Nee.")]


def test_a_question_that_opens_with_a_quotation_is_one_where_the_line_above_says_that_questions_follow() -> None:
    asked = "1) In het antwoord staat deze zin:\n\n“Dat is zo.”\n\nHoe kan dat? Graag een toelichting.\n\n2) Waarom?\n"
    follow = "Daarom wil het lid de volgende vervolgvragen stellen.\n\n"
    assert [numbers for numbers, _, _ in read_pairs(follow + asked)] == [(1,), (2,)]


def test_a_question_that_has_only_the_heading_of_its_answer_begins_below_the_titles_above_it() -> None:
    text = (
        "Technische vragen van 15 oktober\nFractie Ons Water\nAgendapunt 4a Brief\nEr staat iets over 8 delen. Wat "
        "zijn\nde 8 delen?\nAntwoord\nDat zijn typen.\nFractie ABC\n3.b.2. Regel\nDe regel wordt aangepast. Hoe?\n"
        "Antwoord\nDat ligt vast.\n\nDit volgt.\n\nKan dat sneller? (zie blz. 3).\n\nAntwoord\n\nNee.\n"
    )
    asked = ["Er staat iets over 8 delen. Wat zijn de 8 delen?", "De regel wordt aangepast. Hoe?"]
    asked.append("Kan dat sneller? (zie blz. 3).")
    answers = ["Dat zijn typen.", "Dat ligt vast.\n\nDit volgt.", "Nee."]
    assert [(question, answer) for _, question, answer in read_pairs(text)] == list(zip(asked, answers, strict=True))


def test_the_word_vraag_above_a_quotation_and_again_before_the_question_is_one_question() -> None:
    said = {"“Zo.”": "A?", "“Dus.”": "B?"}
    text = "".join(f"Vraag\n{quoted}\nVraag: {asked}\nAntwoord\nAntwoord: Nee.\n" for quoted, asked in said.items())
    found = [(" ".join(question.split()), answer) for _, question, answer in read_pairs(text)]
    assert found == [(f"{quoted} Vraag: {asked}", "Nee.") for quoted, asked in said.items()]


def test_bullets_in_small_letters_and_titles_between_them_are_a_list_of_questions() -> None:
    text = (
        "Wij stellen de volgende vragen:\n\nOver het plan:\n\n • is het college op de hoogte?\n • Welk onderzoek is "
        "er\n  gedaan naar de gevolgen.\n\nOver de kosten:\n\n • wat kost het?\n"
    )
    asked = [question for _, question, _ in read_pairs(text)]
    assert asked[:2] == ["• is het college op de hoogte?", "• Welk onderzoek is er gedaan naar de gevolgen."]
    assert asked[2:] == ["• wat kost het?"]


def test_a_question_below_the_figures_of_a_table_is_no_part_of_them() -> None:
    text = (
        "De volgende vragen zijn gesteld.\n\nKent u het bericht?\nJa.\nHoeveel is er per jaar\nbetaald, kunt u dat "
        "zeggen?\nDat staat hieronder.\nJaar\n2015\n172.606\n2016\n160.828\nBent u bereid tot meer? Zo nee, waarom "
        "niet?\nNee, dat is niet nodig.\n"
    )
    assert [answer for _, _, answer in read_pairs(text)][2:] == ["Nee, dat is niet nodig."]


def test_words_that_stood_in_cells_of_their_own_open_a_question_and_its_answer_in_turns() -> None:
    text = (
        "Vraag De dekking is 102%.\n\na) Mag dat?\n\nAntwoord Dat is 12 euro meer.\n\nDat mag.\n\nVraagnummer 14-2 "
        "Fractie Ons Water\n\nVraag Pagina 157: wanneer komt dit?\n\nAntwoord Nu.\n"
    )
    asked = ["De dekking is 102%.\n\na) Mag dat?", "Pagina 157: wanneer komt dit?"]
    assert read_pairs(text) == [((), asked[0], "Dat is 12 euro meer.\n\nDat mag."), ((), asked[1], "Nu.")]
    assert read_pairs("Vraag De dekking is 102%. Mag dat?\n\nVraag Wie betaalt?\n\nAntwoord Nu.\n") == []


def test_the_name_of_a_group_with_a_comma_signs_the_questions_above_it() -> None:
    text = "Vragen\n\n1. Wat kost het?\n\n2. Kunt u dat zeggen?\n\nFractie ABC Noord,\n\nA. Janssen\n"
    assert [question for _, question, _ in read_pairs(text)] == ["1. Wat kost het?", "2. Kunt u dat zeggen?"]


@pytest.mark.parametrize("marker", ["(1)", "(*)"])
def test_a_question_may_end_in_the_marker_of_a_note_in_brackets(marker: str) -> None:
    asked = [f"1) Kent u het bericht? {marker}", f"2) Is dat zo? {marker}", "3) Wat nu?"]
    assert [question for _, question, _ in read_pairs("Vragen aan de voorzitter\n\n" + "\n\n".join(asked))] == asked


def test_a_number_behind_a_bullet_is_that_of_the_question() -> None:
    text = "De leden stellen de volgende vragen:\n\n  • 1) Wat kost het?\n  • 2) Wie betaalt het? Graag per jaar.\n"
    assert read_pairs(text) == [((1,), "1) Wat kost het?", None), ((2,), "2) Wie betaalt het? Graag per jaar.", None)]


def test_a_bullet_before_a_number_that_asks_nothing_stays() -> None:
    (passage,) = read("Het plan telt\n\n • 1. een dijk;\n • 2. een sluis;\n • 3. een gemaal.\n").entries
    assert passage.text.text == "• 1. een dijk;\n• 2. een sluis;\n• 3. een gemaal."


@pytest.mark.parametrize(
    "closing",
    [
        "Graag beantwoording binnen de termijn,\n\n… en liefst eerder,\n\nHoogachtend,\n\nEen Naam",
        "Ik verzoek u deze vragen schriftelijk te beantwoorden.\n\nHoogachtend,\n\nEen Naam",
        "Indieners: Een Naam, Partij van het water; Ander Lid, Groep van het land; Derde Lid, Fractie\n\nVerder lezen",
        "In afwachting van uw reactie,\n\nEen Naam; Ander Lid",
    ],
)
def test_what_members_close_with_is_no_part_of_their_last_question(closing: str) -> None:
    asked = ["1. Wat kost het?", "2. Wie betaalt het?"]
    text = "Schriftelijke vragen over water\n\n" + "\n\n".join([*asked, closing]) + "\n"
    assert list_unmarked(text) == [(one, None) for one in asked]


def test_a_request_right_below_a_question_is_part_of_it() -> None:
    head = "Schriftelijke vragen over water\n\n1. Wat kost het?\n\n"
    asked = "2. Wie betaalt het?\nGraag ook daarop uw reactie."
    assert list_unmarked(head + asked)[1] == (asked, None)
    assert list_unmarked(f"{head}{asked}\nHet Rijk betaalt het.\n")[1] == (asked, "Het Rijk betaalt het.")
    said = "Graag verwijs ik u naar het antwoord op vraag 1."
    assert list_unmarked(f"{head}2. Wie betaalt het?\n{said}\n")[1] == ("2. Wie betaalt het?", said)


BULLETS = [
    "• Was het college op de hoogte van het plan",
    "• Klopt het dat dit niet openbaar is",
    "• Heeft u kennis genomen van het rapport.",
    "• Wat vindt het college daarvan en zo ja, waarom",
]


def test_bullets_that_open_as_questions_need_no_mark_where_the_text_above_tells_of_questions() -> None:
    text = "Het lid heeft vragen gesteld over water.\n\n" + "\n".join(BULLETS) + "\n\nEen Naam\n"
    assert list_unmarked(text) == [(one, None) for one in BULLETS]
    assert list_unmarked("De volgende vragen:\n\n" + "\n".join([*BULLETS[2:], "• Wie betaalt dat?"]))[0] == (
        BULLETS[2],
        None,
    )


def test_bullets_that_open_as_questions_are_none_in_another_text() -> None:
    studied = ["• Was het plan bekend", "• Klopt het dat dit niet openbaar is", "• Wat is daarvan de reden"]
    assert list_unmarked("De minister laat onderzoeken:\n\n" + "\n".join(studied)) == []
    mixed = [*BULLETS[:2], "• Het rapport is oud."]
    assert list_unmarked("Het lid heeft vragen gesteld over water.\n\n" + "\n".join(mixed)) == []


def test_a_question_with_a_statement_behind_it_is_no_answer_to_those_above_it() -> None:
    asked = [
        "Waarom is niemand gehoord?", "Wat is volgens u de winst?",
        "Waarom een dijk? Elders bouwt men een sluis, zie het rapport.", "Wat kost dat?",
    ]  # fmt: skip
    text = "Wij komen tot de volgende vragen,\n\n" + "\n\n".join(asked)
    assert list_unmarked(f"{text}\n\nDe tijd dringt.\n\nWij wachten uw beantwoording af,\n\nEen Naam\n") == [
        (one, None) for one in asked
    ]


def test_an_answer_to_several_questions_may_ask_first() -> None:
    text = (
        "Wij hebben de volgende vragen beantwoord.\n\nWaarom is niemand gehoord?\n\nWat is volgens u de winst?\n\n"
        "Waarom een dijk? Dat is goedkoper.\n\nZo is het.\n\nWat kost dat?\n\nTwaalf euro.\n"
    )
    assert [said for _, said in list_unmarked(text)] == [
        "Waarom een dijk? Dat is goedkoper.\n\nZo is het.",
        "Twaalf euro.",
    ]


def test_a_list_that_requests_may_open_so_below_a_text_that_tells_of_questions() -> None:
    asked = [
        "1. De cijfers verschillen. Graag uitleg daarover.", "2. Welke bron is er? Wij willen die zien.",
        "3. Hoeveel water is er?", "4. In 2016 beloofde u",
    ]  # fmt: skip
    text = "\n".join(f"  {one}" for one in asked)
    assert list_unmarked(f"De fractie stelde enkele schriftelijke vragen.\n\n{text}\n") == [
        (one, None) for one in asked
    ]
    assert list_unmarked(f"De fractie bezocht een gemaal.\n\n{text}\n") == []


def test_a_number_in_the_brackets_of_a_note_is_a_questions_where_most_of_these_ask() -> None:
    text = (
        "MEMORIE VAN ANTWOORD\n\n[1]\n\nDe dijk is oud. Wat vindt de regering?\n\nHij is sterk. Hij blijft.\n\n[2]\n\n"
        "Wat kost een nieuwe?\n\nTwaalf euro.\n"
    )
    assert read_pairs(text) == [
        ((1,), "De dijk is oud. Wat vindt de regering?", "Hij is sterk. Hij blijft."),
        ((2,), "Wat kost een nieuwe?", "Twaalf euro."),
    ]


def test_a_number_in_the_brackets_of_a_note_below_all_questions_is_a_notes() -> None:
    text = (
        "Vragen\n\n1. Kent u het bericht [1]?\n\n2. Is dat zo [2]?\n\n[1]\n\nDe Krant, 1 mei\n\n[2]\n\nDe Bode, 2 mei\n"
    )
    assert read_pairs(text) == [((1,), "1. Kent u het bericht [1]?", None), ((2,), "2. Is dat zo [2]?", None)]


def test_one_answer_of_two_questions_tells_where_the_other_ends() -> None:
    assert read_pairs("Vraag 1\nA?\n\nJa\n\nVraag 2\nB?\n\nDat is zo. Het blijft zo.\n") == [
        ((1,), "A?", "Ja"),
        ((2,), "B?", "Dat is zo. Het blijft zo."),
    ]


def test_numbers_count_anew_below_a_line_that_announces_further_questions() -> None:
    text = (
        "Vragen over water\n\n1. Wat kost het? Zo nee, dan horen wij dat.\n\nVerder hebben wij de volgende vragen:\n\n"
        "1. Wie betaalt het?\n2. Wanneer?\n3. Waarom?\n4. Hoe?\n"
    )
    assert [numbers for numbers, _, _ in read_pairs(text)] == [(1,), (1,), (2,), (3,), (4,)]
    other = text.replace("de volgende vragen:", "een plan:")
    assert [numbers for numbers, _, _ in read_pairs(other)] == [(1,), (2,), (3,), (4,)]
