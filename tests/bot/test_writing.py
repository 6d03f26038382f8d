"""A message is written as slack_sdk writes it, and refused for what slack_sdk refuses."""

from __future__ import annotations

import pytest
from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.blocks import (
    Block,
    ButtonElement,
    CheckboxesElement,
    InputBlock,
    Option,
    PlainTextObject,
    RichTextBlock,
    RichTextElementParts,
    RichTextListElement,
    RichTextSectionElement,
    SectionBlock,
    StaticSelectElement,
)

from bot.views.message import build_actions, build_context, build_divider, build_section
from bot.views.writing import write
from tests.bot.local_app import rich_blocks

BOLD = RichTextElementParts.Text(text="vet", style=RichTextElementParts.TextStyle(bold=True))
LABEL = PlainTextObject(text="Kies", emoji=False)
OPTIONS = [Option(value="a", text=LABEL, description="uitleg"), Option(value="b", label="B")]
BUTTON = ButtonElement(text="Open", action_id="a", value="")
BLOCKS = [
    build_divider(),
    build_context("grijs"),
    build_section("tekst", button=BUTTON),
    build_actions(BUTTON),
    SectionBlock(fields=["een", "twee"], block_id=""),
    # What is empty stands there in rich text alone; a no and a zero are no emptiness.
    RichTextBlock(elements=[RichTextSectionElement(elements=[]), RichTextSectionElement(elements=(BOLD,))]),
    RichTextBlock(elements=[RichTextListElement(style="bullet", indent=0, elements=[])]),
    InputBlock(label=LABEL, element=CheckboxesElement(options=OPTIONS, focus_on_load=False), optional=False),
    InputBlock(label=LABEL, element=StaticSelectElement(options=OPTIONS, initial_option=OPTIONS[0], confirm=None)),
]


@pytest.mark.parametrize("block", [*BLOCKS, *Block.parse_all(rich_blocks())], ids=lambda block: block.type)
def test_a_block_is_written_as_slack_sdk_writes_it(block: Block) -> None:
    assert write(block) == block.to_dict()
    assert list(write(block)) == list(block.to_dict())


@pytest.mark.parametrize(
    "block",
    [
        build_section("a" * 3_001),
        build_section("a", button=ButtonElement(text="a" * 76, action_id="a")),
        build_actions(BUTTON, ButtonElement(text="Open", action_id="a" * 256)),
        SectionBlock(),
        build_actions(*[BUTTON] * 26),
    ],
    ids=["text", "label", "action", "nothing", "buttons"],
)
def test_what_slack_sdk_refuses_is_refused_with_its_words(block: Block) -> None:
    with pytest.raises(SlackObjectFormationError) as theirs:
        block.to_dict()
    with pytest.raises(SlackObjectFormationError) as ours:
        write(block)
    assert str(ours.value) == str(theirs.value)
