"""Text of papers and people, made safe for Slack's mrkdwn.

Source: Slack's formatting reference; `&`, `<` and `>` are the control characters, `*`, `_`, `~` and
the backtick format when they touch a word.
"""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

# A section takes 3,000 characters, and a message some 10,000 of all its blocks.
LONGEST_ADDRESS = 600

_FORMATTING = re.compile(r"([*_~`])")
_QUOTE_MARK = re.compile(r"^(?=>|&gt;)", re.MULTILINE)
# These turn the direction of what follows them: with one in a title, the rest of the line would read backwards.
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")
# Slack takes this for a space, a reader does not see it: formatting marks no longer touch a word.
_UNSEEN = "\u200b"


def escape_entities(text: str) -> str:
    """Return `text` without control characters: it can't ping, link or turn a line, but marks may still format."""
    return _TURNS.sub("", text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def escape(text: str) -> str:
    """Return `text` so that mrkdwn shows every character of it as it is, without those that turn a line."""
    return keep_marks_apart(escape_entities(text))


def keep_marks_apart(escaped: str) -> str:
    """Return text whose entities are escaped already so that its marks don't format either."""
    return _QUOTE_MARK.sub(_UNSEEN, _FORMATTING.sub(rf"{_UNSEEN}\1{_UNSEEN}", escaped))


def build_link(url: str | None, label: str) -> str:
    """Return `label`, as a link where `url` is a web address that leaves room for it; both may hold any character."""
    text = escape(label)
    if not url or urlsplit(url).scheme not in ("http", "https"):
        return text
    address = quote(url, safe=":/?#[]@!$&'()*+,;=%~-._").replace("&", "&amp;")
    if len(address) > LONGEST_ADDRESS:
        return text
    return f"<{address}|{text.replace('|', '¦')}>"
