"""What people say to the bot beside their questions is answered as what it is, and a question never as that."""

from __future__ import annotations

import time

import pytest

from bot.answering import Answering
from bot.holdings import Holdings
from bot.remarks import Remark, find_remark, is_of_file
from bot.shelves import Shelves
from bot.texts import DUTCH, LANGUAGES
from corpus.search import Searcher
from tests.conftest import SEEDS


@pytest.mark.parametrize(
    ("remark", "texts"),
    [
        (
            Remark.THANKS,
            "bedankt|thx|Dank je wel 👍|top, dank je!|thank you so much!|ok|:+1::skin-tone-3:|🙏|mooi, dankjewel bot|"
            "Hartelijk dank voor je snelle antwoord!|super duidelijk|ja, helder",
        ),
        (Remark.GREETING, "hoi|Goedemorgen!|hallo kun je iets opzoeken voor me|ik heb een vraag|hi, can you help me?"),
        (Remark.HELP, "help|wie ben jij|wat kun je allemaal?|hoe werkt dit|what can you do?|uitleg"),
        (
            Remark.WRONG,
            "nee dit klopt niet|dat is niet wat ik bedoelde|nee|dit antwoord is fout|dat bedoel ik niet|this is wrong",
        ),
        (
            Remark.SOURCE,
            "wie heeft dit gevraagd?|welk stuk is dit|waar staat dit?|wanneer was dit?|bron?|who asked this?",
        ),
        (
            Remark.REWRITING,
            "kun je dit samenvatten?|vat dit samen|kun je dat even vertalen naar het Engels|summarise this please",
        ),
    ],
)
def test_what_is_said_beside_questions_is_known(remark: Remark, texts: str) -> None:
    for text in texts.split("|"):
        assert find_remark(text) is remark, text


@pytest.mark.parametrize(
    "text",
    [
        "", "?", "🙂", "ja", "en in 2023?", "ok en in 2023?", "dank aan vrijwilligers", "goede zorg", "help jongeren",
        "wie heeft de minister bedankt", "klopt het dat de dijk hoger wordt?", "wat doe je met stikstof", "fouten",
        "uitleg van artikel 12", "weet jij iets over dijken", "samenvatting", "onzin", "kun je de motie uitleggen",
        "klopt de raming niet?",
        "wie heeft de minister gevraagd?", "wanneer was dit besluit", "bronheffing",
        "wat kun je vertellen over dijken", "hoi, hoeveel dijken zijn er?", "dank " * 60,
    ],
)  # fmt: skip
def test_a_question_is_none_of_it(text: str) -> None:
    assert find_remark(text) is None


def test_a_text_that_goes_with_a_file_is_told_from_a_question() -> None:
    for text in (
        "",
        "kun je dit toevoegen?",
        "wil je dit stuk lezen",
        "hierbij het nieuwe stuk",
        "graag toevoegen",
        "🙂",
    ):
        assert is_of_file(text), text
    for text in ("hoeveel dijken zijn er", "wat staat er in dit stuk?", "lezen jongeren minder?", "toevoegen " * 40):
        assert not is_of_file(text), text


def test_no_text_takes_long_to_tell() -> None:
    begin = time.process_time()
    for text in ("ok " * 39 + "x", "dank " * 23 + "x", "kun je " * 17, "even " * 24, "dit dat " * 15, "heel erg " * 13):
        find_remark(text)
        is_of_file(text)
    assert time.process_time() - begin < 1


def test_each_is_answered_in_the_language_of_who_says_it(searcher: Searcher) -> None:
    for texts in LANGUAGES.values():
        answering = Answering(holdings=Holdings(searcher, Shelves(seeds=SEEDS)), texts=texts)
        for text, line in (
            ("thx!", texts.steering.welcome),
            ("hallo", texts.steering.greeting),
            ("dit klopt niet", texts.steering.not_wanted),
            ("kun je dit samenvatten?", texts.steering.not_rewritten),
        ):
            reply = answering.answer(text, earlier="hoeveel dwangsommen betaalde de IND")
            assert reply.message.text == line
            assert not reply.is_public
            assert not reply.query


def test_where_an_answer_is_from_is_told_of_the_one_that_a_thread_is_about(searcher: Searcher) -> None:
    answering = Answering(holdings=Holdings(searcher, Shelves(seeds=SEEDS)), texts=DUTCH)
    told = answering.answer("wanneer was dit?", earlier="vraag 7 uit kst-36560-VI-10")
    assert told.is_public
    assert "Beantwoord op: 4 juni 2024" in told.message.text
    assert "paper_open" in str(told.message.written)
    for earlier in ("", "xylofoons"):
        assert answering.answer("wanneer was dit?", earlier=earlier).message.text == DUTCH.steering.which_answer


def test_a_question_with_a_letter_that_is_not_there_is_named_with_it(searcher: Searcher) -> None:
    answering = Answering(holdings=Holdings(searcher, Shelves(seeds=SEEDS)), texts=DUTCH)
    assert answering.answer("vraag 99b").message.text.startswith("Vraag 99b ken ik niet.")
