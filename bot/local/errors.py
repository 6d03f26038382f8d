"""What the local Slack refuses."""

from __future__ import annotations


class LocalSlackError(Exception):
    """Whatever the local Slack refuses or could not do."""


class ApiError(LocalSlackError):
    """A call that is refused, with Slack's code for it.

    `details` say what is wrong where; `more` is what the answer holds besides.
    """

    def __init__(self, code: str, details: tuple[str, ...] = (), **more: str) -> None:
        super().__init__(code)
        self.code = code
        self.details = details
        self.more = more


class DeliveryError(LocalSlackError):
    """The app did not take what was delivered; the text is Slack's own word for it."""
