"""People already signed in, at windows on the server inside the test's own process."""

from __future__ import annotations

from playwright.sync_api import Page, Response, expect

from jiqun.authorities.models import Account
from jiqun.demo.accounts import PASSWORD
from tests.e2e.conftest import Windows
from tests.e2e.desk import Approver
from tests.e2e.test_accessibility import look_away
from tests.e2e.test_autosave import sign_in

REFUSED = ".message.error, .errors"


def with_password(*accounts: Account) -> None:
    """Accounts that can give their password again."""
    for each in accounts:
        each.set_password(PASSWORD)
        each.save(update_fields=["password"])


class Seat(Approver):
    """Somebody at a window of their own; no page of theirs may ever fail with a 5xx."""

    def __init__(self, windows: Windows, by: Account | None = None, *, width: int = 1440) -> None:
        page = windows.open(width=width)

        def heard(answer: Response) -> None:
            if answer.status >= 500:
                windows.wrong.append(f"{answer.status} at {answer.url}")

        page.on("response", heard)
        if by is not None:
            sign_in(page.context, by, windows.address)
        super().__init__(page, look_away)

    def at(self, address: str) -> Page:
        """Opens a page."""
        self.page.goto(address)
        return self.page

    def refused(self, *said: str) -> None:
        """The page says why not, in a sentence of its own."""
        for each in said:
            expect(self.page.locator("main").locator(REFUSED).filter(has_text=each).first).to_be_visible()

    def still_holds(self, **typed: str) -> None:
        """What was typed stands in the form as it was."""
        for name, value in typed.items():
            expect(self.page.locator(f'main [name="{name}"]').first).to_have_value(value)

    def gives_password(self, password: str = PASSWORD) -> None:
        """The password again, where it is asked for; only an account `with_password` has one."""
        self.sees("请再次输入密码")
        self.enter(password_again=password)
        self.press("继续")

    def signs(self, address: str, title: str) -> None:
        """Signs what waits at a matter; what has to be affirmed is affirmed."""
        self.at(address)
        self.offer(f"签批：{title}")
        self.affirm(title)
        self.told("已办理")
