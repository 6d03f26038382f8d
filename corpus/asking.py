"""What people say around a question: greetings, thanks, and that they ask.

`Hoi, weet jij misschien hoeveel …? Alvast bedankt!` asks no more than `hoeveel …`. No entry holds those words, so a
question in which they count is one that none seems to answer. Only whole phrases that can hardly be part of a subject
go: `dag` goes at the beginning of a text and before a comma alone, `staat er iets over` as a whole.
"""

from __future__ import annotations

import re
from functools import lru_cache

# Longer texts are no message to somebody; and none takes long to look through.
_LONGEST = 2_000
# A text is looked at as a number, as a description and as words, each time without what is said around it.
_LAST_TYPED = 16
# What may be said one after the other of an answer: `Ok, top, dank je wel!`
_MOST_SAID = 8

_ADDRESSEE = r"(?:griffier|bot|allemaal|iedereen|all|team|collega['’]?s?|mensen|daar|there)"
_HELLO = (
    r"(?:hoi+|hallo|hello|hey+|h[eé]+|goede?\s?n?(?:morgen|middag|avond|dag)|good\s(?:morning|afternoon|evening))(?!\w)|"
    rf"(?:hi|dag|yo)(?:(?=\s*[,!.])|(?=\s+{_ADDRESSEE}(?!\w)))|(?:beste|geachte|lieve)\s+(?:{_ADDRESSEE}(?!\w)|\w+(?=\s*,))"
)
_PLEASE = r"(?:a\.?u\.?b|s\.?v\.?p|alsjeblieft|alstublieft|please|pls)(?!\w)"
_THANKS = (
    r"(?:alvast\s+)?(?:(?:heel|erg|hartelijk|many|very|so)\s+)*"
    r"(?:bedankt|dank(?:\s?(?:je|u|jullie))?(?:\s?wel)?|thanks?(?:\s+you)?|thx|merci)(?!\w)"
    r"(?:\s+(?:alvast|in\s+advance|voor\s+(?:de|je|jullie|uw)\s+(?:hulp|moeite)))?"
)
# `Wie heeft de minister bedankt` thanks nobody.
_THANKS_ALONE = r"(?:alvast\s+bedankt|bedankt\s+alvast|dank\s?(?:je|u)(?:\s?wel)?|thanks|thx)"
_WISHES = (
    r"(?:m\.?v\.?g|(?:met\s+)?(?:vriendelijke|hartelijke)\s+groet(?:en)?|groet(?:en|jes)?|(?:kind|best)\s+regards)(?!\w)"
    r"(?:[\s,.]+(?:(?-i:[A-Z])[\w-]*|van|de[nr]?|te[nr])(?!\w)){0,5}"
)
_GREETING = re.compile(
    rf"\s*(?:(?:{_HELLO})(?:\s+{_ADDRESSEE}(?!\w))?|{_THANKS}(?=\s*[,.!])|@?griffier(?=\s*[,:!]))[\s,.!:-]*",
    re.IGNORECASE,
)
_FAREWELL = re.compile(
    # The signs before a word of thanks are taken whole, from the first on: those of many lines are looked through once.
    r"(?<![\s,.!?;-])"
    rf"(?: ?[,.!?;\n-][\s,.!?;-]*+(?:{_THANKS}|{_WISHES})|[\s,.!?;-]++(?:{_THANKS_ALONE}|{_PLEASE}))+[\s,.!;:)-]*$",
    re.IGNORECASE,
)

_WHO = r"(?:je|jij|u|jullie|iemand|ik|we|wij|you|anyone|i)"
_WE = r"(?:ik|we|wij)"
_SMALL = (
    r"(?:(?:voor|mij|me|ons|misschien|toevallig|eventueel|mogelijk|even|eens|snel|kort|graag|ook|al|kunnen|willen|mogen|"
    rf"for|us|maybe|perhaps|also|like|to|{_PLEASE})\s+)*"
)
_TELL = (
    r"(?:opzoeken|uitzoeken|nazoeken|nakijken|nagaan|uitleggen|vertellen|zeggen|aangeven|weten|zoeken|vinden|helpen|"
    r"vragen(?=\s+(?:of|wat|hoe\w*|wie|waar\w*|wanneer|welke?|naar)\b)|laten\s+(?:weten|zien)|"
    r"tell|say|know|ask|find|help(?:\s+(?:me|us))?|look\s+up|explain|show)"
)
_SAID = r"(?:gezegd|geschreven|bekend|vermeld|te\s+vinden|te\s+lezen)"
_MAY = r"(?:zou(?:den)?|kan|kunt?|kunnen|wilt?|willen|mag|mogen|could|can|would|will|may)"
_SORRY = (
    r"(?:sorry|excuses|excuus|pardon)"
    r"(?:\s*,?\s*(?:dat\s+ik\s+(?:stoor|lastig\s+val)|voor\s+(?:het\s+storen|de\s+storing)))?(?=\s*[,.!])"
)
# Of which ministry stays: another minister said something else.
_MINISTER = (
    r"(?:(?:de|het)\s+)?(?:minister|staatssecretaris|bewindspersoon|regering|kabinet)"
    r"(?=\s+(?:(?:van|voor)\s+[\w&-]+(?:,?\s+(?:en\s+|&\s+)?(?-i:[A-Z])\w+)*\s+)?(?:daar\s+)?over(?!\w))"
    r"(?:\s+(?:daar\s+)?over(?!\w))?"
)
_WHO_ASKED = (
    r"(?:wie|welke?\s+(?:partij(?:en)?|fracties?|leden|kamerl(?:id|eden)))\s+"
    r"(?:(?:vroeg|vroegen|vraagt|vragen)(?:\s+er)?|stelden?(?:\s+er)?(?:\s+(?:kamer)?vragen)?|"
    r"(?:heeft|hebben)(?:\s+(?:er|al|ooit|eerder))*\s+(?:(?:kamer)?vragen\s+gesteld|gevraagd))\s+(?:naar|over)|"
    r"who\s+(?:has\s+)?asked\s+(?:questions\s+)?(?:about|for|on)"
)
_EVER = r"(?:\s+(?:ooit|al|eerder|wel|eens|weleens|ook|nog))*"
_ASKING = (
    rf"{_MAY}\s+{_WHO}\s+{_SMALL}(?:(?:iets|wat|meer|something|more)\s+{_SMALL})?{_TELL}(?:\s+(?:voor\s+)?(?:me|mij|ons|us))?",
    rf"(?:weet|weten|do|does)\s+{_WHO}(?:\s+know)?(?:\s+(?:misschien|toevallig|ook|al))*",
    rf"(?:{_WE}|i)\s+(?:zou|zouden|wil|willen|wou|would)\s+{_SMALL}{_TELL}",
    rf"{_WE}\s+(?:vroeg|vroegen|vraag|vragen)\s+(?:me|mij|ons)\s+af",
    r"(?:onze|de)\s+fractie\s+(?:vraagt\s+zich\s+af|wil\s+(?:graag\s+)?weten)",
    rf"{_WE}\s+(?:ben|zijn)\s+(?:op\s+zoek\s+naar|benieuwd(?:\s+naar)?)",
    rf"{_WE}\s+zoek(?:en)?|zoek(?:en)?\s+{_WE}",
    rf"graag\s+(?:ontvang|hoor|verneem|zie|lees|weet|ontvangen|horen|vernemen|zien|lezen|weten)\s+{_WE}",
    rf"(?:{_WE}\s+(?:heb|hebben)|even)\s+(?:nog\s+)?een\s+(?:(?:korte?|snelle?|kleine?)\s+)?vraag(?:je)?(?:\s+over)?",
    rf"(?:staat|stond|is|was)\s+er\s+(?:(?:ergens|al|ook|nog)\s+)*iets\s+(?:{_SAID}\s+)?over",
    rf"wat\s+(?:is|was|staat|werd|wordt)\s+er\s+(?:ergens\s+)?{_SAID}\s+over",
    rf"wat\s+(?:zei|zegt|zeggen|vindt|vond|antwoordt|antwoordde|meldt|meldde|schrijft|schreef)\s+{_MINISTER}",
    rf"(?:is|zijn|werd|werden)\s+er{_EVER}\s+(?:(?:kamer)?vragen\s+gesteld|(?:iets\s+)?gevraagd)\s+(?:over|naar)",
    _WHO_ASKED,
    _SORRY,
    r"even\s+snel(?=\s*[,:])",
)
_PHRASES = re.compile(rf"(?<![\w\"“”„«-])(?:{'|'.join(_ASKING)})(?![\w-]|:\S)[\s,:.!]*", re.IGNORECASE)

# `Zoek alles over sluizen`; a search of its own (`zoek:sluizen`) has no space, and `toon van het debat` is none.
_ORDER = re.compile(
    r"^(?:zoek(?=\s*:?\s+\S)|(?:zoek|vind|geef|toon|laat|search|find|show)(?=\s+(?:me|mij|ons|us|eens|even|alles|info|informatie|meer)(?!\w)))"
    r"(?:\s+(?:me|mij|ons|us|eens|even|op|zien))*(?:\s+(?:alles|info(?:rmatie)?|iets|meer|all|everything))?"
    r"(?:\s+(?:wat\s+)?(?:over|naar|for|about)(?!\w))?\s*:?\s+(?=\S)",
    re.IGNORECASE,
)
_ASKS_WHO = re.compile(rf"(?<!\w)(?:{_WHO_ASKED})(?!\w)", re.IGNORECASE)

# What people say of the answer, or of what they asked, before they go on.
_ACKNOWLEDGED = re.compile(
    r"^(?:(?:ok[eé]?|okay|ja|nee|h+m+|ah+a?|oh|sorry|yes|no)(?=[\s,.!])|"
    r"(?:top|prima|helder|duidelijk|goed|mooi|super|fijn|perfect|great|right|klopt)(?=\s*[,.!]))[\s,.!]*",
    re.IGNORECASE,
)


@lru_cache(_LAST_TYPED)
def drop_asking(text: str) -> str:
    """Return a text without the greetings, thanks and phrases of asking around what it asks.

    One that says nothing else, or is longer than a message, is returned as it is.
    """
    if len(text) > _LONGEST:
        return text
    bare = _drop(text)
    return bare if any(char.isalnum() for char in bare) else text


def asks_nothing(text: str) -> bool:
    """Tell whether a text greets, or says that it asks, and asks nothing: `hallo`, `hoi, kun je me helpen?`."""
    return 0 < len(text) <= _LONGEST and not any(char.isalnum() for char in _drop(text))


def _drop(text: str) -> str:
    bare = "\n".join(filter(None, (" ".join(line.split()) for line in text.splitlines())))
    while match := _GREETING.match(bare):
        bare = bare[match.end() :]
    return " ".join(_PHRASES.sub(" ", _ORDER.sub("", _FAREWELL.sub("", bare))).split())


def asks_who(text: str) -> bool:
    """Tell whether a text asks who asked something: `wie vroeg naar …`, `welke partij heeft vragen gesteld over …`."""
    return len(text) <= _LONGEST and _ASKS_WHO.search(text) is not None


def drop_acknowledgement(text: str) -> str:
    """Return a text as `drop_asking` does, and without what it says first of an answer or of what was asked before.

    `Top, dank je wel! En in 2023?` is `En in 2023?`.
    """
    for _ in range(_MOST_SAID):
        bare = _ACKNOWLEDGED.sub("", drop_asking(text), count=1)
        if bare == text:
            break
        text = bare
    return text
