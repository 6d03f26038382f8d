"""The tokens that a workspace gave the app, and until when they are valid."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field

from msgspec import Struct

from bot.local.errors import ApiError
from bot.local.options import LocalOptions


class Pair(Struct, frozen=True, kw_only=True):
    """A token, what it is exchanged with for the next, and its life in seconds; the latter two where tokens end."""

    token: str
    refresh_token: str | None = None
    life: float | None = None


@dataclass(slots=True, kw_only=True)
class Tokens:
    """Gives tokens, checks them, and takes them back."""

    options: LocalOptions
    _until: dict[str, float | None] = field(default_factory=dict)
    _refresh: set[str] = field(default_factory=set)

    def issue(self) -> Pair:
        """Return a new token, that ends where the options say so."""
        token, life = f"xoxb-local-{secrets.token_hex(16)}", self.options.token_life
        if life is None:
            self._until[token] = None
            return Pair(token=token)
        self._until[token] = self.options.clock() + life
        refresh_token = f"xoxe-1-local-{secrets.token_hex(16)}"
        self._refresh.add(refresh_token)
        return Pair(token=token, refresh_token=refresh_token, life=life)

    def exchange(self, refresh_token: str) -> Pair:
        """Return the next token; what it is exchanged with is valid once."""
        if refresh_token not in self._refresh:
            raise ApiError("invalid_refresh_token")
        self._refresh.remove(refresh_token)
        return self.issue()

    def knows(self, token: str) -> bool:
        """Tell whether a token was given, also where it has ended since."""
        return token in self._until

    def check(self, token: str) -> None:
        """Pass where a token is valid."""
        if token not in self._until:
            raise ApiError("invalid_auth")
        until = self._until[token]
        if until is not None and until < self.options.clock():
            raise ApiError("token_expired")

    def revoke(self, token: str) -> None:
        self._until.pop(token, None)

    def revoke_all(self) -> None:
        self._until.clear()
        self._refresh.clear()
