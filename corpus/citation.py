"""Where something stands, in the form in which parliament and ministries cite their papers.

Source: Aanwijzingen voor de regelgeving, aanwijzing 3.43 (`Kamerstukken II 2009/10, 27858, nr. 88, p. 3`;
`Kamerstukken I 2008/09, 31700 VI, D, p. 4`; `Aanhangsel Handelingen I 2014/15, nr. 12`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from corpus.identifiers import Identifier, Series, format_paper, format_session, parse_identifier
from corpus.models import Entry, Metadata, QuestionAnswer

_SECOND_CHAMBER = "II"
_FIRST_CHAMBER = "I"


def format_citation(entry: Entry, metadata: Metadata) -> str:
    """Return the citation of an entry: of a question by its number, of anything else by its page.

    Gives `Kamerstukken II 2023/24, 36 560 VI, nr. 10, vraag 7`, `Aanhangsel Handelingen II 2023/24, nr. 123, vraag 2`
    and `Kamervragen zonder antwoord II 2024/25, 2024Z18775`. What has no such number is cited by its title. What is
    not known is left out: no parliamentary year, no page.
    """
    return ", ".join((format_paper_citation(metadata), *_list_places(entry)))


def format_paper_citation(metadata: Metadata) -> str:
    """Return the citation of a paper as a whole."""
    identifier = parse_identifier(metadata.id)
    if identifier and (cited := _cite(identifier, metadata.session)):
        return cited
    title = " ".join(metadata.title.split())
    if identifier:
        return f"{title} ({identifier.id})"
    # Such as a list without a number of its own: the questions about an annual report.
    about = parse_identifier(metadata.about or "")
    cited = _cite(about, None) if about and not about.is_dossier else None
    return f"{title} (bij {cited})" if cited else title


def _cite(identifier: Identifier, session: str | None) -> str | None:
    """Return the citation of what has a number of parliament; `session` is that of the paper, where it is known."""
    year = _format_year(identifier.session or session)
    match identifier.series:
        case Series.PAPER if identifier.dossier and identifier.number:
            chamber = _SECOND_CHAMBER if identifier.number.isdigit() else _FIRST_CHAMBER
            cited = f"Kamerstukken {chamber}{year}, {format_paper(identifier)}"
        case Series.QUESTIONS_ANSWERED if identifier.number:
            cited = f"Aanhangsel Handelingen {_SECOND_CHAMBER}{year}, nr. {identifier.number}"
        case Series.QUESTIONS_ASKED if identifier.number:
            cited = f"Kamervragen zonder antwoord {_SECOND_CHAMBER}{year}, {identifier.number}"
        case _:
            return None
    return f"Bijlage bij {cited}" if (identifier.suffix or "").startswith("b") else cited


def _format_year(session: str | None) -> str:
    """Return ` 2023/24` for `20232024` and for `2023-2024`, nothing where it is not known."""
    if not session:
        return ""
    return " " + format_session(session if "-" in session else f"{session[:4]}-{session[4:]}")


def _list_places(entry: Entry) -> Iterator[str]:
    if isinstance(entry, QuestionAnswer) and entry.numbers:
        yield f"{'vraag' if len(entry.numbers) == 1 else 'vragen'} {_join(entry.numbers)}{entry.letter}"
    elif entry.pages:
        first, last = entry.pages.first, entry.pages.last
        yield f"p. {first}" if first == last else f"p. {first}-{last}"


def _join(numbers: Sequence[int]) -> str:
    *first, last = map(str, numbers)
    return f"{', '.join(first)} en {last}" if first else last
