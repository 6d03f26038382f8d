"""Texts that ask for papers and not for what stands in them: `kst-36560-VI-10`, `kamervragen van de SP`.

What is found is given as a text for `Catalogue.find`, which `/bronnen` takes too.
"""

from __future__ import annotations

import re

from msgspec import Struct

from corpus.analysis.dates import write_plainly
from corpus.analysis.tokens import split_tokens
from corpus.analysis.words import fold, is_stop_word
from corpus.asking import drop_asking
from corpus.general_words import says_nothing
from corpus.identifiers import find_identifiers, find_linked, parse_identifier
from corpus.number_words import MONTHS

# By these words the papers are found whose questions nobody answered yet.
UNANSWERED = ("onbeantwoord", "onbeantwoorde", "unanswered")
# Longer texts ask more than a paper.
_LONGEST = 200
_URL = re.compile(r"https?://\S+")
_SHOW = re.compile(
    r"^(?:(?:toon|open|geef|zoek|bekijk|show|find|get)(?:\s+(?:me|mij|ons))?|(?:heb|ken|hebt|kent)\s+(?:je|jij|u)|"
    r"(?:mag|kan)\s+ik|wat\s+is|do\s+you\s+have)\s+|"
    r"^(?:(?:het|de|the)\s+)?(?:stuk|document|kamerstuk|lijst|paper|bron)\s+|\s+(?:zien|tonen|openen|aub|svp|graag|please)$",
    re.IGNORECASE,
)
_NEWEST = re.compile(
    r"(?:(?:wat\s+zijn|toon|geef|what\s+are)\s+)?(?:(?:de|het|alle|the|all)\s+)*"
    r"(?:nieuwste|laatste|(?:meest\s+)?recente|recentste|nieuwe|newest|latest|most\s+recent)\s+"
    r"(?:stukken|kamerstukken|documenten|papers)|"
    r"(?:welke|wat\s+voor|which|what)\s+(?:stukken|kamerstukken|documenten|bronnen|papers|sources)\s+"
    r"(?:ken|heb|kent|hebt|know|have)(?:\s+(?:je|jij|u))?(?:\s+(?:allemaal|nu|al))*",
    re.IGNORECASE,
)
_DATE = re.compile(
    r"(?:(?:(?:de\s+)?(?:kamer)?(?:vragen|stukken)\s+)?(?:van|op|gesteld\s+op|from|of)\s+)?"
    rf"(?P<date>\d\d?\s+(?:{'|'.join(MONTHS)})\s+\d{{4}})",
    re.IGNORECASE,
)
# By these words papers are called as a whole; with more words than so many, something in them is asked.
_CALLED = re.compile(
    r"(?:jaar|beleids)?verslag(?:en)?|slotwet(?:ten)?|begroting(?:en)?|kamerbrie(?:f|ven)|totaallijst|vragenlijst",
    re.IGNORECASE,
)
_LONGEST_CALLED = 6
_OPEN = re.compile(
    r"(?<!\w)(?:onbeantwoorde?|(?:nog\s+)?(?:niet|nooit)\s+(?:(?:nog|volledig|allemaal|alle)\s+)?beantwoord|"
    r"(?:nog\s+)?(?:geen|zonder)\s+antwoord(?:\s+(?:hebben|gekregen|krijgen))*|"
    r"unanswered|(?:not|n['’]t)\s+(?:yet\s+|been\s+)*answered(?:\s+yet)?|without\s+(?:an\s+)?answer|"
    r"openstaande?(?=\s+(?:kamer)?vragen)|(?<=vragen\s)(?:staan\s+(?:er\s+)?)?(?:nog\s+)?open)(?!\w)",
    re.IGNORECASE,
)
# Who asks why or since when asks of more than which they are.
_MORE = re.compile(r"(?<!\w)(?:waarom|wanneer|waardoor|hoe\s*lang|why|when|how\s+long)(?!\w)", re.IGNORECASE)
_ENGLISH = re.compile(r"(?<!\w)(?:questions|papers)(?!\w)", re.IGNORECASE)
_ASKED_FOR = re.compile(r"(?:kamer)?vragen|stukken|kamerstukken|questions|papers", re.IGNORECASE)
_BY = re.compile(
    r"(?:(?:welke|alle|de|which|all|the|zijn\s+er|are\s+there|any)\s+)*(?:schriftelijke\s+|written\s+)?"
    r"(?:(?:kamer)?vragen|(?:kamer)?stukken|documenten|questions|papers|documents)"
    r"(?:\s+(?:zijn|ken|heb|je|jij|er|do|you|have|that|die))*(?:\s+(?:gesteld|ingediend|asked|sent))?"
    r"(?:\s+(?:zijn|were))?\s+(?:van|door|by|from|of)\s+(?P<who>.+?)(?:\s+(?:gesteld|ingediend))?|"
    r"(?:welke|which)\s+(?:schriftelijke\s+|written\s+)?(?:kamervragen|vragen|questions)\s+"
    r"(?:heeft|hebben|stelde|stelden|did|has|have)\s+(?P<asker>.+?)\s*(?:gesteld|ingediend|asked|ask)?",
    re.IGNORECASE,
)
_SUBJECT = re.compile(r"\s(?:over|inzake|about|on)\s", re.IGNORECASE)


class PaperRequest(Struct, frozen=True, kw_only=True):
    """What `Catalogue.find` is to find; `is_named` tells that it names one paper or dossier, `is_called` that it may.

    What may be called so asks for papers only where there are some: it may as well be about something in them. All of
    `told` must be told of one paper (`Catalogue.tells`): to the catalogue a word is the beginning of others too.
    """

    text: str
    is_named: bool = False
    is_called: bool = False
    told: tuple[str, ...] = ()


def parse_paper_request(text: str) -> PaperRequest | None:
    """Return the papers that a text as a whole asks for; None where it asks anything else, or more.

    Accepts a paper's or dossier's name or address (`36 560 VI, nr. 10`), the newest papers, those with questions that
    have no answer (`welke vragen van SZW zijn nog niet beantwoord?`), those of somebody (`kamervragen van de SP`) or of
    a date, and what a paper may be called (`jaarverslag JenV 2023`).
    Refuses questions of a subject: what those are about stands in the papers (`vragen van de SP over schulden`).
    """
    bare = " ".join(drop_asking(text).split()).strip(" ?!.,;:<>")
    if not bare or len(bare) > _LONGEST:
        return None
    if named := _read_name(bare):
        return PaperRequest(text=named, is_named=True)
    if dated := _DATE.fullmatch(write_plainly(bare)):
        return PaperRequest(text=dated["date"])
    if _NEWEST.fullmatch(bare):
        return PaperRequest(text="")
    if asks_unanswered(bare) and (found := _OPEN.search(bare)):
        left = _list_telling(f"{bare[: found.start()]} {bare[found.end() :]}")
        word = UNANSWERED[-1] if _ENGLISH.search(bare) else UNANSWERED[0]
        return PaperRequest(text=" ".join((word, *left)))
    if (by := _BY.fullmatch(bare)) and not _SUBJECT.search(bare) and (who := _list_telling(by["who"] or by["asker"])):
        return PaperRequest(text=" ".join(who), told=tuple(who))
    words = bare.split()
    if len(words) <= _LONGEST_CALLED and any(_CALLED.fullmatch(word) for word in words):
        told = [word for word in (token.text for token in split_tokens(bare)) if not is_stop_word(fold(word))]
        return PaperRequest(text=bare, is_called=True, told=tuple(told))
    return None


def asks_unanswered(text: str) -> bool:
    """Tell whether a text asks which questions have no answer."""
    return bool(_ASKED_FOR.search(text) and _OPEN.search(text)) and not _MORE.search(text)


def _read_name(bare: str) -> str | None:
    """Return the identifier that a text is, with or without words of asking for a paper before it."""
    while (shorter := _SHOW.sub("", bare, count=1).strip(" :")) != bare:
        bare = shorter
    if _URL.fullmatch(bare):
        linked = find_linked(bare)
        return linked[0].id if linked else None
    if identifier := parse_identifier(bare):
        return identifier.id
    mentions = find_identifiers(bare)
    if len(mentions) != 1:
        return None
    # `hoeveel vragen heeft 36 560 VI`: of the paper itself, not of anything in it.
    (mention,) = mentions
    left = f"{bare[: mention.span.start]} {bare[mention.span.end :]}"
    return None if _list_telling(left) else mention.identifier.id


def _list_telling(text: str) -> list[str]:
    """Return the words of a text that tell one paper from another; an abbreviation is no function word."""
    words = [token.text for token in split_tokens(text)]
    return [word for word in words if word.isupper() or not (is_stop_word(fold(word)) or says_nothing(word))]
