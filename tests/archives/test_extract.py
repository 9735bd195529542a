"""Extracts on request (依申请公开): copies alone, reviewed and signed, nothing said within the office."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from PIL import Image

from jiqun.archives import contents
from jiqun.archives.extract.forms import key
from jiqun.archives.models import Extract
from jiqun.authorities.models import Account
from jiqun.casework.models import Case
from jiqun.casework.refusals import Invalid, Refusal
from jiqun.evidence import attachments, store
from tests.archives.filed import FILING, REVIEW, closed
from tests.evidence.samples import pdf
from tests.office import HUIZHOU, PROVINCE, approver, at, officer
from tests.recognition.prefecture import Office

ASKED = {"request": "粤工信依申请〔2026〕3号", "received_on": "2026-02-06"}
REVIEWED = {"reviewer": "周某", "finding": "不涉密，可以提供。"}


@pytest.fixture
def office(db: None, monkeypatch: pytest.MonkeyPatch) -> Office:
    """The province in February 2026."""
    found = Office(now=FILING)
    monkeypatch.setattr("jiqun.config.clock.now", lambda: found.now)
    return found


@pytest.fixture
def matter(office: Office) -> Case:
    """A closed matter with one attached file."""
    return closed(office, "2023", pdf=pdf(text=b"Area of the cluster"))[0]


def drafted(office: Office, of: Case, **changes: str) -> Case:
    case: Case = office.open("extract", officer(PROVINCE), {"number": of.number, **ASKED, **changes}).subject
    return case


def offered(of: Case) -> list[str]:
    return [key(each) for each in contents.openable(of, officer(PROVINCE))]


def chosen(office: Office, of: Case, **changes: Any) -> Case:
    case = drafted(office, of)
    office.act(case, "choose_parts", officer(PROVINCE), {"parts": offered(of), **REVIEWED, **changes})
    return Case.objects.get(pk=case.pk)


def browser(by: Account) -> Client:
    client = Client()
    client.force_login(by)
    return client


def test_request_is_answered_within_twenty_working_days(office: Office, matter: Case) -> None:
    """《政府信息公开条例》第三十三条; the spring festival lies between, 14 and 28 February are worked."""
    case = drafted(office, matter)
    assert case.due_at == at("2026-03-12 17:30")
    with pytest.raises(Invalid, match="收到日期不能晚于今天"):
        drafted(office, matter, received_on="2026-02-11")
    with pytest.raises(Invalid, match="查不到编号为“2099-Z1”的办件"):
        drafted(office, matter, number="2099-Z1")


def test_what_is_given_was_reviewed_signed_and_is_a_copy_of_its_own(office: Office, matter: Case) -> None:
    case = chosen(office, matter)
    take = reverse("archives:extract-package", args=[case.pk])
    assert browser(officer(PROVINCE)).get(take).status_code == 404
    office.signed(case, "release_extract", PROVINCE)
    answer: Any = browser(officer(PROVINCE)).get(take)
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as archive:
        assert set(archive.namelist()) == {"清单.json", f"附件/{REVIEW}", "manifest.json", "manifest.sig.json"}
        assert json.loads(archive.read("清单.json"))["request"] == ASKED["request"]
    assert browser(officer(HUIZHOU)).get(take).status_code == 404


def test_nothing_goes_out_before_files_were_chosen(office: Office, matter: Case) -> None:
    case = drafted(office, matter)
    with pytest.raises(Refusal, match="还没有选定要提供的文件"):
        office.act(case, "release_extract", officer(PROVINCE))
    with pytest.raises(Invalid) as none:
        office.act(case, "choose_parts", officer(PROVINCE), REVIEWED)
    assert none.value.faults == {"parts": ["请勾选要提供的文件；都不提供的，请用“不予提供”。"]}


def test_personal_data_in_a_file_asks_what_was_done_about_it(office: Office) -> None:
    [of] = closed(office, "2023", pdf=pdf(text=b"Contact 13802751234"))
    with pytest.raises(Invalid, match=f"个人信息处理.*{REVIEW}") as asked:
        chosen(office, of)
    assert list(asked.value.faults) == ["personal"]
    case = chosen(office, of, personal="电话为公开的办公电话。")
    [only] = Extract.objects.get(case__number=case.number).chosen
    assert only["found"] == ["mobile"]


def test_reviewer_is_somebody_else_than_the_preparer(office: Office, matter: Case) -> None:
    with pytest.raises(Invalid, match="保密审查人不能是经办本人"):
        chosen(office, matter, reviewer=officer(PROVINCE).person.name)


def test_photo_is_given_without_its_place(office: Office, matter: Case) -> None:
    picture, exif = io.BytesIO(), Image.Exif()
    exif[0x010F] = "Canary"
    Image.new("RGB", (40, 30)).save(picture, "JPEG", exif=exif)
    stored = store.put(picture.getvalue(), "现场.jpg", FILING)
    told = {"sha256": stored.sha256, "name": "现场.jpg"}
    attachments.attach(matter, "photo", told, id=matter.pk, by=officer(PROVINCE), now=FILING)
    case = chosen(office, matter, personal="照片中没有人员。")
    copies = {each["name"]: each["sha256"] for each in Extract.objects.get(case__number=case.number).chosen}
    assert b"Canary" in store.read(stored.sha256)
    assert b"Canary" not in store.read(copies["附件/现场.jpg"])


def test_file_without_a_clean_copy_is_named_and_nothing_is_kept(office: Office, matter: Case) -> None:
    stored = store.keep(b"\xd0\xcf\x11\xe0 old", "application/msword", FILING)
    told = {"sha256": stored.sha256, "name": "旧材料.doc"}
    attachments.attach(matter, "old", told, id=matter.pk, by=officer(PROVINCE), now=FILING)
    with pytest.raises(Invalid, match=r"旧材料\.doc"):
        chosen(office, matter)
    assert Extract.objects.get().chosen == []


def test_refusal_carries_its_ground_and_two_signatures(office: Office, matter: Case) -> None:
    case = drafted(office, matter)
    ground = "属于内部事务信息，依据政府信息公开条例第十六条第一款不予公开。"
    office.act(case, "refuse_extract", officer(PROVINCE), {"ground": ground})
    assert Case.objects.get(pk=case.pk).state == "drafting"
    office.act(case, "sign", approver(PROVINCE), {})
    assert Case.objects.get(pk=case.pk).state == "refused"
    assert Extract.objects.get().ground == ground


def test_sign_offs_notes_and_acts_cannot_be_chosen(office: Office, matter: Case) -> None:
    assert [each.name for each in contents.openable(matter, officer(PROVINCE))] == [f"附件/{REVIEW}"]
    page = browser(officer(PROVINCE)).get(
        reverse("casework:act", args=["extract", drafted(office, matter).pk, "choose_parts"])
    )
    assert "办理记录" not in page.content.decode().split("<form", 2)[-1]


def test_request_is_begun_by_an_officer_and_offered_to_nobody_else(office: Office) -> None:
    begin = reverse("archives:draft-extract")
    for by, offered_here in ((officer(PROVINCE), True), (approver(PROVINCE), False)):
        assert (begin in browser(by).get(reverse("archives:extracts")).content.decode()) is offered_here
