"""A paper that was dropped in a direct message: what it was read as, how far adding it is, or why it can't be used."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum, auto

from msgspec import Struct
from slack_sdk.models.blocks import Block, ButtonElement, ConfirmObject

from bot.downloads import DownloadError, Trouble
from bot.texts import Texts
from bot.texts.uploads import UploadTexts
from bot.views.cutting import shorten
from bot.views.message import Message, build_actions, build_button, build_context, build_section
from bot.views.mrkdwn import escape
from bot.views.papers import count_passages, count_questions, describe_answered
from bot.views.source import SEPARATOR, describe_paper
from corpus.adding import Added, Change
from corpus.errors import SourceError
from corpus.identifiers import parse_identifier
from corpus.models import Document, DocumentKind

ADD, DROP, REMOVE = "upload_add", "upload_drop", "upload_remove"
_TITLE = 200
_NAME = 100
_PAGES_GUESSED = "pages were counted from the gaps"

# What the readers say of a file, by words of it, and our own word for that.
_PROBLEMS: tuple[tuple[str, Callable[[UploadTexts], str]], ...] = (
    ("is encrypted", lambda said: said.encrypted),
    ("cut-off PDF", lambda said: said.broken_pdf),
    ("holds images", lambda said: said.picture),
    ("a picture", lambda said: said.picture),
    ("holds no text", lambda said: said.empty),
    ("is not text", lambda said: said.not_text),
    ("old Word", lambda said: said.old_format),
    ("RTF", lambda said: said.old_format),
    ("packed", lambda said: said.packed),
    ("zip file", lambda said: said.packed),
    ("entities of its own", lambda said: said.entities),
    ("more than", lambda said: said.too_large),
    ("larger than", lambda said: said.too_large),
    ("longer than", lambda said: said.too_large),
    ("Word file", lambda said: said.broken_word),
    ("broken XML", lambda said: said.broken_markup),
    ("broken HTML", lambda said: said.broken_markup),
)


class Step(Enum):
    """How it ended with a paper that is not there (any more)."""

    DROPPED = auto()
    REMOVED = auto()
    GONE_ALREADY = auto()


class Offer(Struct, frozen=True, kw_only=True):
    """A file in Slack, by its id and checksum: what is added must be what was read."""

    file_id: str
    sha256: str

    @property
    def value(self) -> str:
        """What the button holds that stands for this."""
        return f"{self.file_id}|{self.sha256}"


def parse_offer(value: str) -> Offer:
    """Return what a button of this message stands for.

    Raises:
        ValueError: the value is none of ours.
    """
    file_id, separator, sha256 = value.partition("|")
    if not separator:
        raise ValueError("no checksum in the value of a button")
    return Offer(file_id=file_id, sha256=sha256)


def build_report(document: Document, held: str | None, offer: Offer, texts: Texts) -> Message:
    """Return what was read; `held` is the checksum of the version that is held already, None where none is."""
    said = texts.uploads
    if held == document.sha256:
        return _build(document, (said.is_held,), (), texts)
    facts = (said.is_new if held is None else said.is_newer, said.not_for_others, said.step_read)
    return _build(document, facts, _build_choice(document, offer, texts), texts)


def build_adding(document_name: str, offer: Offer, texts: Texts) -> Message:
    """Return that a paper is being added; with a button that begins again, should the bot be stopped meanwhile."""
    return _build_lines(document_name, (texts.uploads.step_adding,), (_build_again(offer, texts),))


def build_added(report: Added, texts: Texts) -> Message:
    """Return that a paper was added, and what it changed."""
    said = texts.uploads
    if report.change is Change.REPLACED:
        line = said.step_replaced.format(what=_describe_change(report, texts))
    else:
        line = said.step_added if report.change is Change.ADDED else said.step_unchanged
    return _build(report.document, (line,), (_build_remove(report.document.id, report.document.title, texts),), texts)


def build_step(name: str, step: Step, texts: Texts) -> Message:
    """Return how it ended with a paper that is not there (any more)."""
    said = texts.uploads
    lines = {
        Step.DROPPED: said.step_dropped, Step.REMOVED: said.step_removed, Step.GONE_ALREADY: said.step_gone_already,
    }  # fmt: skip
    return _build_lines(name, (lines[step],), ())


def build_refusal(name: str, line: str, texts: Texts) -> Message:
    """Return why a file can't be used."""
    head = escape(texts.uploads.refused.format(name=shorten(name, _NAME) or texts.uploads.this_file))
    return Message(text=f"{head}\n{escape(line)}", blocks=(build_section(f"*{head}*\n{escape(line)}"),))


def build_not_added(name: str, line: str, offer: Offer, texts: Texts) -> Message:
    """Return why a file was not added, with a button to try again; its name alone stands above, as in a report."""
    return _build_lines(shorten(name, _NAME) or texts.uploads.this_file, (line,), (_build_again(offer, texts),))


def build_not_removed(name: str, document_id: str, texts: Texts) -> Message:
    """Return that a paper could not be taken out now, with the button to try again."""
    return _build_lines(name, (texts.uploads.step_not_removed,), (_build_remove(document_id, name, texts),))


def explain_source(error: SourceError, texts: Texts) -> str:
    """Return in the reader's language what is wrong with a file, and what to do."""
    explain = next((explain for words, explain in _PROBLEMS if words in error.problem), None)
    return explain(texts.uploads) if explain else texts.uploads.unreadable


def explain_download(error: DownloadError, texts: Texts) -> str:
    """Return in the reader's language why a file was not fetched, and what to do."""
    said = texts.uploads
    return {
        Trouble.NOT_HERE: said.not_here,
        Trouble.NOT_FOUND: said.not_found,
        Trouble.NO_RIGHT: said.no_right,
        Trouble.TOO_LARGE: said.too_large,
        Trouble.UNREACHABLE: said.unreachable,
    }[error.trouble]


def describe_document(document: Document, texts: Texts) -> tuple[str, ...]:
    """Return what a paper is, what is in it, and what to look at, a line each; not escaped."""
    said, metadata = texts.uploads, document.metadata
    kinds = {
        DocumentKind.QUESTION_LIST: said.question_list,
        DocumentKind.WRITTEN_QUESTIONS: said.written_questions,
        DocumentKind.ANNUAL_REPORT: said.annual_report,
        DocumentKind.LETTER: said.letter,
        DocumentKind.OTHER: said.other,
    }
    date = texts.format_date(metadata.date) if metadata.date else None
    lines = [SEPARATOR.join(filter(None, (kinds[metadata.kind], describe_paper(document, texts), date)))]
    lines.append(_describe_content(document, texts))
    without = tuple(number for entry in document.questions if entry.answer is None for number in entry.numbers)
    # That none is answered was said just before.
    if without and any(entry.answer for entry in document.questions):
        lines.append(said.unanswered.format(numbers=shorten(texts.format_numbers(without), 200)))
    if parse_identifier(document.id) is None:
        lines.append(said.named_by_file.format(name=shorten(document.id, _NAME)))
    for warning in document.warnings[:5]:
        known = said.pages_guessed if _PAGES_GUESSED in warning else said.warned.format(warning=shorten(warning, 200))
        lines.append(known)
    return tuple(lines)


def _describe_content(document: Document, texts: Texts) -> str:
    questions = list(document.questions)
    if not questions:
        return count_passages(document.size, texts)
    answered = sum(1 for entry in questions if entry.answer)
    return describe_answered(count_questions(len(questions), texts), len(questions), answered, texts)


def _describe_change(report: Added, texts: Texts) -> str:
    counted = (
        (texts.uploads.new, report.new), (texts.uploads.changed, report.changed), (texts.uploads.gone, report.gone),
    )  # fmt: skip
    return ", ".join(form.format(count=len(ids)) for form, ids in counted)


def _build_choice(document: Document, offer: Offer, texts: Texts) -> tuple[ButtonElement, ...]:
    said, name = texts.uploads, shorten(document.title, 40)
    add = build_button(said.add, action_id=ADD, value=offer.value, spoken=said.add_label.format(name=name))
    add.style = "primary"
    drop = build_button(said.drop, action_id=DROP, value=offer.value, spoken=said.drop_label.format(name=name))
    return add, drop


def _build_again(offer: Offer, texts: Texts) -> ButtonElement:
    return build_button(texts.uploads.again, action_id=ADD, value=offer.value)


def _build_remove(document_id: str, title: str, texts: Texts) -> ButtonElement:
    said = texts.uploads
    spoken = said.remove_label.format(name=shorten(title, 40))
    remove = build_button(said.remove, action_id=REMOVE, value=document_id, spoken=spoken)
    remove.confirm = ConfirmObject(title=said.remove_title, text=said.remove_text, confirm=said.remove, deny=said.keep)
    return remove


def _build(document: Document, lines: tuple[str, ...], buttons: tuple[ButtonElement, ...], texts: Texts) -> Message:
    return _build_lines(document.title, (*describe_document(document, texts), *lines), buttons)


def _build_lines(title: str, lines: tuple[str, ...], buttons: tuple[ButtonElement, ...]) -> Message:
    head = escape(shorten(title, _TITLE))
    *facts, last = (escape(line) for line in lines)
    blocks: list[Block] = [build_section("\n".join((f"*{head}*", *facts))), build_context(last)]
    if buttons:
        blocks.append(build_actions(*buttons))
    return Message(text="\n".join((head, *facts, last)), blocks=tuple(blocks))
