"""A person without a mouse: Tab and Shift+Tab to get about, arrows to choose, Enter and Space to press."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.desk import Desk

MOST_TABS = 600
WHERE = """target => {
    const on = document.activeElement;
    if (!target.isConnected) return "gone";
    if (on === target) return "here";
    if (!on || on === document.body) return target.closest("main") ? "top" : "on";
    return on.compareDocumentPosition(target) & Node.DOCUMENT_POSITION_PRECEDING ? "back" : "on";
}"""
STEPS = "(list, value) => [...list.options].findIndex(each => each.value === value) - list.selectedIndex"
# What would put the focus, a value or a press somewhere without a key being pressed.
BY_OTHER_MEANS = (
    "check",
    "clear",
    "click",
    "dblclick",
    "dispatch_event",
    "drag_to",
    "fill",
    "focus",
    "hover",
    "press",
    "press_sequentially",
    "select_option",
    "set_checked",
    "set_input_files",
    "tap",
    "type",
    "uncheck",
)


def keys_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """From here on anything but the keys of a keyboard fails the test: a click, a field filled or focused by name."""
    for kind in (Locator, Page):
        for name in BY_OTHER_MEANS:
            if hasattr(kind, name):
                monkeypatch.setattr(kind, name, refuse(name))
    monkeypatch.setattr(Page, "mouse", property(refuse("mouse")))
    monkeypatch.setattr(Page, "touchscreen", property(refuse("touchscreen")))


def refuse(name: str) -> Callable[..., None]:
    """Stands in the place of a way that is no keyboard."""

    def refused(*_: object, **__: object) -> None:
        raise AssertionError(f"not by keyboard: {name}")

    return refused


class ByKeyboard(Desk):
    """Does with keys whatever a `Desk` does; the tabulator really travels the page, so what it cannot reach fails."""

    def reach(self, wanted: Locator) -> None:
        """Moves the focus to an element, from wherever it is, over all that lies between."""
        target, keys = wanted.element_handle(), self.page.keyboard
        for _ in range(MOST_TABS):
            match self.page.evaluate(WHERE, target):
                case "here":
                    return
                case "gone":  # the page drew that part anew on the way
                    target = wanted.element_handle()
                case "top":
                    keys.press("Tab")
                    if self.page.evaluate("document.activeElement.matches('a.skip')"):  # over the rail
                        keys.press("Enter")
                        expect(self.page.locator("#main")).to_be_focused()
                case "back":
                    keys.press("Shift+Tab")
                case _:
                    keys.press("Tab")
        raise AssertionError(f"the tabulator does not come to {wanted}")

    def follow(self, link: Locator) -> None:
        """A link, or a button that sends a form; one that asks first leads nowhere yet."""
        self.reach(link)
        if link.get_attribute("data-confirm"):
            self.page.keyboard.press("Enter")
            return
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def enter_one(self, fields: Locator, value: Any) -> None:
        """One field, as its kind is worked by keys."""
        field, keys = fields.first, self.page.keyboard
        kind = field.evaluate("e => e.tagName === 'INPUT' ? e.type : e.tagName.toLowerCase()")
        if kind == "file":
            with self.page.expect_file_chooser() as choosing:
                self.reach(field)
                keys.press("Enter")
            choosing.value.set_files(value)
            return
        self.reach(field)
        if kind == "checkbox":
            if field.is_checked() != bool(value):
                keys.press("Space")
        elif kind == "select":
            steps = field.evaluate(STEPS, str(value))
            for _ in range(abs(steps)):
                keys.press("ArrowDown" if steps > 0 else "ArrowUp")
            expect(field).to_have_value(str(value))
        elif kind == "date":
            self.type_date(field, str(value))
        else:
            keys.press("Control+a")
            if "\t" in str(value) or "\n" in str(value):
                keys.insert_text(str(value))  # what Control+V lays into a field
            else:
                keys.type(str(value))

    def type_date(self, field: Locator, value: str) -> None:
        """A date part by part, in the order in which this browser asks for them."""
        keys, (year, month, day) = self.page.keyboard, value.split("-")
        for parts in ((year, month, day), (month, day, year), (day, month, year)):
            for _ in range(len(parts)):
                keys.press("ArrowLeft")
            for part in parts:
                keys.type(part)
                if part == year:  # it takes six digits, so it does not go on by itself
                    keys.press("ArrowRight")
            if field.input_value() == value:
                return
        expect(field).to_have_value(value)
