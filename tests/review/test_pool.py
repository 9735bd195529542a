"""The pool of experts (Article 14(三)): in and out by two persons, kept up by the expert, seen by code."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from jiqun.authorities.models import Account, Authority, Person, Role
from jiqun.casework.models import ActRecord
from jiqun.casework.perform import open_matter, perform
from jiqun.casework.refusals import Invalid, NotHere, Refusal
from jiqun.journal.models import Payload
from jiqun.review import pool
from jiqun.review.models import Expert, ExpertFile
from jiqun.review.pool import importing
from tests.office import HUIZHOU, PROVINCE, account, approver, at, officer
from tests.recognition.panel_round import expert as member
from tests.recognition.panel_round import make_round
from tests.recognition.test_scoring_meeting import met, order

pytestmark = pytest.mark.django_db
NOW = at("2025-02-18 09:30")
KEYS = iter(range(100_000))
ENTRY = {
    "code": "Z01",
    "name": "何教授",
    "phone": "13800001234",
    "fields": ["finance", "materials"],
    "title": "教授",
    "employer": "某大学",
    "place": "440000/440300/440305/",
    "ties": "惠州市、91441300ma4upq1234",
    "advised": "第九产业集群",
    "periods": "2025-05-01至2025-06-30",
    "available": "on",
}


def propose(**changes: Any) -> ExpertFile:
    by = officer(PROVINCE)
    done = open_matter("expert", by=by, payload={**ENTRY, **changes}, key=f"k{next(KEYS)}", now=NOW)
    found: ExpertFile = done.subject
    return found


def act(file: ExpertFile, name: str, by: Account, payload: dict[str, Any] | None = None, now: Any = NOW) -> Any:
    version = ExpertFile.objects.get(pk=file.pk).version
    key = f"k{next(KEYS)}"
    return perform("expert", file.pk, name, by=by, version=version, payload=payload or {}, key=key, now=now)


def signed(file: ExpertFile, name: str, payload: dict[str, Any] | None = None) -> None:
    act(file, name, officer(PROVINCE), payload)
    act(file, "sign", approver(PROVINCE), {"affirmed": "on"})
    file.refresh_from_db()


def signed_in(by: Account) -> Client:
    client = Client()
    client.force_login(by)
    return client


# ── in and out ───────────────────────────────────────────────────────────────────────────────────────────


def test_propose_makes_a_file_and_an_account_that_cannot_sign_in_yet() -> None:
    file = propose()
    expert = file.expert
    assert (file.state, expert.code, expert.fields) == ("proposed", "Z01", ["finance", "materials"])
    assert expert.ties == ["440000/441300/", "91441300ma4upq1234"]
    assert expert.periods == [["2025-05-01", "2025-06-30"]]
    assert not expert.account.has_usable_password()
    assert pool.ties() == []
    assert propose(code="", name="林某", phone="").expert.code == "E001"


def test_code_that_was_typed_by_hand_is_not_given_again() -> None:
    propose(code="E001")
    propose(code="E002", name="李某", phone="")
    assert propose(code="", name="林某", phone="").expert.code == "E003"


def test_places_are_read_with_the_name_of_the_place_above_too() -> None:
    """Conflicts: a tie written as the file shows it bars from that place."""
    tied = propose(ties="惠州市惠城区、广东省惠州市、某大学附属厂").expert.ties
    assert tied == ["440000/441300/441302/", "440000/441300/", "某大学附属厂"]


def test_admit_takes_two_persons_and_only_then_can_the_expert_be_drawn() -> None:
    """Separation: the one who prepares is not the one who approves."""
    file = propose()
    act(file, "admit", officer(PROVINCE))
    with pytest.raises(Refusal, match="签批由本单位审核岗办理"):
        act(file, "sign", officer(PROVINCE), {"affirmed": "on"})
    assert pool.ties() == []
    act(file, "sign", approver(PROVINCE), {"affirmed": "on"})
    [seen] = pool.ties()
    assert (seen.code, seen.available, seen.fields) == ("Z01", True, frozenset({"finance", "materials"}))


def test_propose_is_the_provinces_officers_alone() -> None:
    for by in (officer(HUIZHOU), approver(PROVINCE)):
        with pytest.raises(Refusal, match="由省级经办办理"):
            open_matter("expert", by=by, payload=ENTRY, key=f"k{next(KEYS)}", now=NOW)
    propose()


@pytest.mark.parametrize(
    ("changes", "field", "said"),
    [
        ({"name": "", "employer": ""}, "name", "请填写。"),
        ({"code": "z-1"}, "code", "代号由 1 至 3 个大写字母和 2 至 6 位数字组成。"),
        ({"code": "Z09"}, "code", "专家代号 Z09 已被使用。"),
        ({"name": "在库某", "phone": "13900000000"}, "name", "“在库某”已在专家库中（代号 Z09），同一人不能重复入库。"),
        ({"fields": []}, "fields", "请至少选择一个领域。"),
        ({"fields": ["占星"]}, "fields", "没有“占星”这个领域。"),
        ({"place": "440000/999999/"}, "place", "没有这个任职地，请从列表中选择。"),
        ({"periods": "五月"}, "periods", "“五月”不是日期区间，请写成 2025-05-01 至 2025-06-30，多段用顿号隔开。"),
        ({"periods": "2025-06-01至2025-05-01"}, "periods", "“2025-06-01至2025-05-01”的结束日早于开始日。"),
        ({"account": "nobody"}, "account", "没有“nobody”这个专家账号。"),
        ({"account": "expert-z09"}, "account", "账号“expert-z09”的专家已在库中。"),
    ],
)
def test_propose_refuses_with_a_sentence_at_the_field(changes: dict[str, Any], field: str, said: str) -> None:
    officer(PROVINCE)
    person = Person.objects.create(name="在库某", phone="13900000000")
    there = Account.objects.create(username="expert-z09", person=person, role=Role.EXPERT)
    pool.add(there, code="Z09", fields=["green"], employer="某院", place="440000/440300/", now=NOW)
    with pytest.raises(Invalid) as wrong:
        propose(**changes)
    assert said in wrong.value.faults[field]
    assert Expert.objects.count() == 1
    propose()


def test_credit_code_of_the_employer_is_checked() -> None:
    with pytest.raises(Invalid) as wrong:
        propose(uscc="91441300MA4UPQ123")
    assert list(wrong.value.faults) == ["uscc"]
    propose(uscc="")


def test_amendments_are_signed_and_the_history_names_what_changed() -> None:
    file = propose()
    signed(file, "admit")
    with pytest.raises(Refusal, match="没有任何改动"):
        signed(file, "change", {**ENTRY, "uscc": ""})
    act(file, "recall", officer(PROVINCE))
    signed(file, "change", {**ENTRY, "employer": "另一所大学", "phone": "13800009999"})
    expert = Expert.objects.get(code="Z01")
    assert (expert.employer, expert.account.person.phone) == ("另一所大学", "13800009999")
    [note] = ActRecord.objects.filter(subject_id=str(file.pk), act="change").values_list("note", flat=True)
    assert note["zh"] == "更改：任职单位；姓名或联系方式已更改"


def test_payloads_of_the_pool_are_kept_salted() -> None:
    """Personal data: it can be erased without breaking the journal."""
    file = propose()
    record = ActRecord.objects.get(subject_id=str(file.pk))
    assert len(bytes(Payload.objects.get(pk=record.seq).salt)) == 16


def test_suspended_and_left_experts_are_not_drawn() -> None:
    file = propose()
    signed(file, "admit")
    with pytest.raises(Invalid, match="请填写"):
        act(file, "suspend", officer(PROVINCE))
    signed(file, "suspend", {"reason": "正接受调查"})
    assert [each.available for each in pool.ties()] == [False]
    signed(file, "resume", {"reason": "调查结束"})
    assert [each.available for each in pool.ties()] == [True]
    signed(file, "leave", {"reason": "退休"})
    assert pool.ties() == []
    assert file.state == "left"


def test_nobody_leaves_the_pool_with_a_review_in_hand() -> None:
    stage = make_round(applications=1, experts=3).drawn()
    file = ExpertFile.objects.get(expert__code="E00")
    with pytest.raises(Refusal, match="该专家还有 1 份评审未完成"):
        act(file, "leave", officer(PROVINCE), {"reason": "退休"})
    for sheet in stage.sheets():
        stage.score(sheet)
    act(file, "leave", officer(PROVINCE), {"reason": "退休"})


def test_nobody_leaves_the_pool_with_a_sheet_to_score_anew() -> None:
    stage = make_round(applications=1, experts=3).drawn().all_scored()
    stage.signed("open_scores")
    stage.signed("order_rescore", order(stage, met(stage), stage.sheets()[0]))
    file = ExpertFile.objects.get(expert=stage.sheets()[0].expert)
    with pytest.raises(Refusal, match="该专家还有 1 份评审未完成"):
        act(file, "leave", officer(PROVINCE), {"reason": "退休"})


def test_experts_keep_up_their_own_days_and_ties_alone() -> None:
    file = propose()
    signed(file, "admit")
    other = member(8)
    own = {"ties": "博罗县", "advised": "", "periods": "", "available": ""}
    with pytest.raises(NotHere):
        act(file, "update", other.account, own)
    with pytest.raises(Refusal, match="由评审专家办理"):
        act(file, "update", officer(PROVINCE), own)
    act(file, "update", file.expert.account, own)
    expert = Expert.objects.get(code="Z01")
    assert (expert.ties, expert.advised, expert.periods) == (["440000/441300/441322/"], [], [])
    assert not expert.available
    assert expert.employer == "某大学"


def test_service_counts_the_rounds_served_among_the_latest() -> None:
    stage = make_round(applications=1, experts=3).drawn()
    assert {each.code: each.served for each in pool.ties(last_rounds=3)} == {"E00": 1, "E01": 1, "E02": 1}
    assert [each.served for each in pool.ties(last_rounds=3, without=stage.round.pk)] == [0, 0, 0]
    assert [each.served for each in pool.ties()] == [0, 0, 0]


def test_posts_of_the_same_person_are_known_to_the_draw() -> None:
    """An expert who is an officer of the applying county is left out."""
    file = propose()
    county = Authority.objects.get(pk="441302")
    Account.objects.create(username="also", person=file.expert.account.person, role=Role.OFFICER, authority=county)
    signed(file, "admit")
    assert [each.offices for each in pool.ties()] == [(county.path,)]


# ── pages ────────────────────────────────────────────────────────────────────────────────────────────────


def test_pool_lists_codes_and_narrows_down(django_assert_num_queries: Any) -> None:
    signed(propose(), "admit")
    propose(code="Z02", name="林某", fields=["green"], place="440000/441300/", periods="")
    client = signed_in(approver(PROVINCE))
    url = reverse("review:experts")
    page = client.get(url).content.decode()
    assert "共 2 名" in page
    assert "何教授" not in page
    for asked, found in (
        ({"q": "何教授"}, "Z01"),
        ({"field": "green"}, "Z02"),
        ({"place": "440000/441300/"}, "Z02"),
        ({"state": "proposed"}, "Z02"),
        ({"free_on": "2025-07-01"}, "Z02"),
    ):
        page = client.get(url, asked).content.decode()
        assert "共 1 名" in page, asked
        assert f">{found}</a>" in page
    assert "没有符合条件的专家" in client.get(url, {"q": "无此人"}).content.decode()
    with django_assert_num_queries(6):
        client.get(url)


def test_supervisor_finds_nobody_by_name(client: Client) -> None:
    """Trust: an expert is made known to the supervisor by two persons; a search would tell whose code it is."""
    propose()
    client.force_login(account(Role.SUPERVISOR, PROVINCE))
    url = reverse("review:experts")
    assert "没有符合条件的专家" in client.get(url, {"q": "何教授"}).content.decode()
    page = client.get(url, {"q": "某大学"}).content.decode()
    assert ("共 1 名" in page, "代号、姓名、单位" in page) == (True, False)


def test_file_shows_the_name_to_the_office_and_to_the_expert() -> None:
    file = propose()
    signed(file, "admit")
    url = reverse("review:expert", args=[file.pk])
    page = signed_in(officer(PROVINCE)).get(url).content.decode()
    assert "何教授" in page
    assert "138****1234" in page
    assert "13800001234" not in page
    own = signed_in(file.expert.account).get(url).content.decode()
    assert "13800001234" in own
    supervised = signed_in(account(Role.SUPERVISOR, PROVINCE)).get(url).content.decode()
    assert "Z01" in supervised
    assert "何教授" not in supervised
    assert "****" not in supervised
    for by in (officer(HUIZHOU), member(8).account):
        assert signed_in(by).get(url).status_code == 404


# ── many at once ─────────────────────────────────────────────────────────────────────────────────────────


def workbook(*rows: tuple[str, ...], head: tuple[str, ...] = ()) -> SimpleUploadedFile:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "专家"
    sheet.append(list(head or HEAD))
    for row in rows:
        sheet.append(list(row))
    file = io.BytesIO()
    book.save(file)
    return SimpleUploadedFile("experts.xlsx", file.getvalue())


HEAD = ("代号", "姓名", "手机", "电子邮箱", "领域", "职务职称", "任职单位", "统一社会信用代码", "任职地")
GOOD = ("", "何某", "", "", "财务金融、先进材料", "教授", "某大学", "", "深圳市南山区")


def test_import_proposes_every_line_or_names_every_faulty_cell() -> None:
    client, url = signed_in(officer(PROVINCE)), reverse("review:import-experts")
    bad = ("", "林某", "", "x@", "财务金融、占星", "", "", "", "鼓楼区")
    answer = client.post(url, {"workbook": workbook(GOOD, bad, GOOD)})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert [cell for cell in ("D3", "E3", "G3", "I3", "B4") if f'<th scope="row">{cell}</th>' not in page] == []
    assert "没有这个领域：占星。" in page
    assert "没有“鼓楼区”这个任职地" in page
    assert "与第 2 行重复。" in page
    assert not Expert.objects.exists()
    answer = client.post(url, {"workbook": workbook(GOOD, ("", "林某", *GOOD[2:]))})
    assert answer.status_code == 302
    assert list(Expert.objects.order_by("code").values_list("code", "place")) == [
        ("E001", "440000/440300/440305/"),
        ("E002", "440000/440300/440305/"),
    ]
    assert set(ExpertFile.objects.values_list("state", flat=True)) == {"proposed"}


def test_import_gives_no_code_that_another_line_names() -> None:
    client, url = signed_in(officer(PROVINCE)), reverse("review:import-experts")
    answer = client.post(url, {"workbook": workbook(GOOD, ("E001", "林某", *GOOD[2:]))})
    assert answer.status_code == 302
    assert dict(Expert.objects.values_list("code", "account__person__name")) == {"E001": "林某", "E002": "何某"}


def test_import_that_meets_another_is_told_at_its_cell(monkeypatch: pytest.MonkeyPatch) -> None:
    """Races: a code is taken between looking at the workbook and proposing."""
    looked = importing.repeated

    def meanwhile(rows: Any) -> Any:
        propose(code="Z05", name="李某", phone="")
        return looked(rows)

    monkeypatch.setattr(importing, "repeated", meanwhile)
    client, url = signed_in(officer(PROVINCE)), reverse("review:import-experts")
    answer = client.post(url, {"workbook": workbook(GOOD, ("Z05", "林某", *GOOD[2:]))})
    page = answer.content.decode()
    assert (answer.status_code, '<th scope="row">A3</th>' in page, "专家代号 Z05 已被使用" in page) == (422, True, True)
    assert list(Expert.objects.values_list("code", flat=True)) == ["Z05"]


@pytest.mark.parametrize(
    ("upload", "said"),
    [
        (None, "请选择填好的工作簿。"),
        (SimpleUploadedFile("a.xlsx", b"not a workbook"), "xlsx"),
        (workbook(head=("姓名", "领域")), "缺少列：任职单位、任职地。"),
        (workbook(), "表中没有专家。"),
    ],
)
def test_import_of_something_else_is_refused(upload: Any, said: str) -> None:
    client = signed_in(officer(PROVINCE))
    answer = client.post(reverse("review:import-experts"), {"workbook": upload} if upload else {})
    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_import_and_its_template_are_the_officers() -> None:
    template = signed_in(officer(PROVINCE)).get(reverse("review:experts-template"))
    sheet = openpyxl.load_workbook(io.BytesIO(template.content))["专家"]
    assert [cell.value for cell in sheet[1]][:9] == list(HEAD)
    for by in (approver(PROVINCE), officer(HUIZHOU)):
        for name in ("import-experts", "experts-template"):
            assert signed_in(by).get(reverse(f"review:{name}")).status_code == 404
