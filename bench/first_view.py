"""`python -m bench.first_view`: when a phone on a slow network first shows something, and what it fetched.

The profile is Lighthouse's "slow 4G": 150 ms to and fro, 1.6 Mbit/s, a processor four times slower. Goals: 1 s to the
first content, 100 kB. Needs Chromium, as the browser tests do.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from bench.alone import alone, serving
from bench.measure import Row

PAGES = ("/", "/directory/", "/map/", "/notices/", "/lists/", "/measure/", "/cases/", "/open-data/")
SLOW = {"offline": False, "latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 750e3 / 8}
TIMES, GOAL_MS, GOAL_KB = 3, 1_000, 100
PAINT = "performance.getEntriesByName('first-contentful-paint')[0].startTime"


def rows(var: Path) -> list[Row]:
    """Two rows a page: the middle of three first visits, and the bytes that came over the line."""
    from playwright.sync_api import sync_playwright

    from tests.e2e.conftest import browser_path

    found: list[Row] = []
    with serving(var, 1) as port, sync_playwright() as running:
        browser = running.chromium.launch(executable_path=browser_path(), args=["--no-sandbox"])
        for page in PAGES:
            visits = sorted(visit(browser, f"http://127.0.0.1:{port}{page}") for _ in range(TIMES))
            paint, size = visits[TIMES // 2]
            found.append(Row(f"{page}: first content", milliseconds=paint, goal=GOAL_MS, unit="ms"))
            found.append(Row(f"{page}: over the line", milliseconds=size / 1000, goal=GOAL_KB, unit="kB"))
        browser.close()
    return found


def visit(browser: Any, address: str) -> tuple[float, int]:
    """One first visit with nothing in the cache: milliseconds to the first content, bytes received."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, device_scale_factor=2, is_mobile=True)
    page = context.new_page()
    line = context.new_cdp_session(page)
    received = [0]
    line.on("Network.loadingFinished", lambda event: received.append(int(event["encodedDataLength"])))
    line.send("Network.enable")
    line.send("Network.emulateNetworkConditions", SLOW)
    line.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    page.goto(address, wait_until="load")
    page.wait_for_timeout(300)
    paint = float(page.evaluate(PAINT))
    context.close()
    return paint, sum(received)


if __name__ == "__main__":
    raise SystemExit(alone(rows, stage="notice"))
