"""What the packed streams of a PDF unpack to, told before pdfium unpacks them."""

from __future__ import annotations

import re
import zlib

from corpus.errors import UnreadableFileError
from corpus.readers.limits import Limits

# The end of one has the same word in it.
_STREAM = re.compile(rb"stream(?<!endstream)\r?\n(?=[\x08-\x78])")
_PACKED, _IMAGE = re.compile(rb"/Fl(?:ateDecode)?\b"), re.compile(rb"/Subtype\s*/Image\b")
# Bytes before a stream that its dictionary stands in, that are handed to it at a time, and that are unpacked at a time:
# zlib copies what it is handed and does not need, and a stream of text takes but some kilobytes.
_DICTIONARY = 1024
_PACKED_CHUNK = 2**12
_CHUNK = 2**20
# One stream may unpack to this part of what all may: of a page pdfium makes objects of many times the stream's size.
_SHARE = 10


def check_streams(name: str, raw: bytes, limits: Limits) -> None:
    """Refuse a PDF whose packed streams, pictures left out, unpack to more than the limit, or one to a tenth of it.

    Raises:
        UnreadableFileError: they do, or one is packed twice over.
    """
    left = limits.unpacked
    for match in _STREAM.finditer(raw):
        before = raw[max(0, match.start() - _DICTIONARY) : match.start()]
        dictionary = before[before.rfind(b"obj") + 1 :]
        packed = len(_PACKED.findall(dictionary))
        if not packed or _IMAGE.search(dictionary):
            continue
        most = min(left, limits.unpacked // _SHARE)
        size = _measure(memoryview(raw)[match.end() :], most)
        left -= size
        if size > most or packed > 1:
            problem = f"unpacks to more than {most // 2**20} MB" if size > most else "is packed twice over"
            remedy = "print it to a new PDF, or raise GRIFFIER_LARGEST_UNPACKED"
            raise UnreadableFileError(name, problem, remedy, place=f"byte {match.start():,}")


def _measure(packed: memoryview, most: int) -> int:
    """Return how many bytes a stream unpacks to, at most little more than `most`; of a broken one up to there."""
    unpacker = zlib.decompressobj()
    size = place = 0
    while not unpacker.eof and size <= most and (unpacker.unconsumed_tail or place < len(packed)):
        piece: bytes | memoryview = unpacker.unconsumed_tail
        if not piece:
            piece = packed[place : place + _PACKED_CHUNK]
            place += _PACKED_CHUNK
        try:
            size += len(unpacker.decompress(piece, _CHUNK))
        except zlib.error:
            break
    return size
