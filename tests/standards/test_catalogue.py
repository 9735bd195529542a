"""The lists of the state: every shipped one is shown, with a source and the rows it has."""

from __future__ import annotations

import hashlib

from jiqun.standards import catalogue, province, strategic, tables

KEPT_ELSEWHERE = {"workday_schedule.csv", "divisions_china.csv"}
"""工作日历 shows the one; the other only begins the folder of another province."""


def test_every_shipped_list_is_in_the_catalogue() -> None:
    shown = {each.path for each in catalogue.everything()}
    shipped = {each for each in tables.DATA.glob("*.csv") if each.name not in KEPT_ELSEWHERE}
    assert shipped | {province.here().folder / each for each in (province.DIVISIONS, province.STRATEGIC)} == shown


def test_columns_are_those_of_the_file_and_digest_is_its_own() -> None:
    for each in catalogue.everything():
        rows = each.rows()
        assert rows and set(each.columns) <= set(rows[0]), each.key
        assert each.sha256() == hashlib.sha256(each.path.read_bytes()).hexdigest()


def test_list_is_found_by_its_key_and_none_by_another() -> None:
    found = catalogue.find("strategic")
    assert found is not None and len(found.rows()) == len(strategic.everything())
    assert catalogue.find("nothing") is None
