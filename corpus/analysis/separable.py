"""Verbs whose first part stands apart: `Hoe vraag ik een paspoort aan?` and `om aan te vragen` ask of `aanvragen`.

The first part is looked for where it says no more than that: before `te`, or as the last word of a clause. The verb
before it counts if the dictionary has both as one verb.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain, islice

from corpus.analysis.lexicon import find_base, is_word
from corpus.analysis.tokens import Term
from corpus.models import Span

_FIRST = frozenset(
    """
    aan af achter bij binnen deel door goed in kennis klaar langs los mee na neer om onder open op over plaats rond
    samen schoon stil stop tegen terug thuis toe uit vast voor voort voorbij vooruit vrij weer weg
    """.split()
)
_FIRSTS, _LONGEST = tuple(_FIRST), max(map(len, _FIRST))
# Each begins with what is looked for fast: a text has few of them, and many words.
_TO = re.compile(r" te\s+(?P<verb>[^\W\d_]+)")
_ENDS = (re.compile(r"[.?!,;:)](?!\w)"), re.compile(r" en\s"), re.compile(r" of\s"))
_LAST_WORD = re.compile(r"(?<!\w)[^\W\d_]+\Z")
_BEGINS = re.compile(r"[.?!,;:](?!\w)|[()\n]")
# Behind an article stands a noun.
_WORD = re.compile(r"(?<!\w)(?<!\b[Dd]e )(?<!\b[Ee]en )[^\W\d_]+")
_NEUTER = re.compile(r"\b[Hh]et \Z")
# With these a first part is no verb: `is het uit?`, `moet ik door?`.
_AUXILIARIES = frozenset("hebben zijn worden kunnen moeten willen mogen zullen".split())
# A clause is looked back through as far as this, and its verb is one of so many words from there.
_LONGEST_CLAUSE, _MOST_WORDS = 200, 15
# No `een` and no `dien`.
_INFINITIVE = re.compile(r"(?:[^ei]en|gaan|staan|slaan|doen|zien)\Z")
_VOICED = {"f": "v", "s": "z"}
_MOST_REMEMBERED = 50_000


def find_separated(text: str) -> Iterator[Term]:
    """Return the verbs that stand in two parts in `text`, each written as one, at the place of its verb.

    Accepts `vraag … aan` at the end of a clause and `aan te vragen`. Refuses a part that may belong to what follows:
    `zet het op tafel`.
    """
    for match in _TO.finditer(text):
        first, verb = _read_first(text, match.start()), match["verb"].casefold()
        if first and verb not in _AUXILIARIES and is_word(f"{first}{verb}"):
            yield Term(f"{first}{verb}", Span(*match.span("verb")))
    ends = chain((match.start() for pattern in _ENDS for match in pattern.finditer(text)), (len(text.rstrip()),))
    for end in ends:
        if first := _read_first(text, end):
            yield from islice(_find_verbs(text, first, end - len(first)), 1)


def _read_first(text: str, end: int) -> str | None:
    """Return the first part of a verb that ends at `end`; `OM` and `IN` are names."""
    if not text.endswith(_FIRSTS, max(0, end - _LONGEST), end):
        return None
    word = _LAST_WORD.search(text, max(0, end - _LONGEST - 1), end)
    return word[0] if word and word[0] in _FIRST else None


def _find_verbs(text: str, first: str, end: int) -> Iterator[Term]:
    """Return what may be the verb in the clause before its first part, the first word first."""
    for word in islice(_WORD.finditer(text, _find_clause(text, end), end), _MOST_WORDS):
        form = word[0].casefold()
        verb = _join(first, form)
        # `het boek` has a noun, and `het vond` a verb.
        if verb and not (_NEUTER.search(text, max(0, word.start() - 5), word.start()) and find_base(form) == form):
            yield Term(verb, Span(*word.span()))


def _find_clause(text: str, end: int) -> int:
    least = max(0, end - _LONGEST_CLAUSE)
    begins = [match.end() for match in _BEGINS.finditer(text, least, end)]
    return begins[-1] if begins else least


@lru_cache(_MOST_REMEMBERED)
def _join(first: str, form: str) -> str | None:
    """Return the infinitive of a form with a first part before it, None where the dictionary has no such verb."""
    for infinitive in _list_infinitives(form):
        if infinitive not in _AUXILIARIES and is_word(f"{first}{infinitive}"):
            return f"{first}{infinitive}"
    return None


def _list_infinitives(form: str) -> Iterator[str]:
    """Return what may be the infinitive of a form: `vragen` of `vraagt`, `zetten` of `zet`, `nemen` of `nam`."""
    if _INFINITIVE.search(form):
        yield form
    listed = find_base(form)
    if listed and _INFINITIVE.search(listed):
        yield listed
    for root in (form, form[:-1]) if form.endswith("t") else (form,):
        if len(root) < 2:
            continue
        voiced = root[:-1] + _VOICED.get(root[-1], root[-1])
        if root[-1] in "aeiou":
            yield from (f"{root}n", f"{root}{root[-1]}n")
        elif root[-2] in "aeou" and root[-2] == root[-3:-2]:
            yield f"{voiced[:-2]}{voiced[-1]}en"
        else:
            yield from (f"{voiced}en", f"{root}en", f"{root}{root[-1]}en")
