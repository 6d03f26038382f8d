"""A visitor of the local Slack's page who uses every control that they see, in a real browser."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from playwright.async_api import Locator, Page, expect
from playwright.async_api import TimeoutError as PageTimeoutError

from bot.local import LocalSlack
from bot.texts import DUTCH, ENGLISH
from tests.bot.browsing import ask

# Seconds that something may take on a machine that is busy with other work.
PATIENCE = 30.0
TYPED, SENT = "veiligheid", "dwangsommen"
FAILED = tuple(texts.failed.partition(".")[0] for texts in (DUTCH, ENGLISH))
# What is seen: the text, what is filled in, and what is pressed.
SEEN = """() => JSON.stringify([
  document.body.innerText,
  [...document.querySelectorAll("input, select, textarea")].map((field) => field.value),
  document.querySelectorAll("[aria-pressed=true]").length,
])"""
CONTROL = """(node) => [
  node.dataset.actionId, node.tagName, node.innerText || node.getAttribute("aria-label") || "",
  node.classList.contains("overflow"), Boolean(node.closest(".block.input")),
]"""
# A control stands for all of its kind: `entry_open_3` for every `entry_open`.
_NUMBERED = re.compile(r"_\d+$")
# Fields that are used as soon as they change; all others are filled in and sent with their form.
_AT_ONCE = ("home_search", "papers_search")
# While a paper is added its button is there again, for when the bot is stopped: pressed then it would begin anew.
_ONCE = ("upload_add",)


def _cut_label(label: str) -> str:
    """Return the words of a label before its first figure."""
    return re.split("[0-9]", label)[0].strip()


Doing = Callable[[], Awaitable[object]]


@dataclass(slots=True, kw_only=True)
class Visitor:
    """Uses what stands on the page. `used` has the kinds of controls, and `sent` the forms, that did something.

    A kind is an action with its label, as far as that is the same for all: `entry_open: Toon vraag`.

    A control that changes nothing on the page, or that the bot can't carry out, is an AssertionError that names it.
    """

    page: Page
    slack: LocalSlack
    used: set[str] = field(default_factory=set)
    sent: set[str] = field(default_factory=set)

    async def say(self, text: str) -> None:
        """Say something, and use all in the message or modal that comes of it."""
        await self.visit(lambda: ask(self.page, text), text)

    async def visit(self, do: Doing, what: str) -> None:
        messages = self.page.locator("#log article:has([data-action-id])")
        count = await messages.count()
        await do()
        newest = messages.nth(count)
        await expect(newest.or_(self.dialog).first, what).to_be_visible(timeout=PATIENCE * 1000)
        if await self.dialog.count():
            await self.use_modal()
            await self.close_to(0)
            return
        ts = await newest.get_attribute("data-ts")
        await self.settle()
        await self.use_all(self.page.locator(f'#log article[data-ts="{ts}"]'))

    async def use_all(self, where: Locator) -> None:
        """Use each control that stands there, and what comes in its place, as long as one of its kind was not used."""
        while await self._use_next(where):
            pass

    async def _use_next(self, where: Locator) -> bool:
        controls = where.locator("[data-action-id]:visible")
        for place in range(await controls.count()):
            if await self._use(controls.nth(place)):
                return True
        return False

    async def _use(self, control: Locator) -> bool:
        """Use a control, and say whether there was something to do."""
        # All at once, as another control may stand there a moment later.
        id_, tag, label, is_menu, is_input = await control.evaluate(CONTROL)
        kind = _NUMBERED.sub("", id_)
        if is_menu:
            return await self._use_menu(control, kind)
        if tag == "BUTTON" and kind not in _ONCE:
            kind += f": {_cut_label(label)}"
        if kind in self.used or (is_input and kind not in _AT_ONCE):
            return False
        self.used.add(kind)
        if tag == "BUTTON":
            await self._go(control.click, kind)
        elif tag == "SELECT":
            await self._go(lambda: control.select_option(index=2), kind)
        else:
            await control.fill(TYPED)
            await self._go(lambda: control.press("Enter"), kind)
        return True

    async def _use_menu(self, control: Locator, kind: str) -> bool:
        await control.click()
        lines = self.page.get_by_role("menuitem")
        names = await lines.locator("span").all_inner_texts()
        for place, name in enumerate(names):
            line = f"{kind}: {_cut_label(name)}"
            if line not in self.used:
                self.used.add(line)
                await self._go(lines.nth(place).click, line)
                return True
        await self.page.keyboard.press("Escape")
        return False

    async def _go(self, do: Doing, what: str) -> None:
        """Do something that must show; where a modal opens by it, use all in that, and close it again."""
        depth = len(self.slack.views(self.slack.person))
        before = await self.page.evaluate(SEEN)
        await do()
        if await self.page.locator("dialog.ask[open]").count():
            await self.page.locator("dialog.ask[open] footer button").last.click()
        try:
            await self.page.wait_for_function(f"(before) => ({SEEN})() !== before", arg=before, timeout=PATIENCE * 1000)
        except PageTimeoutError:
            raise AssertionError(f"{what} changes nothing") from None
        await self.settle()
        shown = await self.page.locator("body").inner_text()
        assert not any(sentence in shown for sentence in FAILED), what
        # What Slack itself says where the bot takes no press, or doesn't answer.
        assert not "".join(await self.page.get_by_role("alert").all_inner_texts()), what
        if len(self.slack.views(self.slack.person)) > depth:
            await self.use_modal()
            await self.close_to(depth)

    async def settle(self) -> None:
        """Wait until nothing more changes."""
        before = ""
        while before != (now := await self.page.evaluate(SEEN)):
            before = now
            await self.page.wait_for_timeout(200)

    @property
    def dialog(self) -> Locator:
        return self.page.locator("dialog[open]").last

    async def use_modal(self) -> None:
        """Use all in the modal on top, send it in where it is a form, and use all that comes in its place."""
        await self.settle()
        await self.use_all(self.dialog)
        form = str(self.slack.views(self.slack.person)[-1]["callback_id"])
        submit = self.dialog.locator("footer button[type=submit]")
        if form in self.sent or not await submit.count():
            return
        self.sent.add(form)
        for text in await self.dialog.locator(".block.input :is(input[type=text]:not([role]), textarea)").all():
            if await text.input_value() in ("", TYPED):
                await text.fill(SENT)
        for select in await self.dialog.locator(".block.input select").all():
            if not await select.input_value():
                await select.select_option(index=1)
        await self._go(submit.click, form)
        if self.slack.views(self.slack.person):
            await self.use_all(self.dialog)

    async def close_to(self, depth: int) -> None:
        """Close modals until so many are open."""
        while len(self.slack.views(self.slack.person)) > depth:
            await self.dialog.locator("footer button:not([type=submit])").click()
            await self.settle()
