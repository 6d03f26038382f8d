"""What one can do with an entry, the most useful first."""

from __future__ import annotations

from collections.abc import Iterator

from bot.texts import Texts
from bot.views.entry import describe_entry
from bot.views.menu import Offer
from corpus.models import Document, Entry, QuestionAnswer

OPEN_ENTRY = "entry_open"
FIND_SIMILAR = "entry_similar"
SHARE = "entry_share"


def list_offers(
    entry: Entry, document: Document, texts: Texts, *, is_cut: bool = False, can_share: bool = False
) -> Iterator[Offer]:
    """Return what one can do with an entry that a message shows.

    `is_cut` tells that it does not show all of it, `can_share` that one person alone sees it.
    """
    name = describe_entry(entry, document, texts)
    if is_cut:
        spoken = texts.open_label.format(what=name)
        yield Offer(action_id=OPEN_ENTRY, value=entry.id, label=texts.read_on, spoken=spoken)
    if can_share:
        label = texts.reading.share
        yield Offer(action_id=SHARE, value=entry.id, label=label, spoken=f"{label}: {name}")
    if isinstance(entry, QuestionAnswer):
        yield Offer(action_id=FIND_SIMILAR, value=entry.id, label=texts.similar, spoken=f"{texts.similar}: {name}")
