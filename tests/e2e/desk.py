"""A person at a window of their own: what anybody does with any page of the office."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Locator, Page, expect

from jiqun.demo.accounts import PASSWORD

Look = Callable[[Page, str], None]
PATIENCE = 30_000  # milliseconds: a workbook is read and assessed while the person waits, on any machine
expect.set_options(timeout=PATIENCE)
OFFERS = ".offers li:not(:has(li))"


class Desk:
    """Everything is done by clicking and typing in `page`; `look` takes the pictures."""

    def __init__(self, page: Page, look: Look, name: str = "") -> None:
        self.page = page
        self.look = look
        if name:
            self.sign_in(name)

    # ── getting about ────────────────────────────────────────────────────────────────────────────────────────

    def sign_in(self, name: str) -> None:
        """Through the door, to the workbench."""
        self.page.goto("/sign-in/")
        self.enter_one(self.page.get_by_label("用户名"), name)
        self.enter_one(self.page.get_by_label("密码"), PASSWORD)
        self.follow(self.page.get_by_role("button", name="登录"))
        expect(self.page.get_by_role("link", name="工作台")).to_be_visible()

    def follow(self, link: Locator) -> None:
        """A link, or a button; what it leads to is there when this returns."""
        link.click()
        self.page.wait_for_load_state("domcontentloaded")

    def go(self, entry: str) -> None:
        """An entry of the rail."""
        self.follow(self.page.get_by_role("navigation", name="主导航").get_by_role("link", name=entry, exact=True))

    def task(self, title: str) -> None:
        """Opens what the workbench lists under a title."""
        self.go("工作台")
        self.follow(self.page.locator("li.todo").filter(has_text=title).first.get_by_role("link"))

    def tab(self, title: str) -> None:
        """A tab of the matter."""
        self.follow(self.page.locator("nav.tabs").get_by_role("link", name=re.compile(f"^{title}")))

    def picture(self, name: str) -> None:
        """The page as it stands."""
        self.look(self.page, name)

    # ── entering and sending ─────────────────────────────────────────────────────────────────────────────────

    def enter(self, **answers: Any) -> None:
        """Types, chooses, ticks or uploads, by the names of the fields."""
        for name, value in answers.items():
            self.enter_one(self.page.locator(f'main [name="{name}"]'), value)

    def enter_one(self, fields: Locator, value: Any) -> None:
        """One field, as a person would for its kind."""
        field = fields.first
        kind = field.evaluate("e => e.tagName === 'INPUT' ? e.type : e.tagName.toLowerCase()")
        if kind == "radio":
            fields.and_(self.page.locator(f'[value="{value}"]')).check()
        elif kind == "checkbox":
            field.set_checked(bool(value))
        elif kind == "select":
            field.select_option(str(value))
        elif kind == "file":
            field.set_input_files(value)
        else:
            field.fill(str(value))

    def press(self, name: str) -> None:
        """The button that sends the form; whatever is asked first is confirmed."""
        button = self.page.locator("main").get_by_role("button", name=name, exact=True)
        asks = button.get_attribute("data-confirm")
        self.follow(button)
        if asks:
            self.follow(self.page.locator("#confirm").get_by_role("button", name="确定"))

    def offer(self, title: str) -> None:
        """Opens an act on offer."""
        self.follow(self.page.locator(OFFERS).get_by_role("link", name=title, exact=True))

    def prepare(self, title: str, **answers: Any) -> None:
        """An officer's part of an act that the approver signs."""
        self.offer(title)
        self.enter(**answers)
        self.press("提请审核岗签批")
        self.told("已提请审核岗签批")

    def do(self, title: str, **answers: Any) -> None:
        """An act that needs nobody's signature."""
        self.offer(title)
        self.enter(**answers)
        self.press(title)
        self.told("已办理")

    # ── reading ──────────────────────────────────────────────────────────────────────────────────────────────

    def told(self, said: str) -> None:
        """The page says that it is done."""
        expect(self.page.locator(".message.success").first).to_contain_text(said)

    def sees(self, *said: str) -> None:
        """All of it stands on the page."""
        for each in said:
            expect(self.page.locator("main")).to_contain_text(each)

    def sees_nowhere(self, *said: str) -> None:
        """None of it stands anywhere in what was sent."""
        sent = self.page.content()
        assert [each for each in said if each in sent] == []

    def why_not(self, title: str) -> str:
        """The reason beside an act that is off."""
        button = self.page.get_by_role("button", name=title, exact=True, include_hidden=True)
        line = self.page.locator(OFFERS).filter(has=button)
        expect(line.locator("button")).to_be_disabled()
        return line.locator("small").text_content() or ""

    def finds_nothing_at(self, address: str, *, picture: str = "") -> None:
        """The one page for what is absent and what is another's; then back to work."""
        answer = self.page.goto(address)
        assert answer is not None
        assert answer.status == 404
        self.sees("没有这个办件，或不在您的辖区")
        if picture:
            self.picture(picture)
        self.page.goto("/work/")

    @property
    def here(self) -> str:
        """The address of this page."""
        return self.page.url


class Approver(Desk):
    """Reads what the officer prepared, and signs."""

    def sign(self, title: str, *, about: str, picture: str = "") -> None:
        """Signs one matter of the workbench; what has to be affirmed is affirmed."""
        self.task(about)
        self.offer(f"签批：{title}")
        self.affirm(title, picture=picture)
        self.told("已办理")

    def affirm(self, title: str, *, picture: str = "") -> None:
        """The sign page, affirmed where it asks for that, and sent."""
        send = self.page.locator("main").get_by_role("button", name=f"签批：{title}", exact=True)
        expect(send).to_be_visible()  # only a page that is all there says whether it asks
        affirmed = self.page.locator("#id_affirmed")
        if affirmed.count():
            self.enter_one(affirmed, value=True)
        if picture:
            self.picture(picture)
        self.press(f"签批：{title}")

    def assign(self, number: str) -> None:
        """Names the handler of an objection: the officer of the province whose account was made last."""
        self.task(number)
        self.offer("指定承办人")
        last = self.page.locator("[name=handler] option").last.get_attribute("value")
        self.enter(handler=last)
        self.press("指定承办人")
        self.told("已办理")
