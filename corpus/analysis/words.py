"""Dutch words to their stems, by way of folding and a list of words that carry no subject."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

import Stemmer

_MOST_REMEMBERED = 200_000
# Where a word may be cut; it is not seen otherwise.
SOFT_HYPHEN = "\u00ad"
_GENITIVE = re.compile(r"['’]s$")
_APOSTROPHE = re.compile(r"['’]")

# Function words of Dutch: articles, pronouns, prepositions, conjunctions, auxiliaries and the words
# that questions open with. Written for this project from the word classes of a Dutch grammar.
STOP_WORDS = frozenset(
    """
    de het een der den des
    ik je jij jou jouw u uw hij hem zijn zij ze haar we wij ons onze jullie hun hen mij me mijn zich zichzelf
    dit dat deze die wie wat welk welke wiens waar hier daar er men iets niets iemand niemand
    aan af achter als bij binnen boven buiten door gedurende in langs met na naar naast om onder op over per
    rond sinds tegen ten ter tijdens tot tussen uit van vanaf vanuit via volgens voor vanwege wegens zonder
    hiermee daarmee waarmee hierbij daarbij waarbij hiervan daarvan waarvan hierop daarop waarop hiervoor
    daarvoor waarvoor hierover daarover waarover hierdoor daardoor waardoor hieraan daaraan waaraan hierin
    daarin waarin eraan erbij erin ermee erop erover eruit ervan ervoor
    en of maar want dus noch omdat doordat zodat terwijl hoewel indien wanneer nadat voordat toen dan alsof
    mits tenzij ook nog al alle allen alles andere ander anders
    ben bent is was waren wordt worden werd werden geworden geweest heb hebt heeft hebben had hadden gehad
    zal zult zullen zou zouden kan kun kunt kunnen kon konden mag mogen mocht mochten moet moeten moest moesten
    wil wilt willen wilde wilden gaat gaan ging gingen doet doen deed deden laat laten
    niet geen wel zo zoals zelf hoe hoeveel waarom waarheen hoezo toch even eens echt gewoon graag
    alleen enkel slechts eigenlijk precies nou allemaal
    ja nee te toe heel erg zeer meer meest veel weinig enkele sommige elk elke ieder iedere
    nu reeds steeds bijvoorbeeld bv bijv etc mede tevens daarnaast daarom echter immers namelijk
    """.split()
)


@lru_cache(_MOST_REMEMBERED)
def fold(word: str) -> str:
    """Return `word` in lower case, compatibility forms and diacritics folded, without apostrophes."""
    if word.isascii() and "'" not in word:
        return word.lower()
    plain = unicodedata.normalize("NFKD", word)
    kept = "".join(char for char in plain if not unicodedata.combining(char) and char != SOFT_HYPHEN).casefold()
    return _APOSTROPHE.sub("", _GENITIVE.sub("", kept))


def is_stop_word(folded: str) -> bool:
    """Tell whether a folded word says too little to be a term."""
    return folded in STOP_WORDS


@cache
def _stemmer() -> Stemmer.Stemmer:
    return Stemmer.Stemmer("dutch_porter")


@lru_cache(_MOST_REMEMBERED)
def stem(folded: str) -> str:
    """Return the Snowball stem of a folded word; what holds a figure stays as it is.

    Source: Porter's Dutch stemmer of snowballstem.org, as PyStemmer's pinned release has it. The other one that
    is called `dutch` there takes `ge` out of words too (`gezag` gives `zag`), which base forms make needless.
    """
    return folded if any(char.isdigit() for char in folded) else str(_stemmer().stemWord(folded))
