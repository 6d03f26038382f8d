"""Everything that can go wrong in the corpus.

    CorpusError
    ├── SourceError            a file can't be read as a paper
    │   ├── UnreadableFileError     missing, a folder, no permission, not text
    │   ├── EmptySourceError        nothing in it but white space
    │   └── ParseError         read, but not understood
    ├── ManifestError          MANIFEST.toml does not fit its files
    ├── LibraryError           the database of papers can't be used
    ├── HeldPaperError         a paper that is held can't be read any more
    ├── DamagedFileError       a saved index or paper can't be trusted, and is made anew
    ├── FetchError             a paper can't be fetched
    ├── EvaluationError        judged queries that can't be used
    ├── QueryError             a query asks for more than can be given
    └── UnknownDocumentError        no such paper in the corpus

Nothing found is an empty tuple, not an error. Each message says what, where, and what to do.
"""

from __future__ import annotations


class CorpusError(Exception):
    """Base of all errors of the corpus; its text may be shown to a person at a terminal."""


class SourceError(CorpusError):
    """A file that can't be taken up: which, where in it, and the remedy."""

    def __init__(self, file: str, problem: str, remedy: str, *, place: str | None = None) -> None:
        self.file = file
        self.place = place
        self.problem = problem
        self.remedy = remedy
        where = f"{file}, {place}" if place else file
        super().__init__(f"{where}: {problem}; {remedy}")


class UnreadableFileError(SourceError):
    """The file is missing, is a folder, may not be read, or is not of a known format."""


class EmptySourceError(SourceError):
    """The file holds no text at all."""


class ParseError(SourceError):
    """The text was read but can't be understood as a paper."""


class ManifestError(CorpusError):
    """MANIFEST.toml and the files beside it disagree."""


class UnknownDocumentError(CorpusError):
    """A paper was named that the corpus does not hold."""


class QueryError(CorpusError):
    """A query that asks for more than can be given."""


class EvaluationError(CorpusError):
    """A folder of judged queries that is missing something or not of the layout."""


class LibraryError(CorpusError):
    """The database of papers can't be reached, is locked, or is damaged."""


class HeldPaperError(CorpusError):
    """A paper of the library can't be read any more: the others can do without it."""

    def __init__(self, document_id: str, problem: str) -> None:
        super().__init__(f"{document_id}: it can't be read any more ({problem}), and is left out: run `griffier check`")


class DamagedFileError(CorpusError):
    """A file that was made from the papers is damaged, old, or made from others; it can be made anew."""


class OutdatedFileError(DamagedFileError):
    """Such a file is not there yet, or was made by other code: there is nothing wrong with that."""


class FetchError(CorpusError):
    """A paper that can't be fetched: which, and whether to try again."""
