"""The lock file names all that the bot needs to run, in versions that pyproject.toml allows, and nothing by address."""

from __future__ import annotations

import re
import tomllib

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from tests.conftest import ROOT

LOCK = ROOT / "requirements.lock"
# What is locked besides what is always needed: what runs beside it in production.
EXTRAS = ("postgres", "fast")


def read_lock(text: str) -> list[tuple[str, Version]]:
    """Return the packages that a lock names; one that differs by Python or platform comes more than once."""
    found = re.findall(r"^([A-Za-z0-9._-]+)==(\S+)", text, re.MULTILINE)
    return [(canonicalize_name(name), Version(version)) for name, version in found]


def list_requirements() -> list[Requirement]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *(line for extra in EXTRAS for line in project["optional-dependencies"][extra])]
    return [Requirement(line) for line in wanted]


def test_every_dependency_is_locked_in_a_version_that_is_allowed() -> None:
    # What is locked for another platform alone is not there on this one.
    here = [line for line in LOCK.read_text(encoding="utf-8").splitlines() if "sys_platform" not in line]
    locked = read_lock("\n".join(here))
    for requirement in list_requirements():
        name = canonicalize_name(requirement.name)
        versions = [version for locked_name, version in locked if locked_name == name]
        assert versions, f"{name} is not in requirements.lock: renew it (README, Test)"
        assert all(version in requirement.specifier for version in versions), f"{requirement}: {versions} is locked"


def test_every_locked_package_has_its_hashes_and_none_its_address() -> None:
    text = LOCK.read_text(encoding="utf-8")
    blocks = re.split(r"^(?=[A-Za-z0-9._-]+==)", text, flags=re.MULTILINE)[1:]
    assert len(blocks) == len(read_lock(text))
    assert all(re.search(r"--hash=sha256:[0-9a-f]{64}\b", block) for block in blocks)
    assert not re.search(r"https?://|--index-url|--extra-index-url|--find-links|file:|git\+", text)


def test_the_readme_says_how_the_lock_is_renewed_in_the_words_of_its_own_head() -> None:
    head = next(line for line in LOCK.read_text(encoding="utf-8").splitlines() if "uv pip compile" in line)
    readme = " ".join((ROOT / "README.md").read_text(encoding="utf-8").replace("\\\n", " ").split())
    assert " ".join(head.removeprefix("#").split()) in readme
    assert "pip install --require-hashes -r requirements.lock" in readme
