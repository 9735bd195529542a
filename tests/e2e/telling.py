"""The end of Article 14(三): the letter of the result goes from the province through the prefecture to the county."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.e2e.desk import Approver
from tests.e2e.papers import CLUSTER
from tests.e2e.people import City, County, Province

BATCH = "认定结果函（1 份）"
LETTER = "关于认定"
NUMBER = "粤演示函〔2025〕30号"


def tell_the_county(round_address: str, province: Province, approver: Approver, city: City, county: County) -> None:
    """Drafted, reviewed, signed, numbered, set, sent, passed on, read and signed for."""
    province.open_round(round_address)
    province.do("拟认定结果函")
    province.tab("名单与公示")
    province.follow(province.page.get_by_role("link", name=BATCH))
    batch = province.here
    approver.page.goto(batch)
    approver.do("保密审查")
    province.page.goto(batch)
    province.prepare("送签")
    approver.sign("送签", about=BATCH, picture="sign-letters")
    province.page.goto(batch)
    province.do("登记发文字号", numbers=NUMBER, as_given=True, dated_on="2025-07-10")
    province.press("生成定稿")
    province.sees("已生成定稿 1 / 1 份")
    province.page.goto(batch)
    province.do("发出")
    province.picture("letters-sent")

    county.page.goto("/papers/")
    expect(county.page.locator("main")).not_to_contain_text(NUMBER)
    city.task(LETTER)
    city.do("转送")
    county.task(LETTER)
    county.sees(CLUSTER, NUMBER)
    county.picture("letter-read")
    county.do("签收")
    province.open_round(round_address)
    province.tab("名单与公示")
    province.sees("已送达 1 / 1 份，其中已签收 1 份")
    province.picture("letters-received")
