"""Dutch words that stand for a number: `drie`, `derde`, `maart`.

Reading, analysis and the language of queries know them from here; with any change of them all papers are read anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

MONTHS = tuple("januari februari maart april mei juni juli augustus september oktober november december".split())

_ONES = "een twee drie vier vijf zes zeven acht negen".split()
_TEENS = "tien elf twaalf dertien veertien vijftien zestien zeventien achttien negentien".split()
_TENS = "twintig dertig veertig vijftig zestig zeventig tachtig negentig".split()
_ORDINAL_ONES = "eerste tweede derde vierde vijfde zesde zevende achtste negende".split()


def _list_tens() -> Iterator[tuple[str, int]]:
    for place, ten in enumerate(_TENS, start=2):
        yield ten, place * 10
        for one, word in enumerate(_ONES, start=1):
            # `tweeentwintig` is `tweeëntwintig` on a keyboard without the sign.
            for joint in ("ën", "en") if word.endswith("e") else ("en",):
                yield f"{word}{joint}{ten}", place * 10 + one


def _write_choice(words: Iterable[str]) -> str:
    return f"(?:{'|'.join(words)})"


# As expressions, in the parts that these words are made of: of whole words, by the hundred, they take long to compile.
_BEFORE_EN = _write_choice(word for word in _ONES if not word.endswith("e"))
_BEFORE_BOTH = _write_choice(word for word in _ONES if word.endswith("e"))
_TENS_CHOICE = rf"(?:{_BEFORE_EN}en|{_BEFORE_BOTH}[eë]n)?{_write_choice(_TENS)}"
# One of CARDINALS, and one of ORDINALS, where no letter stands behind it.
CARDINAL_CHOICE = rf"(?:{_TENS_CHOICE}|{_write_choice((*_TEENS, *_ONES, 'één'))})"
ORDINAL_CHOICE = rf"(?:{_TENS_CHOICE}ste|{_write_choice(_TEENS)}de|{_write_choice(_ORDINAL_ONES)})"
CARDINALS = {word: number for number, word in enumerate((*_ONES, *_TEENS), start=1)} | dict(_list_tens()) | {"één": 1}
ORDINALS = (
    {word: number for number, word in enumerate(_ORDINAL_ONES, start=1)}
    | {f"{word}de": number for number, word in enumerate(_TEENS, start=10)}
    | {f"{word}ste": number for word, number in _list_tens()}
)
