"""The names of ministries and of parties: which short one stands for which full one.

Source: the register of government organisations (organisaties.overheid.nl) for the ministries, those of former
cabinets as their own papers name them; the names that the electoral council (kiesraad.nl) and the House use for
the parties. That papers name a ministry or party otherwise is no error: what is not in a table stays as written.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_MINISTRIES = {
    "Algemene Zaken": ("AZ",),
    "Asiel en Migratie": ("AenM",),
    "Binnenlandse Zaken en Koninkrijksrelaties": ("BZK",),
    "Buitenlandse Zaken": ("BZ", "BuZa"),
    "Defensie": ("DEF",),
    "Economische Zaken": ("EZ",),
    "Economische Zaken en Klimaat": ("EZK",),
    "Economische Zaken, Landbouw en Innovatie": ("EL&I",),
    "Financiën": ("FIN",),
    "Infrastructuur en Milieu": ("IenM",),
    "Infrastructuur en Waterstaat": ("IenW",),
    "Justitie en Veiligheid": ("JenV",),
    "Klimaat en Groene Groei": ("KGG",),
    "Landbouw, Natuur en Voedselkwaliteit": ("LNV",),
    "Landbouw, Visserij, Voedselzekerheid en Natuur": ("LVVN",),
    "Onderwijs, Cultuur en Wetenschap": ("OCW",),
    "Sociale Zaken en Werkgelegenheid": ("SZW",),
    "Veiligheid en Justitie": ("VenJ",),
    "Verkeer en Waterstaat": ("VenW",),
    "Volksgezondheid, Welzijn en Sport": ("VWS",),
    "Volkshuisvesting en Ruimtelijke Ordening": ("VRO",),
    "Volkshuisvesting, Ruimtelijke Ordening en Milieubeheer": ("VROM",),
}
_PARTIES = {
    "BBB": ("BoerBurgerBeweging",),
    "CDA": ("Christen-Democratisch Appèl",),
    "ChristenUnie": ("CU",),
    "D66": ("Democraten 66",),
    "FVD": ("Forum voor Democratie", "Forum"),
    "GroenLinks": ("GL",),
    "GroenLinks-PvdA": ("GL-PvdA",),
    "NSC": ("Nieuw Sociaal Contract",),
    "PvdA": ("Partij van de Arbeid",),
    "PvdD": ("Partij voor de Dieren",),
    "PVV": ("Partij voor de Vrijheid",),
    "SGP": ("Staatkundig Gereformeerde Partij",),
    "SP": ("Socialistische Partij",),
    "VVD": ("Volkspartij voor Vrijheid en Democratie",),
}
# The same names come back in many papers.
_KEPT = 4_096
_IN_BRACKETS = re.compile(r"\(([^()]+)\)")
_MINISTRY_OF = re.compile(r"\bministerie van ", re.IGNORECASE)


def _fold(name: str) -> str:
    """Return a name as it is compared: `J&V` and `J en V` are `jenv`."""
    plain = unicodedata.normalize("NFKD", name.replace("&", "en")).casefold()
    return "".join(char for char in plain if char.isalnum())


def _index(table: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    return {_fold(name): (main, *others) for main, others in table.items() for name in (main, *others)}


_MINISTRY_NAMES = _index(_MINISTRIES)
_PARTY_NAMES = _index(_PARTIES)
_LONGEST_FIRST = sorted(_MINISTRIES, key=len, reverse=True)


@lru_cache(_KEPT)
def list_ministry_names(text: str) -> tuple[str, ...]:
    """Return the names of the ministry that `text` as a whole names, the full one first; else `text` alone."""
    return _MINISTRY_NAMES.get(_fold(text), (text,))


@lru_cache(_KEPT)
def list_party_names(text: str) -> tuple[str, ...]:
    """Return the names of the party that `text` as a whole names, the usual one first; else `text` alone."""
    return _PARTY_NAMES.get(_fold(text), (text,))


@lru_cache(_KEPT)
def find_ministry(text: str) -> str | None:
    """Return the full name of the known ministry that `text` names behind `Ministerie van`; None for none.

    Of names that begin alike the longest counts: `Economische Zaken en Klimaat` is not `Economische Zaken`.
    """
    for match in _MINISTRY_OF.finditer(text):
        behind = _fold(text[match.end() :])
        if found := next((name for name in _LONGEST_FIRST if behind.startswith(_fold(name))), None):
            return found
    return None


@lru_cache(_KEPT)
def find_parties(asked_by: str) -> tuple[str, ...]:
    """Return the parties in brackets behind the names of who asked, each once, in order: `het lid A (VVD)`."""
    found = (list_party_names(" ".join(name.split()))[0] for name in _IN_BRACKETS.findall(asked_by))
    return tuple(dict.fromkeys(found))
