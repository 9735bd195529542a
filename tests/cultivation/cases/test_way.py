"""The way of a typical case (Article 11): written, handed in, published, selected, returned, withdrawn."""

from __future__ import annotations

import io
from typing import Any

import pytest
from PIL import Image

from jiqun.casework.models import ActRecord, Case
from jiqun.casework.refusals import Invalid, NotHere, Refusal
from jiqun.cultivation.models import CasePicture, TypicalCase
from jiqun.evidence import store
from jiqun.evidence.models import StoredFile
from jiqun.forms import desk
from tests.cultivation.cases.county import (
    SUMMARY,
    TEXT,
    TITLE,
    add_picture,
    begin,
    do,
    photo,
    selected,
    signed,
    submitted,
    write,
    written,
)
from tests.evidence.samples import PDF
from tests.office import HUICHENG, HUIDONG, HUIZHOU, PROVINCE, officer
from tests.recognition.applicant import upload

pytestmark = pytest.mark.django_db


def refused(call: Any, *args: Any, **payload: Any) -> str:
    with pytest.raises(Refusal) as said:
        call(*args, **payload)
    return str(said.value.text) if not isinstance(said.value, Invalid) else str(said.value.faults)


def test_county_hands_in_by_signature_and_the_prefecture_sees_it_only_then() -> None:
    case = written()
    assert not Case.objects.visible_to(officer(HUIZHOU)).filter(pk=case.pk).exists()
    case = signed(case, "submit_case", theme="services")
    row = TypicalCase.objects.get(pk=case.pk)
    assert (case.state, row.title, row.summary, row.text) == ("submitted", TITLE, SUMMARY, TEXT)
    assert Case.objects.visible_to(officer(HUIZHOU)).filter(pk=case.pk).exists()
    assert not Case.objects.visible_to(officer(HUIDONG)).filter(pk=case.pk).exists()


def test_draft_that_is_not_whole_is_refused_with_every_fault_at_once() -> None:
    case = begin()
    write(case, "短", "太短", "## 背景\n**没有成对\n【图3】")
    said = refused(do, case, "submit_case", officer(HUICHENG), theme="services")
    for each in ("标题现有 1 字，应为 5 至 60 字", "摘要现有 2 字", "第 2 行：强调符号", "没有图片 3"):
        assert each in said


def test_handed_in_case_is_not_written_at_until_it_is_returned() -> None:
    case = submitted()
    with pytest.raises(Refusal, match="已经报送"):
        desk.save(case.pk, 1, {"case_title": "改一改这个标题"}, by=officer(HUICHENG), now=case.opened_at)
    do(case, "return_case", officer(HUIZHOU), reason="请补充成效数据。")
    assert TypicalCase.objects.get(pk=case.pk).reason == "请补充成效数据。"
    write(Case.objects.get(pk=case.pk), "补充成效后的新标题")
    again = signed(Case.objects.get(pk=case.pk), "submit_case", theme="digital")
    row = TypicalCase.objects.get(pk=case.pk)
    assert (again.state, row.title, row.theme) == ("submitted", "补充成效后的新标题", "digital")


def test_prefecture_publishes_the_province_selects_and_withdraws_with_a_reason() -> None:
    case = selected()
    assert TypicalCase.objects.public().filter(pk=case.pk).exists()
    row = TypicalCase.objects.get(pk=case.pk)
    assert (case.state, row.honour) == ("selected", "2025年省级典型案例")
    with pytest.raises(Refusal):
        do(case, "withdraw_case", officer(HUIZHOU), reason="市级不能撤下省级的。")
    case = signed(case, "withdraw_selected_case", PROVINCE, reason="数据有误。")
    assert case.state == "withdrawn" and not TypicalCase.objects.public().exists()


def test_other_county_neither_finds_nor_changes_a_case_and_the_province_does_not_begin_one() -> None:
    case = written()
    with pytest.raises(NotHere):
        do(case, "drop_case", officer(HUIDONG), reason="不是本单位的。")
    with pytest.raises(Refusal):
        begin(officer(PROVINCE), key="province")
    with pytest.raises(Invalid):
        begin(officer(HUIDONG), key="other")


def test_personal_data_bars_publishing_until_it_is_explained() -> None:
    case = begin()
    write(case, text=TEXT.replace("【图1】", "联系人手机 13812345678。"))
    case = signed(case, "submit_case", theme="services")
    with pytest.raises(Invalid) as said:
        do(case, "publish_case", officer(HUIZHOU))
    (name,) = [each for each in said.value.faults if each.startswith("stays_")]
    assert "13812345678" in str(said.value.faults)
    explained: dict[str, Any] = {name: "服务热线，已公开。"}
    case = signed(case, "publish_case", HUIZHOU, **explained)
    assert case.state == "published"


def test_pictures_have_to_be_looked_at_before_publishing() -> None:
    with pytest.raises(Invalid) as said:
        do(submitted(), "publish_case", officer(HUIZHOU))
    assert "pictures_seen" in said.value.faults


def test_picture_is_made_anew_without_place_or_device_and_the_upload_is_not_kept() -> None:
    case = begin()
    raw = photo((2000, 1200))
    before = raw.read()
    raw.seek(0)
    assert b"PhoneMaker" in before
    add_picture(case, raw)
    kept = CasePicture.objects.get()
    data = store.read(kept.file_id)
    with Image.open(io.BytesIO(data)) as picture:
        assert (picture.format, picture.size) == ("JPEG", (1400, 840)) == ("JPEG", (kept.width, kept.height))
        assert dict(picture.getexif()) == {} and b"PhoneMaker" not in data
    assert list(StoredFile.objects.values_list("sha256", flat=True)) == [kept.file_id]
    note = ActRecord.objects.get(subject_id=str(case.pk), act="add_case_picture").note
    assert note["zh"] == "图1（原图带有拍摄位置，已去除）"


def test_diagram_with_transparency_stays_a_png() -> None:
    case, target = begin(), io.BytesIO()
    Image.new("RGBA", (600, 300), (0, 90, 170, 128)).save(target, "PNG")
    add_picture(case, upload(target.getvalue(), "示意图.png"))
    assert CasePicture.objects.get().file.media_type == "image/png"


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (lambda: upload(PDF, "案例.pdf"), "jpg 或 png"),
        (lambda: photo((300, 200)), "只有 300 像素宽"),
        (lambda: upload(b"\xff\xd8\xff" + b"x" * 300, "坏.jpg"), "坏.jpg"),
        (lambda: upload(b"\x89PNG\r\n\x1a\n" + b"x" * 300, "坏.png"), "坏.png"),
    ],
)
def test_what_is_no_fit_picture_is_refused_and_nothing_is_kept(file: Any, said: str) -> None:
    case = begin()
    with pytest.raises(Invalid) as wrong:
        add_picture(case, file())
    assert said in str(wrong.value.faults)
    assert not StoredFile.objects.exists()


def test_picture_without_words_for_those_who_do_not_see_it_is_refused() -> None:
    with pytest.raises(Invalid) as wrong:
        add_picture(begin(), alt="")
    assert list(wrong.value.faults) == ["alt"]


def test_number_of_a_picture_that_was_taken_out_is_not_given_again() -> None:
    case = written()
    do(case, "remove_case_picture", officer(HUICHENG), picture="1")
    add_picture(case)
    assert list(CasePicture.objects.filter(removed_at=None).values_list("number", flat=True)) == [2]
    said = refused(do, case, "submit_case", officer(HUICHENG), theme="services")
    assert "没有图片 1" in said
