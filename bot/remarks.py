"""What people say to the bot that looks for nothing: thanks, who it is, where an answer is from, that it is wrong.

Only a text that says nothing else is one of these: `top, dank je!` is thanks, `wie heeft de minister bedankt` is not.
"""

from __future__ import annotations

import re
from enum import Enum, auto

from corpus.asking import asks_nothing

# Longer texts say more than this.
_LONGEST = 120


class Remark(Enum):
    """What is said."""

    HELP = auto()
    GREETING = auto()
    THANKS = auto()
    WRONG = auto()
    REWRITING = auto()
    SOURCE = auto()


# Slack writes out the emoji that people choose; phones send the sign itself.
_NAMED_EMOJI = re.compile(r":([a-z0-9_+'-]+?)(?::skin-tone-\d)?:")
_APPROVING = frozenset("+1 thumbsup pray heart ok_hand raised_hands clap tada white_check_mark 100".split())
_APPROVING_SIGNS = frozenset("👍🙏❤🙌👏👌✅🎉💯")
_SIGNS = re.compile(r"[^\w\s'’]+")

_THING = (
    r"(?:dit|dat|deze|die|het|this|that|the|it)"
    r"(?:\s+(?:antwoord|resultaat|stuk|document|tekst|answer|result|paper|text))?"
)
_MAY = r"(?:(?:kan|kun|kunt|wil|wilt|zou|mag|can|could|would)\s+(?:je|jij|u|ik|you|i)\s+)"
_SMALL = r"(?:(?:voor|mij|me|ons|even|eens|kort|alsjeblieft|aub|svp|graag|for|us|please)\s+)*"
_BEHIND = r"(?:\s+(?:even|graag|aub|svp|alsjeblieft|alstublieft|please|voor\s+(?:me|mij|ons)|for\s+(?:me|us)))*"
_APPROVAL = (
    r"ok(?:e|é|ay)?|ja+|yes|top+|prima|super|fijn|mooi|helder|duidelijk|goed(?:\s+zo)?|geweldig|fantastisch|handig|great|"
    r"perfect|nice|cool|good|klopt"
)
_MUCH = r"(?:heel|erg|hartelijk|super|ontzettend|many|nogmaals|alvast)"
_THANKING = (
    rf"(?:{_MUCH}\s+)*(?:bedankt|dank(?:\s?(?:je|u|jullie))?(?:\s?wel)?|thanks?(?:\s+(?:you|u))?|thx|tnx|merci)"
    r"(?:\s+(?:(?:so|very)\s+much|a\s+lot))?"
    r"(?:\s+(?:voor|for)\s+(?:(?:de|het|je|jullie|uw|the|your)\s+)?(?:(?:snelle|goede|quick)\s+)?"
    r"(?:hulp|antwoord|moeite|reactie|uitleg|help|answer))?"
)
_ADDED = r"griffier|bot|hoor|dan|en|and|allemaal|again"
_THANKS = re.compile(rf"(?:(?:{_THANKING}|{_APPROVAL}|{_ADDED})(?:\s+|$))+")
# These alone are no thanks: they may go with what is said next.
_NO_THANKS = re.compile(rf"(?:(?:{_ADDED}|ja+|yes|klopt)(?:\s+|$))+")
_HELP = re.compile(
    r"(?:help|hulp|uitleg)(?:\s+me)?|wie\s+(?:ben|bent)\s+(?:je|jij|u)|wat\s+ben\s+(?:je|jij)|"
    r"wat\s+(?:kan|kun|kunt|doe|doet)\s+(?:je|jij|u|ik)(?:\s+(?:allemaal|hier|zoal|eigenlijk|doen|vragen|met\s+(?:je|jou)))*|"
    r"hoe\s+werk(?:t)?\s+(?:je|jij|dit|het|deze\s+bot|griffier)|"
    r"hoe\s+gebruik\s+ik\s+(?:je|jou|dit|deze\s+bot|griffier)|"
    r"who\s+are\s+you|what\s+(?:can|do)\s+(?:you|i)(?:\s+(?:do|ask))?(?:\s+(?:you|here))?|how\s+does\s+(?:this|it)\s+work|"
    r"how\s+do\s+(?:i\s+use|you\s+work)(?:\s+(?:this|you))?"
)
_NOT_WANTED = (
    r"(?:niet\s+(?:goed|juist|correct|waar|het\s+(?:goede|juiste)\s+antwoord|wat\s+ik\s+(?:zoek|zocht|bedoel(?:de)?|vr(?:aag|oeg)|"
    r"wilde(?:\s+weten)?))|fout|onjuist|verkeerd|onzin|het\s+verkeerde(?:\s+antwoord)?|wrong|incorrect|nonsense|"
    r"not\s+(?:right|correct|good|true|what\s+i\s+(?:mean|meant|asked|want(?:ed)?|(?:was|am)\s+looking\s+for)))"
)
_WRONG = re.compile(
    rf"(?:(?:nee|no|nope|hm+|maar|sorry|helaas)\s+)*(?:{_THING}\s+)?(?:(?:is|was)\s+(?:dus\s+|echt\s+|helaas\s+)?{_NOT_WANTED}|"
    r"klopt\s+(?:dus\s+|helaas\s+|echt\s+)?niet|(?:bedoel(?:de)?|vroeg|zoek|zocht)\s+ik\s+(?:dus\s+)?niet|"
    r"(?:fout|onjuist|verkeerd|wrong)\s+(?:antwoord|answer))|"
    r"(?:nee|nope)(?:\s+(?:fout|verkeerd|wrong))?"
)
_REWRITING = re.compile(
    rf"{_MAY}{_SMALL}{_THING}\s+{_SMALL}(?:samenvatten|vertalen|herschrijven|inkorten|uitleggen)"
    rf"(?:\s+in\s+het\s+\w+|\s+naar\s+het\s+\w+)?{_BEHIND}|"
    rf"vat\s+{_THING}\s+{_SMALL}samen{_BEHIND}|(?:vertaal|herschrijf)\s+{_SMALL}{_THING}(?:\s+(?:in|naar)\s+het\s+\w+)?{_BEHIND}|"
    rf"{_MAY}?{_SMALL}(?:summari[sz]e|translate|rewrite)\s+{_THING}(?:\s+(?:in|to|into)\s+\w+)?{_BEHIND}|"
    rf"samenvatting\s+van\s+{_THING}{_BEHIND}"
)
_SAID = r"(?:dit|dat|deze\s+vraag|die\s+vraag|deze|het|this|that)"
_SOURCE = re.compile(
    rf"wie\s+(?:heeft|hebben|had)\s+{_SAID}\s+(?:gevraagd|gesteld|beantwoord|gezegd|geantwoord)|"
    rf"wie\s+(?:vroeg|vroegen|stelde|stelden|beantwoordde|zei)\s+{_SAID}|door\s+wie\s+is\s+{_SAID}\s+(?:gevraagd|gesteld|beantwoord)|"
    rf"(?:uit\s+|in\s+|van\s+)?welk\s+(?:stuk|document|kamerstuk|verslag)\s+(?:is|komt|staat)\s+{_SAID}(?:\s+uit)?|"
    rf"waar\s+(?:staat|komt|stond)\s+{_SAID}(?:\s+vandaan)?|(?:van\s+)?wanneer\s+(?:is|was)\s+{_SAID}"
    r"(?:\s+(?:gevraagd|gesteld|beantwoord|gezegd|geantwoord))?|(?:wat\s+is\s+)?(?:de\s+|je\s+)?bron(?:\s+(?:graag|hiervan|van\s+dit))?|"
    rf"who\s+(?:asked|answered|said)\s+{_SAID}|(?:which|what)\s+paper\s+is\s+{_SAID}(?:\s+from)?|"
    rf"where\s+(?:is|does)\s+{_SAID}(?:\s+(?:from|come\s+from))?|when\s+was\s+{_SAID}(?:\s+(?:asked|answered|said))?|"
    r"(?:what\s+is\s+)?(?:the\s+|your\s+)?source"
)
_OF_A_FILE = re.compile(
    rf"{_MAY}?{_SMALL}(?:{_THING}\s+)?(?:(?:bestand|bijlage|pdf|file)\s+)?{_SMALL}"
    r"(?:toevoegen|lezen|inlezen|opnemen|verwerken|bekijken|uploaden|add|read|upload)"
    rf"(?:\s+{_THING})?(?:\s+(?:file|bestand))?{_BEHIND}|"
    r"(?:hierbij|bij\s+deze|zie(?:\s+de)?\s+bijlage|bijlage|nieuw\s+stuk|new\s+paper|attached|see\s+attached)"
    r"(?:\s+(?:het|een|the|a)(?:\s+nieuwe?)?\s+(?:stuk|bestand|document|paper|file))?"
)


def find_remark(text: str) -> Remark | None:
    """Return what a text as a whole says to the bot; None where it asks something, or may do so."""
    if len(text) > _LONGEST:
        return None
    bare, approves = _strip(text)
    if not bare:
        return Remark.THANKS if approves else None
    if _THANKS.fullmatch(bare) and not _NO_THANKS.fullmatch(bare):
        return Remark.THANKS
    if _HELP.fullmatch(bare):
        return Remark.HELP
    if asks_nothing(_NAMED_EMOJI.sub(" ", text)):
        return Remark.GREETING
    if _WRONG.fullmatch(bare):
        return Remark.WRONG
    if _SOURCE.fullmatch(bare):
        return Remark.SOURCE
    return Remark.REWRITING if _REWRITING.fullmatch(bare) else None


def is_of_file(text: str) -> bool:
    """Tell whether a text that comes with a file says no more than that it is to be read or added."""
    bare, _ = _strip(text[: _LONGEST + 1])
    return len(text) <= _LONGEST and (not bare or _OF_A_FILE.fullmatch(bare) is not None)


def _strip(text: str) -> tuple[str, bool]:
    """Return a text in small letters without emoji and signs, and whether an emoji in it approves of something."""
    text = text.casefold()
    approves = not _APPROVING_SIGNS.isdisjoint(text) or any(name in _APPROVING for name in _NAMED_EMOJI.findall(text))
    return " ".join(_SIGNS.sub(" ", _NAMED_EMOJI.sub(" ", text)).split()), approves
