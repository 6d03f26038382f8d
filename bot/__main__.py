"""`griffier` and `python -m bot`: the one place where the environment comes in."""

from __future__ import annotations

import gc
import os
import sys

from dotenv import dotenv_values

from bot.setting_values import Reader, read_data
from corpus.analysis import lexicon

# The file, among all that is kept, of the Dutch words as they were unpacked.
_WORDS = "words"
# So many new objects, those of some thirty answers, are searched together for what can be thrown away: at Python's 700
# most of them are still in use, and are gone through several times in vain.
_YOUNG = 10_000
# Read by OpenBLAS, which comes with numpy, as it is loaded.
_THREADS_OF_NUMPY = "OPENBLAS_NUM_THREADS"
# The commands that need the Dutch lists at once; no command is `run`.
_ANSWERING: tuple[list[str], ...] = ([], ["run"], ["ask"])


def main() -> None:
    """Run the command line with the settings of `.env` in this folder, overruled by the environment."""
    from_file = {name: value or "" for name, value in dotenv_values(".env").items()}
    environment = {**from_file, **os.environ}
    # Several threads that compare a query with vectors wait for each other by spinning, for many times what one takes.
    os.environ.setdefault(_THREADS_OF_NUMPY, "1")
    if sys.argv[1:2] in _ANSWERING:
        lexicon.start_loading(read_data(Reader(environment)) / _WORDS)
    # What is loaded stays: to look meanwhile for what of it can be thrown away costs a fifth of the time.
    gc.disable()
    # All that a command needs takes as long to load as the lists do: the two go side by side.
    from bot.cli import run_command
    from bot.config import NAMES

    gc.freeze()
    gc.set_threshold(_YOUNG)
    gc.enable()
    for name in NAMES:
        # What libraries read there by themselves would go beside what we give them: Bolt takes a token, or OAuth.
        os.environ.pop(name, None)
    sys.exit(run_command(sys.argv[1:], environment))


if __name__ == "__main__":
    main()
