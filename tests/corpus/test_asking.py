"""What people say around a question is none of what they ask."""

from __future__ import annotations

import time

import pytest

from corpus.asking import asks_nothing, asks_who, drop_acknowledgement, drop_asking
from corpus.following import follow
from corpus.query import NumberQuery, TextQuery, parse_query
from corpus.search import Searcher


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Hoi, weet jij misschien hoeveel sluizen er zijn?", "hoeveel sluizen er zijn?"),
        ("Goedemiddag Griffier, kun je voor mij opzoeken wat een brug kost? Alvast bedankt!", "wat een brug kost"),
        ("dag, zou u ons kunnen vertellen of de dijk hoger wordt", "of de dijk hoger wordt"),
        ("Beste collega's, staat er ergens iets over muskusratten? Groet, Jan", "muskusratten"),
        ("sorry dat ik stoor, ik heb een vraag: hoe hoog is de dijk", "hoe hoog is de dijk"),
        ("wij zijn op zoek naar de kosten van een brug a.u.b.", "de kosten van een brug"),
        ("ik vroeg me af wat er is bekend over sluizen", "wat er is bekend over sluizen"),
        ("Dank je wel! En in 2023?", "En in 2023?"),
        ("Hoi! Goedemorgen Griffier, hoeveel sluizen zijn er?", "hoeveel sluizen zijn er"),
        ("kun je iets vertellen over sluizen?", "over sluizen"),
        ("Wat zei de minister over sluizen?", "sluizen"),
        ("wat antwoordde het kabinet daar over sluizen", "sluizen"),
        ("wat vindt de staatssecretaris van IenW over sluizen?", "van IenW over sluizen"),
        ("wie vroeg naar sluizen?", "sluizen"),
        ("zoek sluizen", "sluizen"),
        ("Zoek: sluizen in het noorden", "sluizen in het noorden"),
        ("geef me alles over sluizen", "sluizen"),
        ("laat eens zien hoeveel sluizen er zijn", "hoeveel sluizen er zijn"),
        ("Is er ooit gevraagd naar sluizen?", "sluizen"),
        ("zijn er al kamervragen gesteld over sluizen", "sluizen"),
        ("welke partij heeft vragen gesteld over sluizen", "sluizen"),
        ("hi, could you please tell me how high the dike is? thanks", "how high the dike is"),
        ("hoe hoog is de dijk?\nMet vriendelijke groet\nJan de Vries", "hoe hoog is de dijk"),
    ],
)
def test_greetings_thanks_and_phrases_of_asking_go(text: str, asked: str) -> None:
    assert drop_asking(text).strip(" ?") == asked.strip(" ?")


@pytest.mark.parametrize(
    "text",
    [
        # the same words where they are what is asked, and where nothing else is
        "dag van de democratie", "beste praktijken in de havens", "wie heeft de minister bedankt",
        "kosten van de groet bij defensie", "hi fi installaties", "dank aan vrijwilligers",
        "waar kan ik vragen stellen", "wat vindt het kabinet van de motie", "wie betaalt over de grens",
        "wat zei de minister op vraag 3", "toon van het debat", "zoek:sluizen", "zoek", "geef vraag 3",
        "zoekgedrag van jongeren",
        "kun je vraag:43 opzoeken", "hoi", "dank je wel", "kun je me helpen", "",
        # what is too long for a message to somebody
        "hoi, " + "sluis " * 400,
    ],
)  # fmt: skip
def test_what_is_asked_stays(text: str) -> None:
    assert drop_asking(text) == text


def test_a_question_is_as_sure_with_polite_words_as_without(searcher: Searcher) -> None:
    plain = searcher.search("hoeveel dwangsommen betaalde de IND")
    polite = searcher.search(
        "Goedemorgen Griffier, kun je me misschien vertellen hoeveel dwangsommen betaalde de IND? Thx"
    )
    assert polite.confidence == plain.confidence
    assert [hit.entry.id for hit in polite.hits] == [hit.entry.id for hit in plain.hits]


def test_a_text_that_only_greets_or_says_that_it_asks_asks_nothing() -> None:
    for text in ("hallo", "hoi, ik heb een vraag", "kun je iets voor me opzoeken?"):
        assert asks_nothing(text), text
    for text in ("", "hoi, ik heb een vraag over sluizen", "sluizen", "hoi " * 800):
        assert not asks_nothing(text), text


def test_who_asks_who_asked_is_told_from_who_asks_what_somebody_does() -> None:
    for text in ("wie vroeg er naar sluizen?", "wie heeft er vragen gesteld over sluizen", "who asked about dikes?"):
        assert asks_who(text), text
    for text in ("wie betaalt over de grens", "wat vroeg de minister", "sluizen " * 400 + "wie vroeg naar sluizen"):
        assert not asks_who(text), text


def test_quoted_words_are_looked_for_whatever_they_are() -> None:
    query = parse_query('"hoi, weet jij" sluizen alvast bedankt')
    assert isinstance(query, TextQuery)
    assert query.phrases == ("hoi, weet jij",)
    assert query.sought == "sluizen hoi, weet jij"


def test_a_number_is_looked_up_for_who_asks_politely(searcher: Searcher) -> None:
    for text in (
        "Hoi! mag ik vraag 43 zien? Alvast bedankt!", "goedemorgen, antwoord op vraag 43 graag. Mvg",
        "ok vraag 43 dan", "Ja, doe dan maar vraag 43",
    ):  # fmt: skip
        query = searcher.parse(text)
        assert isinstance(query, NumberQuery), text
        assert query.numbers == (43,)


def test_thanks_before_a_follow_up_do_not_make_it_another_question() -> None:
    followed = follow("Dank je wel! En in 2023?", parse_query("dwangsommen IND in 2022"))
    assert isinstance(followed, TextQuery)
    assert followed.words == "dwangsommen IND in 2023"


@pytest.mark.parametrize(
    "part",
    [" ", "dank ", "a, ", "kun je ", "graag ", ", groet ", "hoi ", "beste ", "even ", "\n", ", ", ",\n", "\n-", "ok "],
)
def test_no_text_takes_long(part: str) -> None:
    text = part * (1_990 // len(part))
    start = time.process_time()
    for drop in (drop_asking, drop_acknowledgement):
        for asked in (f"ik zou {text}", f"{text}x", text):
            drop(asked)
    assert time.process_time() - start < 0.35
