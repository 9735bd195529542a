"""A site check on a phone: plan, checklist, figures, photo, signed record, conclusion, refusals (Article 14(二))."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Locator, expect

from jiqun.authorities.models import Account
from jiqun.casework.models import Case
from jiqun.config import clock
from jiqun.evidence import previews
from jiqun.register.models import FirmYearRow
from jiqun.visits.models import Photo, Plan, Visit
from tests.e2e import papers
from tests.e2e.conftest import Windows
from tests.e2e.seated import Seat
from tests.office import HUIZHOU, approver, at, officer
from tests.recognition.prefecture import NOW, Office
from tests.visits.test_photos import EXIF, GPS, photo

PHONE = 360
STATED, SEEN = 123_450_000_000, "111105"


@pytest.fixture
def matters(live_server: object, monkeypatch: pytest.MonkeyPatch) -> list[Case]:
    """Two applications under the prefecture's review, each firm with an output of 123,450 万元 on the roster."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    office = Office()
    round_ = office.open_round()
    made = [office.application(round_, name) for name in ("惠城五金集群", "惠城电子集群")]
    for each in made:
        office.act(each, "accept", officer(HUIZHOU))
    return [Case.objects.select_related("application").get(pk=each.pk) for each in made]


def clerk() -> Account:
    return officer(HUIZHOU)


def fits(seat: Seat) -> None:
    """Nothing hangs over the edge of the phone."""
    seat.page.wait_for_load_state()
    assert seat.page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0, seat.here


def answer_all(seat: Seat, *, but_last: bool = False) -> None:
    questions: list[Locator] = seat.page.locator(".question").all()
    for question in questions[:-1] if but_last else questions:
        question.locator("input[type=radio][value=yes]").check()


def seen(seat: Seat) -> Locator:
    return seat.page.locator(".sampled[data-digits] input.figures").first


def test_plan_by_lot_says_what_it_lacks_and_is_signed(windows: Windows, matters: list[Case]) -> None:
    """A14.2: how many and how; what the lot left out is recommended without a visit once the plan is signed."""
    seat = Seat(windows, clerk(), width=PHONE)
    seat.at(f"/applications/{matters[0].pk}/")
    seat.tab("现场检查")
    seat.page.get_by_role("link", name="拟订抽查计划").click()
    fits(seat)
    seat.press("拟订实地抽查计划")
    seat.refused("请选择选取方式")
    seat.enter(method="lot")
    seat.press("拟订实地抽查计划")
    seat.refused("请填写抽查集群数")
    expect(seat.page.locator("main [name=method][value=lot]")).to_be_checked()
    seat.enter(wanted="1")
    seat.press("拟订实地抽查计划")
    seat.told("已办理")
    seat.sees("随机抽取", "1 个，候选 2 个")
    fits(seat)
    address = seat.here
    seat.prepare("提请签批计划")
    Seat(windows, approver(HUIZHOU), width=PHONE).signs(address, "提请签批计划")
    seat.at(address)
    seat.sees("已生效")
    plan = Plan.objects.get()
    assert plan.candidates.filter(chosen=True).count() == 1


def test_check_goes_from_the_lot_to_its_conclusion_on_a_phone(
    windows: Windows, matters: list[Case], tmp_path: Path
) -> None:
    """A14.2: each refusal on the way is a sentence, and nothing that was entered on the spot is lost."""
    seat = Seat(windows, clerk(), width=PHONE)
    FirmYearRow.objects.filter(roster=matters[0].application.roster_id, year=2024).update(output=STATED)
    arranged(seat, matters[0])
    visit = seat.here
    assert "还有 2 家企业未查完" in seat.why_not("登记签字记录")
    first_firm(seat, tmp_path)
    seat.at(visit)
    assert "还有 2 家企业未查完" in seat.why_not("登记签字记录"), "one question is open at the first firm"
    for number in range(2):
        seat.at(visit)
        seat.page.locator("a.visit-firm").nth(number).click()
        answer_all(seat)
        seat.press("保存并返回名单")
        seat.told("现场记录已保存")
    fits(seat)
    recorded(seat, visit, tmp_path)
    concluded(seat, visit)


def arranged(seat: Seat, matter: Case) -> None:
    """Two firms by lot; one person alone is refused first."""
    seat.at(f"/visits/arrange/site_check/?about={matter.pk}")
    seat.enter(planned_on="2025-04-21", people="李某", by_lot="2")
    seat.press("安排实地抽查")
    seat.refused("检查须由 2 名以上人员进行，请填写全部姓名")
    seat.still_holds(people="李某", by_lot="2", planned_on="2025-04-21")
    seat.enter(people="李某、王某（市统计局）")
    seat.press("安排实地抽查")
    seat.told("已办理")
    seat.page.locator("summary", has_text="如何复算").click()
    fits(seat)


def first_firm(seat: Seat, folder: Path) -> None:
    """A figure that is none, then one that differs; a photo with its place; one question left open."""
    seat.page.locator("a.visit-firm").first.click()
    answer_all(seat, but_last=True)
    name = seen(seat).get_attribute("name") or ""
    seat.enter(**{name: "约十一亿"})
    seat.press("保存并返回名单")
    expect(seat.page.locator(".sampled .error").first).to_contain_text("请只填数字")
    seat.still_holds(**{name: "约十一亿"})
    seat.enter(**{name: SEEN})
    expect(seat.page.locator("[data-deviation]").first).to_contain_text("现场少 12,345")
    expect(seat.page.locator("[data-deviation]").first).to_contain_text("-10.00%")
    seat.press("保存并返回名单")
    seat.told("现场记录已保存")
    seat.sees("数据差异 1 项")
    seat.page.locator("a.visit-firm").first.click()
    seat.page.locator("#id_photos").set_input_files(papers.scan(folder, "不是照片"))
    seat.page.get_by_role("button", name="上传照片").click()
    seat.refused("请选择照片")
    seat.still_holds(**{name: SEEN})
    taken = folder / "现场.jpg"
    taken.write_bytes(photo())
    seat.page.locator("#id_photos").set_input_files(taken)
    seat.page.get_by_role("button", name="上传照片").click()
    seat.told("已保存 1 张照片")
    seat.sees("23.111111, 114.410000", "拍摄 2025-04-21 09:30")
    fits(seat)
    places_are_for_the_case_alone(seat)


def places_are_for_the_case_alone(seat: Seat) -> None:
    """Trust (Files): the case keeps the camera's own file; the copy for others and the picture shown bear no place."""
    kept = Photo.objects.select_related("attachment__file").get()
    own = seat.page.request.get(f"/files/{kept.attachment_id}/").body()
    shown = seat.page.request.get(seat.page.locator(".photos img").get_attribute("src") or "").body()
    copies = {"own": own, "shown": shown, "published": previews.published_copy(kept.attachment.file)}
    placed = {}
    for name, data in copies.items():
        with Image.open(io.BytesIO(data)) as picture:
            known = picture.getexif()
            placed[name] = (bool(known.get_ifd(GPS)), bool(known.get_ifd(EXIF)))
    assert placed == {"own": (True, True), "shown": (False, False), "published": (False, False)}


def recorded(seat: Seat, visit: str, folder: Path) -> None:
    """Printed and signed; a word changed since makes it another version, which is said; printed and signed anew."""
    seat.at(visit)
    before = papers.signed(seat.page, folder)
    seat.page.locator("a.visit-firm").first.click()
    seat.enter_one(seat.page.get_by_label("现场情况"), "仓库堆满成品（虚构）")
    seat.press("保存并返回名单")
    seat.told("现场记录已保存")
    seat.offer("登记签字记录")
    seat.enter(held_on="2025-04-21", signers="李某、王某", scan=before)
    seat.press("登记签字记录")
    seat.refused("现场记录打印后有改动")
    seat.still_holds(signers="李某、王某", held_on="2025-04-21")
    seat.at(visit)
    again = papers.signed(seat.page, folder)
    seat.offer("登记签字记录")
    seat.enter(held_on="2025-04-21", signers="李某、王某", scan=again)
    seat.press("登记签字记录")
    seat.told("已办理")
    seat.sees("签字：李某、王某")


def concluded(seat: Seat, visit: str) -> None:
    """Without an outcome it is refused, and the words stay."""
    seat.offer("作出检查结论")
    fits(seat)
    said = "产值少报，责成更正（虚构）"
    seat.enter(conclusion=said)
    seat.press("作出检查结论")
    seat.refused("请选择检查结论")
    seat.still_holds(conclusion=said)
    seat.enter(outcome="remarks")
    seat.press("作出检查结论")
    seat.told("已办理")
    seat.sees("通过，有整改意见", said, "核对数据 1 项，不一致 1 项")
    row = Visit.objects.get()
    assert (row.outcome, row.record["read"], row.concluded_at) == ("remarks", "qr", at("2025-04-21 09:00"))
