"""What the commands of the command line are added to, and what several of them read."""

from __future__ import annotations

import argparse
from typing import Protocol


class Commands(Protocol):
    """Takes a command, and gives the parser that its arguments are added to."""

    def add_parser(
        self,
        name: str,
        *,
        help: str,
        description: str | None = None,
        epilog: str | None = None,
        formatter_class: type[argparse.HelpFormatter] = argparse.HelpFormatter,
    ) -> argparse.ArgumentParser:
        """Add a command; `help` is its line in the list of all commands."""
        ...


def parse_count(raw: str) -> int:
    """Return how many of something are asked for, 1 to 1000.

    Raises:
        ArgumentTypeError: the text is no such number.
    """
    if not raw.isdecimal() or not 1 <= int(raw) <= 1000:
        raise argparse.ArgumentTypeError("a number from 1 to 1000")
    return int(raw)
