"""Which kind of file some bytes are, by how they begin; each reader's library is loaded where there is such a file."""

from __future__ import annotations

import re
from enum import StrEnum

_COMMENTS = re.compile(rb"\A(?:\s*<!--.*?-->)+", re.DOTALL)
_MARKUP = (b"<?xml", b"<!doctype", b"<html", b"<officiele-publicatie", b"<kamervragen", b"<kamerwrk")


class Kind(StrEnum):
    """What papers come as."""

    PDF = "pdf"
    WORD = "word"
    MARKUP = "markup"
    TEXT = "text"


def find_kind(raw: bytes) -> Kind:
    """Return which kind of file `raw` is; what is none of the others is text."""
    if b"%PDF-" in raw[:1024]:  # some have a little before the mark
        return Kind.PDF
    if raw.startswith(b"PK\x03\x04"):
        return Kind.WORD
    return Kind.MARKUP if _is_markup(raw) else Kind.TEXT


def _is_markup(raw: bytes) -> bool:
    head = raw[:2048]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.decode("utf-16", errors="replace").encode(errors="replace")
    return _COMMENTS.sub(b"", head.lstrip(b"\xef\xbb\xbf")).lstrip().lower().startswith(_MARKUP)
