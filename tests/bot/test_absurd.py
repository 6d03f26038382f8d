"""Whatever a paper holds, no message or modal is refused, and no letter of it is lost."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from bot.texts import DUTCH, LANGUAGES
from bot.views.answer import build_answer, build_page
from bot.views.citation import build_citation
from bot.views.entry import describe_entry
from bot.views.modals import TITLE_LIMIT
from bot.views.numbers import build_choice, build_look_up, build_unknown_number
from bot.views.paging import PAGE, Page, Position, cut_query
from bot.views.reader import build_reader, count_parts
from bot.views.sharing import build_share_form, build_shared
from bot.views.similar import build_similar
from bot.views.surroundings import build_surroundings
from corpus.answer import Answer, AnswerKind
from corpus.models import (
    Document,
    DocumentKind,
    Entry,
    Hit,
    Metadata,
    Note,
    Pages,
    PageStart,
    Part,
    PartKind,
    Passage,
    QuestionAnswer,
    Quote,
    Reference,
    ReferenceKind,
    Run,
    Span,
)
from corpus.query import MOST_NUMBERS, TextQuery
from corpus.surroundings import list_leaves
from tests.bot.judges import judge_message, judge_view, read_rich_text


class Long(str):
    """A text that a failure report need not repeat."""

    def __repr__(self) -> str:
        return f"Long({self[:20]!r}, {len(self)})"


NASTY = "<!channel> <http://evil.example|klik> *vet* _schuin_ ~weg~ `code` & \u202e😀 \n> citaat"
ABSURD = (
    Long("x" * 100_000),
    Long("Een zin. " * 11_000),
    Long(NASTY * 1_100),
    Long("\n" * 99_999 + "x"),
    Long("https://a.example/" + "x" * 99_000),
    Long("woord " * 3_000),
    Long("מילה عربية " * 2_000),
    Long("👩‍👩‍👧‍👦🇳🇱" * 1_500),
    Long("• punt van een lijst\n" * 1_000),
    Long("Jaar\t2022\t€ 3,4 miljoen\n" * 800),
    Long("a\t" * 9_000),
    Long('"\\' * 9_000),
    Long("&" * 20_000),
    Long("https://a.example/x " * 1_000),
    NASTY,
)
SHORT = st.text(min_size=1, max_size=120).filter(str.strip)
TEXTS = st.one_of(SHORT, st.sampled_from(ABSURD))
TITLES = st.one_of(SHORT, st.sampled_from([Long(text[:3_000]) for text in ABSURD if text[:3_000].strip()]))
MANY = 200
# To make an absurd example smaller takes long, and says little.
QUICK = (Phase.explicit, Phase.reuse, Phase.generate)


def quote(text: str, start: int = 0) -> Quote:
    return Quote(text, (Run(0, Span(start, start + len(text))),))


class Made:
    """A paper and an entry of it; too large to be repeated in a report."""

    def __init__(self, document: Document, entry: Entry, told: str) -> None:
        self.document, self.entry, self.told = document, entry, told

    def __repr__(self) -> str:
        return f"Made({self.told})"


@st.composite
def papers(draw: st.DrawFn) -> Made:
    """Return a paper with three entries that are all absurd in their own way, and the one in the middle."""
    texts = draw(st.tuples(TEXTS, TEXTS))
    source = "".join(texts)
    first, second = quote(texts[0]), quote(texts[1], len(texts[0]))
    count = draw(st.sampled_from([0, 1, 3, MANY]))
    numbers = draw(st.sampled_from([(), (7,), (3, 4), tuple(range(1, 60))]))
    notes = tuple(Note(marker=str(number), text=quote(f"noot {texts[0][:40]}")) for number in range(count))
    pointer = quote(texts[0][:9])
    pointers = tuple(
        Reference(
            kind=ReferenceKind.QUESTION,
            text=pointer,
            target=draw(st.sampled_from([None, "kst-31066-1291#9", f"d#{number}"])),
            number=number,
            resolved=draw(st.booleans()),
        )
        for number in range(draw(st.integers(0, 4)))
    )
    title, id_ = draw(TITLES), draw(st.sampled_from(["d", "kst-36560-VI-10", "n" * 240]))
    pages = draw(st.sampled_from([None, Pages(first=1, last=2)]))
    if draw(st.booleans()):
        entry: Entry = QuestionAnswer(
            id=f"{id_}#{'-'.join(map(str, numbers))}",
            document_id=id_,
            numbers=numbers,
            question=draw(st.sampled_from([first, None])),
            answer=second,
            pages=pages,
            notes=notes,
            references=pointers,
        )
    else:
        heading = tuple(draw(st.lists(TITLES, max_size=3)))
        entry = Passage(id=f"{id_}#p1", document_id=id_, heading=heading, text=second, pages=pages, notes=notes)
    beside = (replace(entry, id=f"{entry.id}.0"), entry, replace(entry, id=f"{entry.id}.2"))
    middle = len(texts[0])
    document = Document(
        metadata=Metadata(
            id=id_,
            kind=DocumentKind.OTHER,
            title=title,
            url=draw(st.sampled_from([None, "https://a.example/" + "x" * 2_000])),
            page_count=draw(st.sampled_from([None, 3])),
        ),
        file="f",
        sha256="",
        text=source,
        parts=(
            Part(kind=PartKind.HEADING, span=Span(0, middle), entry=None),
            Part(kind=PartKind.ANSWER, span=Span(middle, len(source)), entry=entry.id),
        ),
        entries=beside,
        page_starts=draw(st.sampled_from([(), (PageStart(page=1, offset=0), PageStart(page=2, offset=middle))])),
    )
    told = f"{id_} {len(texts[0])} {len(texts[1])} {texts[0][:20]!r} {texts[1][:20]!r} {len(title)} {count} notes"
    return Made(document, entry, told)


def make_hits(document: Document, entry: Entry, count: int, first: int = 1) -> tuple[Hit, ...]:
    matches = tuple(Span(place, place + 1) for place in range(0, min(len(document.text), 400), 2))
    return tuple(
        Hit(rank=rank, score=1.0, entry=entry, document=document, matches=matches)
        for rank in range(first, first + count)
    )


@settings(max_examples=8, deadline=None, phases=QUICK)
@given(papers(), TITLES, st.booleans(), st.sampled_from(sorted(LANGUAGES)), st.integers(1, 500))
def test_no_message_is_refused(made: Made, typed: str, flag: bool, language: str, number: int) -> None:
    document, entry = made.document, made.entry
    words = LANGUAGES[language]
    query = TextQuery(text=typed, words=typed)
    found = Answer(
        query=query,
        kind=AnswerKind.TEXT,
        sure=flag,
        very_sure=flag,
        confidence=0.95,
        hits=make_hits(document, entry, PAGE),
    )
    page = Page(query=cut_query(typed), asked_by=typed, can_share=flag, is_cut=flag, edition="0")
    position = Position(page=page, edition="1" if flag else "0", total=3_000)
    asked = "x" * 300
    judge_message(build_answer(found, words, asked=asked, can_share=flag, position=position))
    later = replace(found, hits=make_hits(document, entry, PAGE, number * PAGE + 1))
    judge_message(build_page(later, words, replace(position, page=page.turn(number, "0")), asked=asked))
    hits = make_hits(document, entry, MOST_NUMBERS)
    looked = Answer(query=query, kind=AnswerKind.NUMBER, sure=True, confidence=1.0, hits=hits, missing=(1, 2, 99))
    judge_message(build_look_up(looked, words, asked=asked, can_share=flag))
    judge_message(build_choice(looked, tuple(range(1, MOST_NUMBERS + 1)), words))
    judge_message(build_unknown_number((1,), {typed[:300]: tuple(range(1, 99, 2))}, words))
    judge_message(build_shared(entry, document, words, shared_by=typed[:80]))


@settings(max_examples=8, deadline=None, phases=QUICK)
@given(papers(), st.sampled_from([0, 1, 5, 10_000]))
def test_no_modal_is_refused(made: Made, place: int) -> None:
    document, entry = made.document, made.entry
    hits = make_hits(document, entry, 5)
    judge_view(build_reader(entry, document, DUTCH, part=place))
    judge_view(build_similar(entry, document, hits, hits[:3], DUTCH))
    judge_view(build_surroundings(entry, document, DUTCH))
    judge_view(build_surroundings(entry, document, DUTCH, place=place))
    judge_view(build_citation(entry, document, DUTCH))
    judge_view(build_share_form(entry, document, DUTCH))


def read_letters(text: str) -> str:
    """Return a text without its white space: how it is laid out is the view's own."""
    return "".join(text.split())


@settings(max_examples=6, deadline=None, phases=QUICK)
@given(papers())
def test_the_parts_of_the_reader_are_the_whole_entry(made: Made) -> None:
    document, entry = made.document, made.entry
    shown = ""
    for part in range(count_parts(entry, DUTCH)):
        view = judge_view(build_reader(entry, document, DUTCH, part=part))
        # A long name stands above each part.
        own = view["blocks"][len(describe_entry(entry, document, DUTCH)) > TITLE_LIMIT :]
        shown += read_letters(read_rich_text(own))
    question = entry.question.text if isinstance(entry, QuestionAnswer) and entry.question else ""
    answer = entry.answer if isinstance(entry, QuestionAnswer) else entry.text
    assert answer
    lead = DUTCH.answer if question else ""
    notes = "".join(note.marker + note.text.text for note in entry.notes)
    assert shown == read_letters(question + lead + answer.text + notes)


@settings(max_examples=6, deadline=None, phases=QUICK)
@given(papers())
def test_the_leaves_around_an_entry_are_the_whole_paper(made: Made) -> None:
    document, entry = made.document, made.entry
    shown = "".join(
        read_rich_text(judge_view(build_surroundings(entry, document, DUTCH, place=place))["blocks"])
        for place in range(len(list_leaves(document)))
    )
    assert sorted(read_letters(shown)) == sorted(read_letters(document.text))


def test_ten_thousand_notes_are_all_in_the_reader() -> None:
    notes = tuple(Note(marker=str(number), text=quote(f"noot {number}")) for number in range(10_000))
    document, entry = (
        Document(
            metadata=Metadata(id="d", kind=DocumentKind.OTHER, title="t"),
            file="f",
            sha256="",
            text="",
            parts=(),
            entries=(),
        ),
        QuestionAnswer(id="d#1", document_id="d", numbers=(1,), question=None, answer=quote("Ja."), notes=notes),
    )
    judge_message(build_shared(entry, document, DUTCH, shared_by="jij"))
    count = count_parts(entry, DUTCH)
    for part in (0, 1, count // 2, count - 1):
        judge_view(build_reader(entry, document, DUTCH, part=part))
    last = judge_view(build_reader(entry, document, DUTCH, part=count - 1))
    assert "noot 9999" in str(last["blocks"])
    assert count < 200
