"""A large dictionary in pieces, each unpacked when a key of it is first asked for.

Of two thirds of a million words few are asked for: the others take a fifth of the memory of the bot once they are
unpacked, and a quarter of a second of a start in which nothing else of the process runs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import AnyStr, Generic, TypeVar

import msgspec

V = TypeVar("V")

# Keys that begin alike are in one piece.
_ALIKE = 4


def pack(entries: Mapping[AnyStr, V]) -> dict[AnyStr, msgspec.Raw]:
    """Return the entries in pieces, by what their keys begin with."""
    pieces: defaultdict[AnyStr, dict[AnyStr, V]] = defaultdict(dict)
    for key, value in entries.items():
        pieces[key[:_ALIKE]][key] = value
    encode = msgspec.msgpack.Encoder().encode
    return {beginning: msgspec.Raw(encode(piece)) for beginning, piece in pieces.items()}


class Shards(Generic[AnyStr, V]):
    """Answers from the pieces that `pack` made. Several threads may ask: what two unpack at once is the same."""

    __slots__ = ("_decode", "_open", "_packed")

    def __init__(self, packed: dict[AnyStr, msgspec.Raw], kind: type[dict[AnyStr, V]]) -> None:
        self._packed: dict[AnyStr, msgspec.Raw] = packed
        self._open: dict[AnyStr, dict[AnyStr, V]] = {}
        self._decode: Callable[[msgspec.Raw], dict[AnyStr, V]] = msgspec.msgpack.Decoder(kind).decode

    def get(self, key: AnyStr) -> V | None:
        """Return what stands under a key, None where nothing does."""
        beginning = key[:_ALIKE]
        piece = self._open.get(beginning)
        if piece is None:
            packed = self._packed.get(beginning)
            if packed is None:
                return None
            piece = self._open[beginning] = self._decode(packed)
        return piece.get(key)
