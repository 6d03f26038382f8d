"""What a look-up by number found: the questions asked for, a choice of lists, or which numbers there are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from msgspec import Struct
from slack_sdk.models.blocks import Block

from bot.texts import Texts
from bot.views.after import build_after
from bot.views.answer import build_hit_line, build_notice, build_whole
from bot.views.cutting import shorten
from bot.views.entry import ROOM, format_entry
from bot.views.message import TEXT_LIMIT, Message, build_button, build_context, build_section, fit_message
from bot.views.mrkdwn import build_link, escape, escape_entities
from bot.views.source import SEPARATOR, describe_paper
from corpus.answer import Answer
from corpus.identifiers import format_paper, parse_identifier
from corpus.models import Hit, Paper

CHOOSE_LIST = "list_choose"
IN_FULL = 5
LISTED = 8
# Of what is known of each list, so that all fit in one section.
_TITLE, _NUMBERS = 150, 120
# Before the value of a button that only one person sees.
_OWN = "own:"


class Choice(Struct, frozen=True, kw_only=True):
    """Numbers of one list, by its id; `can_share` tells that they were asked for one person alone."""

    paper: str
    numbers: tuple[int, ...]
    can_share: bool = False

    @property
    def value(self) -> str:
        """What the button holds that stands for this."""
        return f"{_OWN if self.can_share else ''}{','.join(map(str, self.numbers))}|{self.paper}"


def build_look_up(answer: Answer, texts: Texts, *, asked: str | None = None, can_share: bool = False) -> Message:
    """Return the questions that were found, the first few in full and the others as lines.

    As many are shown in full as the message can hold. `can_share` tells that one person alone sees it.
    """
    head = (build_context(asked),) if asked else ()
    most = min(IN_FULL, len(answer.hits))
    for count in range(most, 0, -1):
        build = partial(_build_hits, answer, texts, head, count, can_share=can_share)
        message = fit_message(_format_hits(answer.hits[:count], texts), build, ROOM)
        if message.fits or count == 1:
            return message
    raise ValueError("a look-up that found nothing has no message of its own")


def _build_hits(
    answer: Answer, texts: Texts, head: Sequence[Block], count: int, room: int, *, can_share: bool
) -> list[Block]:
    """Return `count` hits in full, the next ones as lines, and the numbers of those that are neither."""
    return [*head, *_list_hits(answer, texts, count, room, can_share=can_share)]


def _list_hits(answer: Answer, texts: Texts, count: int, room: int, *, can_share: bool) -> Iterator[Block]:
    for hit in answer.hits[:count]:
        yield from build_whole(hit, texts, room // count, can_share=can_share, is_alone=count == 1)
    for hit in answer.hits[count : count + LISTED]:
        yield build_hit_line(hit, texts, room=room)
    if left := answer.hits[count + LISTED :]:
        numbers = tuple(number for hit in left for number in getattr(hit.entry, "numbers", ()))
        yield build_context(texts.not_shown.format(numbers=texts.format_numbers(numbers)))
    if answer.total > len(answer.hits):
        yield from map(build_context, _say_more(len(answer.having), texts))
    if answer.missing:
        yield build_context(texts.some_missing.format(numbers=texts.format_numbers(answer.missing)))
    yield from build_after(answer.query.text, texts)


def build_choice(answer: Answer, numbers: tuple[int, ...], texts: Texts, *, can_share: bool = False) -> Message:
    """Return the lists that have the asked numbers, a button each; `can_share` as with what is then chosen."""
    one, many = (texts.which_list, texts.question), (texts.which_list_for_more, texts.questions)
    form, name = one if len(numbers) == 1 else many
    line = form.format(question=name.format(numbers=texts.format_numbers(numbers)))
    shown = answer.having[:LISTED]
    titles = [_describe_list(list_, texts) for list_ in shown]
    blocks: list[Block] = [build_section(line)]
    for list_, title in zip(shown, titles, strict=True):
        button = build_button(
            texts.choose,
            action_id=CHOOSE_LIST,
            value=Choice(paper=list_.id, numbers=numbers, can_share=can_share).value,
            spoken=texts.open_label.format(what=title),
        )
        blocks.append(build_section(escape(shorten(title, 300)), button=button))
    more = _say_more(len(answer.having), texts)
    blocks += map(build_context, more)
    plain = (escape_entities(shorten(title, 150)) for title in titles)
    return Message(text="\n".join((line, *plain, *more)), blocks=tuple(blocks))


def parse_choice(value: str) -> Choice:
    """Return what a button of `build_choice` stands for.

    Raises:
        ValueError: the value is none of ours.
    """
    numbers, _, paper = value.removeprefix(_OWN).partition("|")
    return Choice(
        paper=paper,
        numbers=tuple(int(number) for number in numbers.split(",")),
        can_share=value.startswith(_OWN),
    )


def build_unknown_number(
    numbers: tuple[int, ...], available: Mapping[str, tuple[int, ...]], texts: Texts, *, letter: str = ""
) -> Message:
    """Return that a number is unknown, and which numbers there are in each list (by title)."""
    form = texts.no_such_number if len(numbers) == 1 else texts.no_such_numbers
    lines = [form.format(numbers=texts.format_numbers(numbers) + letter)]
    for title, known in list(available.items())[:LISTED]:
        line = texts.numbers_there if known else texts.no_numbers_there
        name, there = shorten(title, _TITLE), shorten(texts.format_numbers(known), _NUMBERS)
        lines.append(line.format(title=escape(name), numbers=there))
    return build_notice("\n".join((*lines, *_say_more(len(available), texts))))


def build_unknown_paper(paper: str, texts: Texts) -> Message:
    """Return that a paper is not in the corpus."""
    identifier = parse_identifier(paper)
    name = format_paper(identifier) if identifier else paper
    return build_notice(texts.unknown_paper.format(paper=build_link(None, name)))


def _say_more(count: int, texts: Texts) -> tuple[str, ...]:
    """Return that of so many lists not all are shown; nothing where all are."""
    return (texts.more_lists.format(count=texts.format_count(count)),) if count > LISTED else ()


def _describe_list(document: Paper, texts: Texts) -> str:
    return SEPARATOR.join(filter(None, (document.title, describe_paper(document, texts))))


def _format_hits(hits: tuple[Hit, ...], texts: Texts) -> str:
    limit = TEXT_LIMIT // max(len(hits), 1) - 1
    return "\n".join(format_entry(hit.entry, hit.document, texts, limit=limit) for hit in hits)
