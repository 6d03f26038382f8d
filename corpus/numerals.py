"""Numbers of questions as people say them: `vraag drie`, `de vijfde vraag`, `vraag nr. 16`, `vraag (11)`."""

from __future__ import annotations

import re

from corpus.number_words import CARDINAL_CHOICE, CARDINALS, ORDINAL_CHOICE, ORDINALS

# What introduces a number: the words themselves, and how they are cut short. One letter counts only right before
# a number: `v14`, `q 41`.
LEAD = (
    r"(?:(?:vra(?:ag|gen)|vrg?\.?|antwoord(?:en)?|questions?)(?:\s*(?:met\s+)?(?:nummers?|nrs?\.?|no\.?))?"
    r"(?:\s*#(?=\d))?|nummers?|nrs?\.?|#(?=\d)|[vq]\.?(?=\s?\d))"
)
_ORDINAL = re.compile(
    rf"(?<!\w)(?:(?P<word>{ORDINAL_CHOICE})|(?P<figures>\d{{1,3}})(?:e|de|ste))\s+(?:vraag|antwoord|question|answer)(?!\w)",
    re.IGNORECASE,
)
CARDINAL = rf"{CARDINAL_CHOICE}(?!\w)"
_SAID = re.compile(
    rf"(?<!\w)(?P<lead>{LEAD})\s+(?P<numbers>{CARDINAL}(?:(?:\s*,\s*|\s+(?:en|t/m|tot\s+en\s+met)\s+){CARDINAL})*)",
    re.IGNORECASE,
)
_ONE_SAID = re.compile(rf"(?<!\w){CARDINAL}", re.IGNORECASE)
_IN_BRACKETS = re.compile(rf"(?<!\w)(?P<lead>{LEAD})\s*\((?P<number>\d{{1,5}})\)", re.IGNORECASE)
_AGAIN = re.compile(rf"(?<=\d)(?P<joint>\s*,\s*|\s+en\s+){LEAD}\s*(?=\d)", re.IGNORECASE)


def write_figures(text: str) -> str:
    """Return `text` with the numbers of questions in figures, behind one word that introduces them.

    Accepts `vraag drie` (to `negenennegentig`), `de vijfde vraag`, `het 5e antwoord`, `vraag (11)`, and `vraag 2 en
    vraag 17`. Refuses numbers of anything else: `drie vragen`, `vijf zaken`.
    """
    text = _ORDINAL.sub(lambda match: f"vraag {match['figures'] or ORDINALS[match['word'].casefold()]}", text)
    text = _SAID.sub(lambda match: f"{match['lead']} {_ONE_SAID.sub(_write_one, match['numbers'])}", text)
    text = _IN_BRACKETS.sub(r"\g<lead> \g<number>", text)
    return _AGAIN.sub(r"\g<joint>", text)


def read_cardinal(word: str) -> int:
    """Return the number that figures or a word for one (`CARDINAL`) stand for."""
    return int(word) if word.isdecimal() else CARDINALS[word.casefold()]


def _write_one(match: re.Match[str]) -> str:
    return str(read_cardinal(match[0]))
