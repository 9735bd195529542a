"""A real browser on the real pages: Debian's Chromium, in Chinese, at Chinese time, with no way out to the network.

`page` is one window. `windows.open()` gives one more with cookies of its own, for each further person of a story.
At the end of each test: no script failed, nothing broke the content policy, no other machine was asked for anything.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Generator, Iterator
from functools import wraps
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, Route, sync_playwright

from tests.e2e.server import Server

SHOTS = Path(__file__).resolve().parents[2] / "var" / "shots"
WIDTHS = (360, 1024, 1440)
HEIGHT = 900
PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "/snap/bin/chromium")
QUIET = (
    "--disable-background-networking",
    "--disable-client-side-phishing-detection",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-domain-reliability",
    "--disable-features=MediaRouter,OptimizationHints,Translate",
    "--disable-quic",
    "--disable-sync",
    "--metrics-recording-only",
    "--no-first-run",
    "--no-pings",
)

ACTS = ("check", "click", "fill", "focus", "press", "press_sequentially", "select_option", "set_input_files", "uncheck")
"""What a person does to a page."""

# Playwright keeps an event loop in this thread, which Django takes for asynchronous code; it is not.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


class Windows:
    """The windows of one test, all on the server at `address`; `wrong` collects what must not happen in any of them."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.browser = browser
        self.address = address
        self.contexts: list[BrowserContext] = []
        self.wrong: list[str] = []
        self.trusted: set[str] = set()
        """Other servers of the test on this machine that its pages may lead to, by host and port."""

    def open(self, *, width: int = 1440, locale: str = "zh-CN") -> Page:
        """A window that shares nothing with the others: a person at a desk of their own."""
        context = self.browser.new_context(
            base_url=self.address,
            locale=locale,
            timezone_id="Asia/Shanghai",
            viewport={"width": width, "height": HEIGHT},
            reduced_motion="reduce",
        )
        context.set_default_timeout(30_000)
        context.route(lambda url: not self._is_ours(url), self._refuse)
        self.contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: self.wrong.append(f"script: {error}"))
        page.on("console", self._listen)
        return page

    def pages(self) -> list[Page]:
        return [page for context in self.contexts for page in context.pages]

    def close(self) -> None:
        for context in self.contexts:
            context.close()

    def _is_ours(self, url: str) -> bool:
        ours = {urlsplit(self.address).netloc, *self.trusted}
        return urlsplit(url).netloc in ours or url.startswith(("data:", "blob:", "about:"))

    def _refuse(self, route: Route) -> None:
        self.wrong.append(f"asked another machine: {route.request.url}")
        route.abort()

    def _listen(self, message: ConsoleMessage) -> None:
        if message.type == "error" and "Content Security Policy" in message.text:
            self.wrong.append(f"content policy: {message.text}")


def browser_path() -> str:
    """The Chromium to drive."""
    program = next(filter(None, map(shutil.which, (os.environ.get("CHROMIUM", ""), *PROGRAMS))), None)
    assert program, "没有找到 Chromium：apt install chromium（见 scripts/prerequisites.py） / Chromium is not installed"
    return program


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, once for all tests: `$CHROMIUM` if set, else the first one of the system."""
    program = browser_path()
    flags = [*QUIET, "--no-sandbox"] if os.geteuid() == 0 else [*QUIET]
    with sync_playwright() as playwright, pytest.MonkeyPatch.context() as patch:
        for name in ACTS:
            patch.setattr(Locator, name, once_there(getattr(Locator, name)))
        running = playwright.chromium.launch(executable_path=program, args=flags)
        yield running
        running.close()


def once_there(act: Callable[..., Any]) -> Callable[..., Any]:
    """The act, on a page whose scripts have run: a program is quicker than any hand."""

    @wraps(act)
    def acted(locator: Locator, *given: Any, **more: Any) -> Any:
        locator.page.wait_for_load_state("domcontentloaded")
        return act(locator, *given, **more)

    return acted


@pytest.fixture
def windows(browser: Browser, live_server: object, request: pytest.FixtureRequest) -> Iterator[Windows]:
    """Windows on the server inside the test's own process."""
    yield from opened_windows(browser, str(live_server), request)


@pytest.fixture
def office_windows(browser: Browser, office: Server, request: pytest.FixtureRequest) -> Iterator[Windows]:
    """Windows on an office that has accounts and nothing else yet."""
    yield from opened_windows(browser, office.address, request)


@pytest.fixture
def busy_windows(browser: Browser, busy_office: Server, request: pytest.FixtureRequest) -> Iterator[Windows]:
    """Windows on an office in the middle of its work."""
    yield from opened_windows(browser, busy_office.address, request)


@pytest.fixture
def told_windows(browser: Browser, told_office: Server, request: pytest.FixtureRequest) -> Iterator[Windows]:
    """Windows on an office that has announced a list."""
    yield from opened_windows(browser, told_office.address, request)


@pytest.fixture
def open_windows(browser: Browser, open_office: Server, request: pytest.FixtureRequest) -> Iterator[Windows]:
    """Windows on an office where counties are applying."""
    yield from opened_windows(browser, open_office.address, request)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Server]:
    """`jiqun serve` on a fresh database with accounts, at 3 March 2025; each test has its own."""
    yield from served(tmp_path, "empty")


@pytest.fixture(scope="session")
def busy_office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """`jiqun serve` with work at every desk, at 20 June 2025; shared by tests that only look."""
    yield from served(tmp_path_factory.mktemp("busy"), "busy")


@pytest.fixture(scope="session")
def told_office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """`jiqun serve` after an announcement, at 10 July 2025; shared by tests that only look."""
    yield from served(tmp_path_factory.mktemp("told"), "told")


@pytest.fixture(scope="session")
def open_office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """`jiqun serve` while a round is open, at 8 April 2025; shared: a test changes only applications of its own."""
    yield from served(tmp_path_factory.mktemp("open"), "open")


def served(folder: Path, lay: str) -> Iterator[Server]:
    server = Server(folder, lay)
    yield server
    server.stop()


def opened_windows(browser: Browser, address: str, request: pytest.FixtureRequest) -> Iterator[Windows]:
    opened = Windows(browser, address)
    yield opened
    if getattr(request.node, "failed", False):
        for number, page in enumerate(opened.pages(), 1):
            _picture(page, f"failed-{request.node.name}-{number}")
    opened.close()
    assert opened.wrong == []


@pytest.fixture
def page(windows: Windows) -> Page:
    return windows.open()


@pytest.fixture
def shoot() -> Callable[[Page, str], None]:
    """`shoot(page, "name")` lays the page out at the three widths.

    With `JIQUN_SHOTS=1` it saves the whole page as var/shots/name-360.png, -1024.png and -1440.png: several hundred
    pictures, which nobody looks at in every run, cost a third of the browser's time.
    """
    wanted = os.environ.get("JIQUN_SHOTS") == "1"

    def shoot(page: Page, name: str) -> None:
        before = page.viewport_size or {"width": 1440, "height": HEIGHT}
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": HEIGHT})
            if wanted:
                _picture(page, f"{name}-{width}")
        page.set_viewport_size(before)

    return shoot


def _picture(page: Page, name: str) -> None:
    SHOTS.mkdir(parents=True, exist_ok=True)
    plain = re.sub(r"[^-.\w]+", "_", name)
    page.screenshot(path=SHOTS / f"{plain}.png", full_page=True, animations="disabled")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Lets `windows` know that its test failed, so that it keeps a picture of each window."""
    report = yield
    if report.when == "call" and report.failed:
        item.failed = True  # type: ignore[attr-defined]
    return report
