"""What runs Griffier for months, a container or systemd, names only what is there."""

from __future__ import annotations

import asyncio
import json
import re
import shlex
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from bot.config import NAMES
from bot.operating_cli import build_unit
from bot.status import Condition, show
from tests.bot.test_cli import run
from tests.conftest import ROOT

CONTAINER = (ROOT / "Containerfile").read_text(encoding="utf-8").replace("\\\n", " ")
UNIT = build_unit(Path(sys.executable).parent / "griffier")
# What Python and the shell of the image read, and not Griffier.
FOREIGN = {"PATH", "PYTHONDONTWRITEBYTECODE"}


def list_steps(name: str) -> list[str]:
    return [line.partition(" ")[2].strip() for line in CONTAINER.splitlines() if line.startswith(f"{name} ")]


def read_unit() -> dict[str, list[str]]:
    """Return the values of each key of the unit of this installation."""
    found: dict[str, list[str]] = {}
    for line in UNIT.splitlines():
        if "=" in line and not line.startswith("#"):
            key, _, value = line.partition("=")
            found.setdefault(key, []).append(value)
    return found


def test_all_that_the_image_copies_is_there_and_none_of_it_is_a_setting_of_this_machine() -> None:
    copied = [step.split()[:-1] for step in list_steps("COPY") if not step.startswith("--from")]
    paths = [path for group in copied for path in group]
    assert paths
    assert all((ROOT / path).exists() for path in paths)
    assert not {".", "./", ".env"} & set(paths)


def test_the_image_runs_as_nobody_in_particular_on_a_plain_base() -> None:
    assert {step.split()[0] for step in list_steps("FROM")} == {"python:3.11-slim"}
    (user,) = list_steps("USER")
    uid, _, gid = user.partition(":")
    assert int(uid) > 0
    assert int(gid) > 0
    assert list_steps("VOLUME") == ["/data"]
    assert list_steps("WORKDIR")[-1] == "/data"


def test_every_setting_that_the_image_gives_is_one_and_none_is_secret() -> None:
    (environment,) = list_steps("ENV")
    given = dict(pair.split("=", 1) for pair in environment.split())
    assert set(given) - FOREIGN <= set(NAMES)
    assert not [name for name in NAMES if re.search(r"TOKEN|SECRET|DATABASE|KEY", name) and name in CONTAINER]
    assert given["GRIFFIER_DATA"] == "/data"


async def test_the_check_of_the_image_tells_a_process_that_lives_from_one_that_does_not() -> None:
    (environment,) = list_steps("ENV")
    port = re.search(r"GRIFFIER_STATUS_PORT=(\d+)", environment)
    (check,) = list_steps("HEALTHCHECK")
    command = json.loads(check.partition("CMD ")[2])
    assert port
    assert f":{port[1]}/healthz" in command[-1]

    condition = Condition()
    async with show(condition, "127.0.0.1", 0) as address:

        async def is_healthy() -> bool:
            code = command[-1].replace(f"127.0.0.1:{port[1]}", str(address).removeprefix("http://"))
            process = await asyncio.create_subprocess_exec(
                sys.executable, *command[1:-1], code, stderr=asyncio.subprocess.DEVNULL
            )
            return await process.wait() == 0

        assert await is_healthy()
        condition.ailments.append("follow")
        assert not await is_healthy()


def test_what_is_installed_holds_all_that_is_read_beside_the_code(tmp_path: Path) -> None:
    source = tmp_path / "src"
    source.mkdir()
    for step in list_steps("COPY"):
        for name in [] if step.startswith("--from") else step.split()[:-1]:
            path = ROOT / name
            if path.is_dir():
                shutil.copytree(path, source / name, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copy(path, source / name)
    command = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", str(tmp_path), str(source)]
    subprocess.run(command, check=True, timeout=300)
    (wheel,) = tmp_path.glob("*.whl")
    names = {re.sub(r"^.*\.data/data/", "", name) for name in zipfile.ZipFile(wheel).namelist()}
    there = {
        str(path.relative_to(ROOT)): path
        for folder in ("bot", "corpus")
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert sorted(set(there) - names) == []
    assert {f"share/griffier/seeds/{path.name}" for path in (ROOT / "seeds").iterdir()} <= names


def test_the_unit_runs_this_installation_with_settings_that_exist() -> None:
    assert run("unit").stdout == UNIT
    unit = read_unit()
    (start,) = unit["ExecStart"]
    program, *arguments = shlex.split(start)
    assert Path(program).exists()
    assert subprocess.run([program, *arguments, "--help"], capture_output=True, timeout=60, check=False).returncode == 0
    assert {each.partition("=")[0] for each in unit["Environment"]} <= set(NAMES)


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd on this machine")
def test_systemd_understands_the_unit_and_finds_its_rights_tight(tmp_path: Path) -> None:
    path = tmp_path / "griffier@.service"
    path.write_text(UNIT)
    for command in (["verify"], ["security", "--offline=yes", "--threshold=20"]):
        command = ["systemd-analyze", *command, str(path)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
        assert (done.returncode, done.stderr) == (0, ""), done.stdout


def test_the_unit_gives_it_the_ten_seconds_that_it_stops_in_and_no_dump_of_its_memory() -> None:
    unit = read_unit()
    assert int(unit["TimeoutStopSec"][0]) > 10
    assert unit["LimitCORE"] == ["0"]
    assert unit["DynamicUser"] == ["yes"]
    assert unit["ProtectSystem"] == ["strict"]
