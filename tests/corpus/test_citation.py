"""Citations in parliament's own form; what is not known is left out, never guessed."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.citation import format_citation, format_paper_citation
from corpus.identifiers import find_identifiers, parse_identifier
from corpus.models import Document, DocumentKind, Metadata, Pages, Passage, QuestionAnswer, Quote


def make_metadata(id_: str, **known: object) -> Metadata:
    return Metadata(id=id_, kind=DocumentKind.OTHER, title="Een titel", **known)  # type: ignore[arg-type]


def make_question(*numbers: int, pages: Pages | None = None) -> QuestionAnswer:
    return QuestionAnswer(id="d#1", document_id="d", numbers=numbers, question=None, answer=None, pages=pages)


# The first three by the examples of Aanwijzing 3.43 of the Aanwijzingen voor de regelgeving, with a question.
@pytest.mark.parametrize(
    ("id_", "session", "numbers", "expected"),
    [
        ("kst-27858-88", "2009-2010", (3,), "Kamerstukken II 2009/10, 27 858, nr. 88, vraag 3"),
        ("kst-31700-VI-D", "2008-2009", (4,), "Kamerstukken I 2008/09, 31 700 VI, D, vraag 4"),
        ("ah-tk-20142015-12", None, (1,), "Aanhangsel Handelingen II 2014/15, nr. 12, vraag 1"),
        ("kst-36560-VI-10", "2023-2024", (7,), "Kamerstukken II 2023/24, 36 560 VI, nr. 10, vraag 7"),
        ("kst-36560-VI-10", "2023-2024", (3, 4), "Kamerstukken II 2023/24, 36 560 VI, nr. 10, vragen 3 en 4"),
        ("kst-36560-VI-10", "2023-2024", (3, 4, 9), "Kamerstukken II 2023/24, 36 560 VI, nr. 10, vragen 3, 4 en 9"),
        ("kst-36560-VI-10", None, (7,), "Kamerstukken II, 36 560 VI, nr. 10, vraag 7"),
        ("kst-36496-D", "2023-2024", (), "Kamerstukken I 2023/24, 36 496, D"),
        ("kst-21501-02-2187", "2019-2020", (), "Kamerstukken II 2019/20, 21 501-02, nr. 2187"),
        ("kst-20052006-30223-B", None, (), "Kamerstukken I 2005/06, 30 223, B"),
        ("kst-26000-1", "1999-2000", (), "Kamerstukken II 1999/00, 26 000, nr. 1"),
        ("kst-34389-9-b1", "2015-2016", (), "Bijlage bij Kamerstukken II 2015/16, 34 389, nr. 9"),
        ("ah-tk-20232024-1314", "2024-2025", (2,), "Aanhangsel Handelingen II 2023/24, nr. 1314, vraag 2"),
        ("kv-tk-2024Z18775", "2024-2025", (2,), "Kamervragen zonder antwoord II 2024/25, 2024Z18775, vraag 2"),
        ("kv-tk-2024Z18775", None, (), "Kamervragen zonder antwoord II, 2024Z18775"),
        ("kst-1268678", "2023-2024", (2,), "Een titel (kst-1268678), vraag 2"),
        ("2022D44829", None, (), "Een titel (2022D44829)"),
        ("jaarverslag", "2023-2024", (), "Een titel"),
    ],
)
def test_each_paper_is_cited_in_its_own_form(
    id_: str, session: str | None, numbers: tuple[int, ...], expected: str
) -> None:
    assert format_citation(make_question(*numbers), make_metadata(id_, session=session)) == expected


def test_a_list_without_a_number_is_cited_by_the_paper_that_it_is_about(documents: dict[str, Document]) -> None:
    paper = documents["vragen-kst-36360-VI-1"]
    (entry,) = [entry for entry in paper.questions if entry.numbers == (43,)]
    assert format_citation(entry, paper.metadata) == (
        "Totaallijst feitelijke vragen Jaarverslag Ministerie van Justitie en Veiligheid 2022 "
        "(bij Kamerstukken II, 36 360 VI, nr. 1), vraag 43"
    )


def test_the_seeds_are_cited_as_parliament_does(documents: dict[str, Document]) -> None:
    paper = documents["kst-36560-VI-10"]
    (entry,) = [entry for entry in paper.questions if entry.numbers == (7,)]
    assert format_citation(entry, paper.metadata) == "Kamerstukken II 2023/24, 36 560 VI, nr. 10, vraag 7"
    report = documents["kst-36360-VI-1"]
    cited = {format_citation(entry, report.metadata).partition(", p.")[0] for entry in report.entries}
    assert cited == {"Kamerstukken II 2022/23, 36 360 VI, nr. 1"}


@pytest.mark.parametrize(("pages", "said"), [((4, 4), ", p. 4"), ((4, 5), ", p. 4-5"), (None, "")])
def test_what_has_no_number_is_cited_by_its_page(pages: tuple[int, int] | None, said: str) -> None:
    place = Pages(first=pages[0], last=pages[1]) if pages else None
    passage = Passage(id="d#p1", document_id="d", heading=(), text=Quote("a", ()), pages=place)
    metadata = make_metadata("kst-36360-VI-1", session="2022-2023")
    assert format_citation(passage, metadata) == f"Kamerstukken II 2022/23, 36 360 VI, nr. 1{said}"
    assert format_citation(make_question(7, pages=place), metadata).endswith("nr. 1, vraag 7")


DOSSIERS = st.tuples(st.integers(10_000, 39_999), st.sampled_from(["", "-VI", "-IIB", "-02", "-A"])).map(
    lambda pair: f"{pair[0]}{pair[1]}"
)
SESSIONS = st.one_of(st.none(), st.integers(1945, 2098).map(lambda year: f"{year}-{year + 1}"))


@given(DOSSIERS, st.integers(1, 9_999), SESSIONS)
def test_a_cited_paper_is_found_again_in_the_citation(dossier: str, number: int, session: str | None) -> None:
    metadata = make_metadata(f"kst-{dossier}-{number}", session=session)
    cited = format_paper_citation(metadata)
    assert {mention.identifier for mention in find_identifiers(cited)} == {parse_identifier(metadata.id)}
    assert re.findall(r"\d{4}/\d\d", cited) == ([f"{session[:4]}/{session[-2:]}"] if session else [])


@given(st.text(), SESSIONS, st.lists(st.integers(1, 99_999), max_size=60))
def test_any_paper_can_be_cited_on_one_line(id_: str, session: str | None, numbers: list[int]) -> None:
    cited = format_citation(make_question(*numbers), make_metadata(id_, session=session))
    assert cited
    assert "\n" not in cited
