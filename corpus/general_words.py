"""Words that people use of any paper: what lists and their parts are called, who made them, and words of asking."""

from __future__ import annotations

from corpus.analysis.words import fold, stem

_PAPERS = frozenset(
    stem(word)
    for word in (
        "lijst lijsten totaallijst vraag vragen antwoord antwoorden feitelijke schriftelijke kamervragen kamervraag "
        "beantwoording stuk stukken kamerstuk document paper dossier verslag rapport brief ministerie departement jaar "
        "staat zegt zeggen geef geven toon tonen zoek zoeken krijg krijgen lees lezen zie zien vind vinden weet weten "
        "luidt luidde geantwoord beantwoord gezegd geschreven nummer nummers nr vr minister bewindspersoon kabinet "
        "question questions answer list report about year show give find"
    ).split()
)
# Of questions as such, not of a paper.
_QUESTIONS = frozenset(
    stem(word)
    for word in (
        "onbeantwoord onbeantwoorde beantwoorden gesteld gestelde gevraagd vroeg ingediend openstaande staan open "
        "answered unanswered asked"
    ).split()
)
# The function words of English that stand around those.
_ENGLISH = frozenset(
    "which are is were have has been yet still there any all of the what how many not no an by".split()
)


def is_general(word: str) -> bool:
    """Tell whether a word tells no paper from another: `vraag`, `minister`, `staat`."""
    return stem(fold(word)) in _PAPERS


def says_nothing(word: str) -> bool:
    """Tell whether a word is general, or is said of questions as such: `vragen`, `beantwoord`, `gesteld`."""
    folded = fold(word)
    return folded in _ENGLISH or stem(folded) in _PAPERS | _QUESTIONS
