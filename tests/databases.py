"""The databases that the library and the state are tested on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from corpus.database import sqlite_url
from tests.postgres import Server, find_server, run_server


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Server]:
    programs = find_server()
    if programs is None:
        pytest.skip("no PostgreSQL on this machine")
    with run_server(programs) as server:
        yield server


@pytest.fixture(params=["SQLite", "PostgreSQL"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of an empty database."""
    if request.param == "SQLite":
        return sqlite_url(tmp_path)
    server: Server = request.getfixturevalue("postgresql")
    return server.make_database()
