"""The environment of a process that works for this one: what Python needs, and none of the settings and tokens."""

from __future__ import annotations

import os
import sys

# Where Python finds its own libraries, the locale, and where files that do not last are put.
_NEEDED = ("LANG", "LC_ALL", "LC_CTYPE", "LD_LIBRARY_PATH", "PATH", "PYTHONDONTWRITEBYTECODE", "PYTHONHOME", "TMPDIR")


def build_environment() -> dict[str, str]:
    """Return the environment of another Python that finds the modules that this one finds."""
    kept = {name: os.environ[name] for name in _NEEDED if name in os.environ}
    return {**kept, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
