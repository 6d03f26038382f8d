"""What a workspace sees: the papers of everybody and its own, and of a paper with more versions one alone.

Of two versions of one paper a workspace sees its own, as it was added there by somebody who wanted that one; all
others see that of everybody. All are in one index: who searches ranks only what it sees. Words are weighed by all
papers of the installation; typing errors, parts of words and abbreviations are understood by what the workspace sees.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from corpus.adding import EVERYBODY
from corpus.papers import OpenedPapers, Papers


class Scoping(Struct, frozen=True, kw_only=True):
    """Whose each version of a paper is, by its name (`Card.owner`): of teams, or of everybody."""

    teams: Mapping[str, frozenset[str]]
    own: frozenset[str]
    """The teams that added anything for themselves."""

    @classmethod
    def of(cls, teams: Mapping[str, frozenset[str]]) -> Scoping | None:
        """Return the scoping of versions; None where all are everybody's, which then costs nothing."""
        if all(EVERYBODY in owners for owners in teams.values()):
            return None
        return cls(teams=teams, own=frozenset().union(*teams.values()) - {EVERYBODY})

    def view(self, papers: Papers, team: str) -> OpenedPapers:
        """Return those of the papers that a team sees."""
        own = {card.id for card in papers.cards if self.is_of(card.owner, team)}
        seen = [
            (card, first)
            for card, first in zip(papers.cards, papers.firsts, strict=True)
            if self.is_of(card.owner, team) or (card.id not in own and self.is_of(card.owner, EVERYBODY))
        ]
        return OpenedPapers([card for card, _ in seen], [first for _, first in seen], papers.read)

    def is_of(self, owner: str, team: str) -> bool:
        """Tell whether a version was added by a team, or for everybody."""
        return team in self.teams[owner]
