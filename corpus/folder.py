"""The papers of a folder, with what its manifest states of them."""

from __future__ import annotations

import datetime
import logging
import sys
import tomllib
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from corpus.errors import ManifestError, SourceError
from corpus.models import Document, DocumentKind
from corpus.parsing import parse_document
from corpus.parsing.metadata import Stated
from corpus.readers import read_source

logger = logging.getLogger(__name__)

MANIFEST = "MANIFEST.toml"
SUFFIXES = frozenset({".txt", ".pdf", ".docx", ".xml", ".html", ".htm"})

Progress = Callable[[list[Path]], Iterable[Path]]


def default_seeds() -> Path:
    """Return the folder of the papers that come with Griffier: of a checkout, else of an installation."""
    beside = Path(__file__).resolve().parent.parent / "seeds"
    return beside if beside.is_dir() else Path(sys.prefix) / "share" / "griffier" / "seeds"


def load_document(path: Path) -> Document:
    """Return the paper in a file; a manifest in the same folder completes it.

    Raises:
        SourceError: the file can't be read as a paper.
        ManifestError: the manifest can't be read, or states another checksum.
    """
    papers = load_manifest(path.parent / MANIFEST)
    source = read_source(path)
    paper = papers.get(path.name)
    if paper and paper.get("sha256") not in (None, source.sha256):
        raise ManifestError(f"{path.name}: its contents are not those that {MANIFEST} states; fetch it anew")
    return parse_document(source, _read_stated(path.name, paper) if paper else None)


def load_folder(folder: Path, progress: Progress | None = None) -> tuple[Document, ...]:
    """Return the papers of a folder by the names of their files; one that fails is logged and left out.

    Of two files of one paper the last counts.
    """
    files = sorted(path for path in folder.iterdir() if path.suffix.casefold() in SUFFIXES and path.is_file())
    documents: dict[str, Document] = {}
    for path in progress(files) if progress else files:
        try:
            document = load_document(path)
        except (SourceError, ManifestError) as error:
            logger.error("%s", error)
        else:
            documents[document.id] = document
    return tuple(documents.values())


def load_manifest(path: Path) -> dict[str, dict[str, object]]:
    """Return what a manifest states, by file name; nothing where there is no manifest.

    Raises:
        ManifestError: not TOML, or a paper without a file name.
    """
    if not path.is_file():
        return {}
    try:
        papers = tomllib.loads(path.read_text(encoding="utf-8")).get("paper", [])
        return {paper["file"]: paper for paper in papers}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, KeyError, TypeError) as error:
        raise ManifestError(f"{path}: not a manifest ({error}); see the one in seeds") from error


def _read_stated(name: str, paper: Mapping[str, object]) -> Stated:
    def text(key: str) -> str | None:
        value = paper.get(key)
        return value if isinstance(value, str) and value else None

    date, year, kind = paper.get("date"), paper.get("year"), text("kind")
    if kind is not None and kind not in list(DocumentKind):
        raise ManifestError(f"{name}: {MANIFEST} states a kind that does not exist; use one of {list(DocumentKind)}")
    return Stated(
        identifier=text("identifier"),
        kind=DocumentKind(kind) if kind else None,
        title=text("title"),
        about=text("about"),
        publisher=text("publisher"),
        date=date if isinstance(date, datetime.date) else None,
        year=year if isinstance(year, int) else None,
        url=text("url"),
    )
