"""The record on paper: printed with its version, signed on the spot, scanned and matched; then the conclusion."""

from __future__ import annotations

import io
from functools import cache
from typing import Any

import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from jiqun.casework.models import Case
from jiqun.casework.refusals import Conflict, Invalid, Refusal
from jiqun.evidence.attachments import files
from jiqun.visits import drafts
from jiqun.visits.models import Visit, VisitedFirm
from jiqun.visits.papers.content import record_of
from jiqun.visits.papers.record import pdf
from jiqun.visits.sheet import key
from tests.office import HUIZHOU, at, officer
from tests.recognition.prefecture import NOW, Office
from tests.visits import spot

pytestmark = pytest.mark.django_db


def seen(visit: Case) -> Case:
    spot.see(visit, officer(HUIZHOU), NOW)
    return Case.objects.select_related("visit__cluster", "visit__roster", "authority").get(pk=visit.pk)


def printed(visit: Case, language: str = "zh") -> bytes:
    case = Case.objects.select_related("visit__cluster", "visit__roster", "authority").get(pk=visit.pk)
    return pdf(record_of(case), language=language, now=NOW)


def scanned(data: bytes) -> bytes:
    """The paper as it comes back from the scanner: a little turned, grey, at 150 dpi."""
    pages: list[Image.Image] = []
    with pypdfium2.PdfDocument(data) as document:
        for page in document:
            picture = page.render(scale=150 / 72).to_pil().convert("L")
            pages.append(picture.rotate(0.8, expand=True, fillcolor=255))
    target = io.BytesIO()
    pages[0].save(target, "PDF", save_all=True, append_images=pages[1:], resolution=150)
    return target.getvalue()


def file(office: Office, visit: Case, data: bytes, **changes: Any) -> None:
    said = {"held_on": "2025-04-21", "signers": "李某、王某", **changes}
    scan = {"scan": SimpleUploadedFile("签字记录.pdf", data)}
    office.act(visit, "file_record", officer(HUIZHOU), said, files=scan)


def text_of(data: bytes) -> str:
    with pypdfium2.PdfDocument(data) as document:
        return "".join(page.get_textpage().get_text_bounded() for page in document)


def test_record_says_what_was_seen_and_leaves_room_to_sign(visit: Case) -> None:
    """A14.2: who, where, every question, sampled figures with their difference, places to sign, the version."""
    uscc = VisitedFirm.objects.filter(visit=visit.pk).order_by("position")[0].uscc
    Visit.objects.get(pk=visit.pk).roster.firm_years.filter(year=2024).update(output=123_450_000_000)
    case = seen(visit)
    told = {key(uscc, "output", 2024, "seen"): "111105", key(uscc, "remark"): "仓库堆满成品"}
    drafts.save(visit.pk, uscc, told, by=officer(HUIZHOU), now=NOW)
    said = text_of(printed(visit))
    for words in (
        "实地抽查记录",
        case.number,
        "李某、王某（市统计局）",
        "仓库堆满成品",
        "在登记地址实际生产经营",
        "123,450",
    ):
        assert words in said, words
    assert "现场少12,345万元（-10.00%）" in said.replace(" ", "").replace("\r\n", "")
    assert "企业负责人（签字、盖章）" in said and "检查人员（2 人以上签字）" in said
    assert record_of(case).code in said
    assert "Record of a site check" in text_of(printed(visit, "en"))


def test_signed_record_is_matched_by_its_qr(office: Office, visit: Case) -> None:
    """A14.2: print → sign → scan → matched to what was written down; it closes the sheets."""
    case = seen(visit)
    file(office, visit, scanned(printed(visit)))
    row = Visit.objects.get(pk=visit.pk)
    assert (row.record["code"], row.record["read"], row.record["signers"]) == (record_of(case).code, "qr", "李某、王某")
    assert Case.objects.get(pk=visit.pk).state == "signed"
    assert [(each.requirement, each.sha256) for each in files(case)] == [("visit_record", row.record["sha256"])]
    assert files(row.about) == []


def test_signed_record_of_an_earlier_version_is_refused(office: Office, visit: Case) -> None:
    """What was changed after the print was not signed for."""
    case = seen(visit)
    before, paper = record_of(case).code, scanned(printed(visit))
    uscc = VisitedFirm.objects.filter(visit=visit.pk).order_by("position")[0].uscc
    drafts.save(visit.pk, uscc, {key(uscc, "produces"): "no"}, by=officer(HUIZHOU), now=NOW)
    with pytest.raises(Invalid) as refused:
        file(office, visit, paper)
    assert f"签字的记录是校验码 {before} 的版本，现场记录打印后有改动" in refused.value.faults["scan"][0]
    drafts.save(visit.pk, uscc, {key(uscc, "produces"): "yes"}, by=officer(HUIZHOU), now=NOW)
    file(office, visit, paper)


@cache
def blank() -> bytes:
    target = io.BytesIO()
    Image.new("L", (1240, 1754), 255).save(target, "PDF", resolution=150)
    return target.getvalue()


def test_record_whose_qr_is_not_read_takes_the_typed_code(office: Office, visit: Case) -> None:
    case = seen(visit)
    with pytest.raises(Invalid, match="没有读到页脚的二维码"):
        file(office, visit, blank())
    with pytest.raises(Invalid, match="校验码应为 12 位"):
        file(office, visit, blank(), code="123")
    file(office, visit, blank(), code=record_of(case).code.lower().replace("-", " "))
    assert Visit.objects.get(pk=visit.pk).record["read"] == "typed"


def test_record_of_another_visit_is_refused(office: Office, round_: Case, visit: Case) -> None:
    other = office.application(round_, "惠城电子集群")
    office.act(other, "accept", officer(HUIZHOU))
    second = office.open("site_check", officer(HUIZHOU), spot.arrangement(other)).subject
    seen(visit)
    with pytest.raises(Invalid, match=r"第 1 页是检查 2025-S2 的记录，本次检查是 2025-S1"):
        file(office, visit, scanned(printed(second)))


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("held_on", "2025-04-22", "检查日期不能晚于今天。"),
        ("held_on", "2025-04-20", "检查日期不能早于抽取企业的日期（2025-04-21）。"),
        ("signers", "李某", "检查须由 2 名以上人员进行，请填写全部姓名。"),
        ("signers", "", "请填写签字的检查人员。"),
        ("scan", None, "请选择要上传的文件。"),
    ],
)
def test_record_with_a_wrong_entry_is_refused(office: Office, visit: Case, field: str, value: Any, said: str) -> None:
    """Bad input: one person only, a day to come or before the drawing, no scan."""
    seen(visit)
    scan = {} if field == "scan" else spot.scan()
    with pytest.raises(Invalid) as refused:
        office.act(
            visit,
            "file_record",
            officer(HUIZHOU),
            spot.by_hand(**({field: value} if value is not None else {})),
            files=scan,
        )
    assert refused.value.faults == {field: [said]}


def test_record_before_its_day_is_refused(office: Office, case: Case) -> None:
    visit = office.open("site_check", officer(HUIZHOU), spot.arrangement(case, "2025-04-23")).subject
    seen(visit)
    with pytest.raises(Refusal, match=r"检查日期（2025-04-23）未到"):
        office.act(visit, "file_record", officer(HUIZHOU), spot.by_hand(), files=spot.scan())
    office.now = at("2025-04-23 15:00")
    office.act(visit, "file_record", officer(HUIZHOU), spot.by_hand("2025-04-23"), files=spot.scan())


def test_record_with_a_firm_unseen_is_refused_unless_it_is_said_why(office: Office, visit: Case) -> None:
    """A14.2: nothing drawn is left out silently."""
    last = VisitedFirm.objects.filter(visit=visit.pk).order_by("-position")[0]
    spot.see(visit, officer(HUIZHOU), NOW, but=last.uscc)
    with pytest.raises(Refusal, match=f"还有 1 家企业未查完：{last.name}"):
        office.act(visit, "file_record", officer(HUIZHOU), spot.by_hand(), files=spot.scan())
    absent = {key(last.uscc, "absent"): "企业拒绝配合"}
    drafts.save(visit.pk, last.uscc, absent, by=officer(HUIZHOU), now=NOW)
    office.act(visit, "file_record", officer(HUIZHOU), spot.by_hand(), files=spot.scan())


def test_conclude_keeps_the_sum_of_deviations(office: Office, visit: Case) -> None:
    """A14.2: how many figures were looked at, how many differ, by how much; then it is closed."""
    uscc = VisitedFirm.objects.filter(visit=visit.pk).order_by("position")[0].uscc
    Visit.objects.get(pk=visit.pk).roster.firm_years.filter(year=2024).update(output=123_450_000_000)
    seen(visit)
    told = {key(uscc, "output", 2024, "seen"): "111105"}
    drafts.save(visit.pk, uscc, told, by=officer(HUIZHOU), now=NOW)
    with pytest.raises(Refusal, match="现处于“待现场检查”"):
        office.act(visit, "conclude", officer(HUIZHOU), spot.conclusion())
    office.act(visit, "file_record", officer(HUIZHOU), spot.by_hand(), files=spot.scan())
    office.act(visit, "conclude", officer(HUIZHOU), spot.conclusion("remarks", conclusion="产值少报，责成更正"))
    row = Visit.objects.get(pk=visit.pk)
    assert (row.outcome, row.conclusion, row.concluded_at) == ("remarks", "产值少报，责成更正", NOW)
    assert row.sums == {
        "looked": 1,
        "differing": 1,
        "marked": 1,
        "lines": [
            {"measure": "output", "year": 2024, "figures": 1, "stated": 123_450_000_000, "seen": 111_105_000_000}
        ],
    }


@pytest.mark.parametrize(("field", "said"), [("outcome", "请选择检查结论。"), ("conclusion", "请填写结论说明。")])
def test_conclude_without_outcome_or_words_is_refused(office: Office, visit: Case, field: str, said: str) -> None:
    seen(visit)
    office.act(visit, "file_record", officer(HUIZHOU), spot.by_hand(), files=spot.scan())
    with pytest.raises(Invalid) as refused:
        office.act(visit, "conclude", officer(HUIZHOU), {**spot.conclusion(), field: ""})
    assert refused.value.faults == {field: [said]}


def test_conclude_twice_tells_who_was_first(office: Office, visit: Case) -> None:
    """Trust (Races): one decides, the other is told; a later finding is a new visit."""
    seen(visit)
    office.act(visit, "file_record", officer(HUIZHOU), spot.by_hand(), files=spot.scan())
    version = Case.objects.get(pk=visit.pk).version
    office.act(visit, "conclude", officer(HUIZHOU), spot.conclusion(), version=version)
    with pytest.raises((Refusal, Conflict), match="现处于“已办结”"):
        office.act(visit, "conclude", officer(HUIZHOU), spot.conclusion("failed"), version=version)
    assert Visit.objects.get(pk=visit.pk).outcome == "passed"
    again = office.open("site_check", officer(HUIZHOU), spot.arrangement(Visit.objects.get(pk=visit.pk).about)).subject
    assert again.number == "2025-S2"
