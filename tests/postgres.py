"""A PostgreSQL of one test run, reached over a socket in its own folder; no port is opened."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

# Where Debian puts the server's programs, which it keeps off the PATH.
_DEBIAN = Path("/usr/lib/postgresql")
_USER = "postgres"


def find_server() -> Path | None:
    """Return the folder of the server's programs, or None where there are none."""
    found = shutil.which("initdb")
    if found:
        return Path(found).parent
    return next(iter(sorted(_DEBIAN.glob("*/bin"), reverse=True)), None)


class Server:
    """A running server; each database is made empty."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._count = 0

    def make_database(self) -> str:
        """Return the URL of a new database."""
        self._count += 1
        name = f"griffier{self._count}"
        with psycopg.connect(host=str(self._folder), user=_USER, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        return f"postgresql+psycopg://{_USER}@/{name}?host={self._folder}"

    def drop_connections(self) -> None:
        """End every connection to the databases, as a restart of the server does."""
        with psycopg.connect(host=str(self._folder), user=_USER, autocommit=True) as connection:
            connection.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname LIKE 'griffier%'")


@contextmanager
def run_server(programs: Path) -> Iterator[Server]:
    """Run a server until the context is left."""
    # As root the server refuses to run; it runs as the user that its package made. The path of a socket is short.
    as_user = ["runuser", "-u", _USER, "--"] if os.geteuid() == 0 else []
    folder = Path(tempfile.mkdtemp(prefix="griffier-"))
    if as_user:
        shutil.chown(folder, _USER)
    options = f"-c listen_addresses= -c unix_socket_directories={folder} -c fsync=off"
    control = [*as_user, str(programs / "pg_ctl"), "-D", str(folder / "data"), "-s", "-w"]
    initialise = [*as_user, str(programs / "initdb"), "-D", str(folder / "data"), "-U", _USER, "-A", "trust", "-N"]
    try:
        subprocess.run([*initialise, "-E", "UTF8"], check=True, cwd="/", stdout=subprocess.DEVNULL)
        start = [*control, "-l", str(folder / "log"), "-o", options, "start"]
        subprocess.run(start, check=True, cwd="/", stdout=subprocess.DEVNULL, timeout=60)
        try:
            yield Server(folder)
        finally:
            subprocess.run([*control, "-m", "immediate", "stop"], check=True, cwd="/", timeout=60)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
