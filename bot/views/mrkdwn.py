"""Text of papers and people, made safe for Slack's mrkdwn.

Source: Slack's formatting reference; `&`, `<` and `>` are the control characters, `*`, `_`, `~` and
the backtick format when they touch a word.
"""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

_FORMATTING = re.compile(r"([*_~`])")
_QUOTE_MARK = re.compile(r"^(?=>|&gt;)", re.MULTILINE)
# Slack takes this for a space, a reader does not see it: formatting marks no longer touch a word.
_UNSEEN = "\u200b"
# Slack takes 2,000 characters in a line of small text, and more than the address stands in it.
LONGEST_ADDRESS = 1_000


def escape_entities(text: str) -> str:
    """Return `text` without control characters: it can't ping or link, but marks may still format."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def escape(text: str) -> str:
    """Return `text` so that mrkdwn shows every character of it as it is."""
    return keep_marks_apart(escape_entities(text))


def keep_marks_apart(escaped: str) -> str:
    """Return text whose entities are escaped already so that its marks don't format either."""
    return _QUOTE_MARK.sub(_UNSEEN, _FORMATTING.sub(rf"{_UNSEEN}\1{_UNSEEN}", escaped))


def build_link(url: str | None, label: str) -> str:
    """Return `label`, as a link where `url` is a web address of no absurd length; both may hold any character."""
    text = escape(label)
    if not url or urlsplit(url).scheme not in ("http", "https"):
        return text
    address = quote(url, safe=":/?#[]@!$&'()*+,;=%~-._").replace("&", "&amp;")
    if len(address) > LONGEST_ADDRESS:
        return text
    return f"<{address}|{text.replace('|', '¦')}>"
