"""Tokens as they lie in the database: encrypted, and bound to the workspace that they belong to."""

from __future__ import annotations

from collections.abc import Sequence

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from bot.config import Secret
from bot.errors import SealError


class Seal:
    """Seals with the first of its keys, and opens what any of them sealed.

    Source: the Fernet specification (AES-128 in CBC mode, with HMAC-SHA256), as `cryptography` has it.
    """

    def __init__(self, keys: Sequence[Secret]) -> None:
        self._fernet = MultiFernet([Fernet(key.reveal()) for key in keys])

    def close(self, team: str, token: Secret) -> str:
        """Return a workspace's token, sealed."""
        return self._fernet.encrypt(f"{team}\n{token.reveal()}".encode()).decode("ascii")

    def open(self, team: str, sealed: str) -> Secret:
        """Return the token that was sealed for a workspace.

        Raises:
            SealError: none of the keys fits, or it was sealed for another workspace.
        """
        try:
            owner, _, token = self._fernet.decrypt(sealed.encode()).decode().partition("\n")
        except InvalidToken as error:
            raise SealError(
                f"the token of workspace {team} can't be opened: add the key that it was sealed with to GRIFFIER_KEYS,"
                " or have that workspace install the bot again"
            ) from error
        if owner != team:
            raise SealError(f"the token of workspace {team} was sealed for another: have it install the bot again")
        return Secret(token)


def make_key() -> str:
    """Return a new key for GRIFFIER_KEYS."""
    return Fernet.generate_key().decode("ascii")
