"""`griffier` and `python -m bot`: the one place where the environment comes in."""

from __future__ import annotations

import os
import sys

from dotenv import dotenv_values

from bot.cli import run_command


def main() -> None:
    """Run the command line with the settings of `.env` in this folder, overruled by the environment."""
    from_file = {name: value or "" for name, value in dotenv_values(".env").items()}
    sys.exit(run_command(sys.argv[1:], {**from_file, **os.environ}))


if __name__ == "__main__":
    main()
