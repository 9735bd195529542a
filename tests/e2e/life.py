"""One invented cluster and everybody who works on it, each at a window, under one clock of the office."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from jiqun.boundaries.models import Boundary
from jiqun.casework.perform import open_matter
from jiqun.config import clock
from jiqun.register.models import Recognition
from tests.e2e import papers
from tests.e2e.conftest import WIDTHS, Windows
from tests.e2e.seated import Seat
from tests.e2e.test_accessibility import findings
from tests.office import HUIDONG, HUIZHOU, PROVINCE, approver, at, officer
from tests.supervision.recognised import cluster, recognised
from tests.supervision.renewal.way import goal
from tests.supervision.reports.yearly import CHANCE, Way, roster

SENT = "提请审核岗签批"
NAME = "惠东县女鞋产业集群"
ANSWERS = {
    "goal_progress": [["集群总产值", "54", "53", ""], ["单位产值能耗", "0.95", "0.95", ""]],
    "experience": "以龙头带配套（虚构）。",
    "problems": [["融资成本高（虚构）", "对接银企", "县金融办", "2026-09-30"]],
}
INSIDE = "114.72, 22.96\n114.77, 22.96\n114.77, 23.00\n114.72, 23.00"
WIDER = "114.72, 22.96\n114.79, 22.96\n114.79, 23.00\n114.72, 23.00"


class Life:
    """Recognised on 10 July 2023 with two goals, a boundary and a roster; `now` moves by hand."""

    def __init__(self, windows: Windows, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.windows, self.folder, self.now = windows, folder, at("2023-07-10 09:00")
        monkeypatch.setattr(clock, "now", lambda: self.now)
        self.recognition = recognised(cluster(NAME))
        goal(self.recognition, 1, "集群总产值", "50", "53", "57", "60")
        goal(self.recognition, 2, "单位产值能耗", "1.0", "0.95", "0.92", "0.90")
        self.cluster = self.recognition.cluster
        self.file(INSIDE)
        self.people()

    def people(self) -> None:
        """An officer and an approver at each level; the public."""
        self.county, self.county_chief = self.pair(HUIDONG)
        self.city, self.city_chief = self.pair(HUIZHOU)
        self.province, self.province_chief = self.pair(PROVINCE)
        self.citizen = Seat(self.windows)

    def pair(self, code: str) -> tuple[Seat, Seat]:
        """Who prepares and who signs at an authority."""
        seats = Seat(self.windows, officer(code)), Seat(self.windows, approver(code))
        for each in seats:
            each.at("/work/")
        return seats

    def file(self, outline: str) -> Boundary:
        """A boundary of the cluster."""
        payload = {"cluster": str(self.cluster.pk), "system": "cgcs2000", "outline": outline}
        row: Boundary = open_matter(
            "boundary", by=officer(HUIDONG), payload=payload, key=f"land-{outline}", now=self.now, chance=CHANCE
        ).subject
        return row

    def other(self, name: str, code: str, start: date) -> Recognition:
        """Another recognised cluster."""
        return recognised(cluster(name, code), start, f"{start.year}年")

    def figures(self, year: int, output: int) -> None:
        """A roster with this year and the one before, so much output (万元) a firm and year."""
        roster(self.cluster, (year - 1, year), output, self.now)

    def paper(self, name: str) -> Path:
        """A scanned document."""
        return papers.scan(self.folder, f"{name}（虚构）")

    def report(self, year: int, **answers: Any) -> str:
        """A report begun and filled in at the desk, no browser; its address."""
        way = Way(self.recognition, year)
        way.now = self.now
        way.begin(HUIDONG)
        way.fill(**{**ANSWERS, **answers})
        return f"/supervision/reports/{way.case.pk}/"

    def hand_in(self, desk: Seat, chief: Seat, title: str, address: str, **entered: Any) -> None:
        """An act prepared at a desk and signed at another of the same office."""
        desk.at(address)
        desk.prepare(title, **entered)
        chief.signs(address, title)

    def nobody_signs_alone(self, desk: Seat, chief: Seat, address: str, title: str) -> None:
        """Who prepared it has no signature on offer, and is told so at its address."""
        chief.at(address)
        sign = chief.page.locator("main").get_by_role("link", name=f"签批：{title}", exact=True).get_attribute("href")
        desk.at(address)
        expect(desk.page.locator("main").get_by_role("link", name=f"签批：{title}", exact=True)).to_have_count(0)
        answer = desk.page.goto(sign or "")
        assert answer is not None and answer.status in (403, 404, 409), answer and answer.status


def well(seat: Seat) -> None:
    """axe finds nothing, and nothing has to be pushed sideways at any width."""
    page, before = seat.page, seat.page.viewport_size
    assert findings(page) == []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), (page.url, width)
    if before:
        page.set_viewport_size(before)
