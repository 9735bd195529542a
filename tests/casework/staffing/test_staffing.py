"""单位与人员 come in from one workbook by two administrators (Article 5: the bodies; trust, Separation)."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from jiqun.authorities.models import Account, Authority, Role
from jiqun.casework.models import StaffChange
from jiqun.casework.staffing.columns import PEOPLE, UNITS
from jiqun.journal.models import Payload
from tests.casework.staffing.workbooks import PERSON, UNIT, adopt, bring_in, client_of, lines
from tests.office import HUICHENG, HUIDONG, HUIZHOU, PROVINCE, account, approver, officer

pytestmark = pytest.mark.django_db


def system(code: str = HUIZHOU) -> Client:
    return client_of(account(Role.SYSTEM_ADMIN, code))


def security(code: str = HUIZHOU) -> Client:
    return client_of(account(Role.SECURITY_ADMIN, code))


def test_new_unit_and_people_count_once_another_administrator_adopts_them() -> None:
    told = bring_in(system(), [UNIT], [PERSON, ("rk.signs", "林二", "审核", "renkai", "", "", "")])
    assert told.status_code == 302 and not Account.objects.filter(username="rk.clerk").exists()
    page = security().get(told["Location"]).content.decode()
    assert all(said in page for said in ("仁开功能区经济发展局", "rk.clerk", "确认生效", "新增"))
    assert adopt(security()).status_code == 302
    unit = Authority.objects.get(code="renkai")
    assert (unit.path, unit.level, f"{unit.closing:%H:%M}") == ("440000/441300/renkai/", "county", "18:00")
    clerk = Account.objects.select_related("person").get(username="rk.clerk")
    assert (clerk.role, clerk.authority_id, clerk.person.phone) == ("officer", "renkai", "0752-1234567")
    assert not clerk.has_usable_password()
    kept = b"".join(bytes(each) for each in Payload.objects.values_list("canonical", flat=True)).decode()
    assert '"people_new":2' in kept and "陈一" not in kept and "1234567" not in kept


def test_first_links_are_made_for_all_at_once_and_open_the_account() -> None:
    bring_in(system(), [UNIT], [PERSON])
    adopt(security())
    assert "1 个账号还没有密码" in security().get("/staff/").content.decode()
    page = security().post("/staff/links/", {"key": "l1"}).content.decode()
    found = re.findall(r"<code>http://testserver(/password/[0-9a-f]+/)</code>", page)
    assert len(found) == 1 and "仁开功能区 经办" in page
    chosen = {"password": "Canary-First-77", "again": "Canary-First-77", "key": "c"}
    assert Client().post(found[0], chosen).status_code == 302
    assert Client().post("/sign-in/", {"username": "rk.clerk", "password": "Canary-First-77"})["Location"] == "/work/"
    assert security().post("/staff/links/", {"key": "l2"})["Location"] == "/staff/"


def test_workbook_that_is_taken_out_and_brought_back_changes_nothing() -> None:
    officer(HUICHENG), approver(HUICHENG)
    admin = system()
    body = admin.get("/staff/workbook/").content
    units, people = lines(body, UNITS), lines(body, PEOPLE)
    assert {"441300", HUICHENG, HUIDONG} <= {row[0] for row in units} and PROVINCE not in {row[0] for row in units}
    assert {"officer-441302", "approver-441302"} <= {row[0] for row in people}
    answer = bring_in(admin, units, people)
    assert (answer.status_code, "与现有单位和账号一致" in answer.content.decode()) == (422, True)


def test_account_is_closed_with_a_warning_where_nobody_is_left_and_ends_at_once() -> None:
    clerk = officer(HUICHENG)
    client = client_of(clerk)
    line = (clerk.username, clerk.person.name, "经办", HUICHENG, "", "", "停用")
    told = bring_in(system(), [], [line])
    page = security().get(told["Location"]).content.decode()
    assert "没有经办：在办事项无人接手" in page and "停用" in page
    assert client.get("/work/").status_code == 200
    adopt(security())
    assert client.get("/work/").status_code == 302
    assert bring_in(system(), [], [(*line[:6], "在用")], key="k2").status_code == 302


def test_colleague_of_the_same_role_needs_no_warning() -> None:
    clerk = officer(HUICHENG)
    line = (clerk.username, clerk.person.name, "经办", HUICHENG, "", "", "停用")
    told = bring_in(system(), [], [line, ("hc.new", "周三", "经办", HUICHENG, "", "", "")])
    assert "无人接手" not in security().get(told["Location"]).content.decode()


WRONG: list[tuple[str, Any, Any, str, str]] = [
    ("code", ("仁开", *UNIT[1:]), None, "A2", "不是代码"),
    ("kind", (*UNIT[:3], "街道", *UNIT[4:]), None, "D2", "类型只能是"),
    ("foreign parent", (*UNIT[:4], "441900", *UNIT[5:]), None, "E2", "不在您的辖区"),
    ("kind under kind", (*UNIT[:3], "市", "441300", "", ""), None, "D2", "不能由这一类单位主管"),
    ("closing", (*UNIT[:6], "下午六点"), None, "G2", "17:30"),
    ("within", (*UNIT[:5], "999999", ""), None, "F2", "不在单位表和区划中"),
    ("moved", (HUICHENG, "惠城区", "惠城区局", "县", "440000", "", ""), None, "E2", "不在这里改"),
    ("username", None, ("陈", *PERSON[1:3], HUICHENG, "", "", ""), "A2", "用户名用"),
    ("role", None, ("hc.x", "陈一", "专家", HUICHENG, "", "", ""), "C2", "专家库"),
    ("foreign unit", None, ("hc.x", "陈一", "经办", "441900", "", "", ""), "D2", "不在您的辖区"),
    ("phone", None, ("hc.x", "陈一", "经办", HUICHENG, "电话一二三", "", ""), "E2", "电话只填"),
    ("email", None, ("hc.x", "陈一", "经办", HUICHENG, "", "chen", ""), "F2", "name@example.cn"),
    ("state", None, ("hc.x", "陈一", "经办", HUICHENG, "", "", "走了"), "G2", "状态只能是"),
    ("closed at once", None, ("hc.x", "陈一", "经办", HUICHENG, "", "", "停用"), "G2", "不能一开始就停用"),
    ("other role", None, ("officer-441302", "某某", "审核", HUICHENG, "", "", ""), "C2", "停用原账号"),
    ("own account", None, ("system_admin-441300", "某", "系统管理员", HUIZHOU, "", "", "停用"), "G2", "不能停用自己"),
]


@pytest.mark.parametrize(("unit", "person", "cell", "said"), [each[1:] for each in WRONG], ids=[e[0] for e in WRONG])
def test_fault_stands_at_its_cell_and_nothing_is_taken(unit: Any, person: Any, cell: str, said: str) -> None:
    officer(HUICHENG)
    answer = bring_in(system(), [unit] if unit else [], [person] if person else [])
    page = answer.content.decode()
    assert answer.status_code == 422 and f'<th scope="row">{cell}</th>' in page and said in page
    assert not StaffChange.objects.exists()


def test_all_faults_are_told_at_once_and_doubles_with_them() -> None:
    page = bring_in(system(), [UNIT, UNIT], [("x", "", "王", "9", "", "", "")]).content.decode()
    assert all(said in page for said in ("与第 2 行重复", "用户名用", "须填写姓名", "角色只能是", "不在您的辖区"))
    heads = {PEOPLE: ["用户名", "姓名"]}
    page = bring_in(system(), [], [("hc.x", "陈一")], key="k2", heads=heads).content.decode()
    assert "缺少列：角色、单位代码" in page
    assert "两张表都没有内容" in bring_in(system(), key="k3").content.decode()
    assert "请选择填好的工作簿" in system().post("/staff/import/", {"key": "k4"}).content.decode()


def test_administrator_and_business_are_never_one_person() -> None:
    clerk = officer(HUICHENG)
    clerk.person.phone = "13800000000"
    clerk.person.save()
    line = ("hz.audit", clerk.person.name, "审计管理员", HUIZHOU, "13800000000", "", "")
    page = bring_in(system(), [], [line]).content.decode()
    assert "三员互斥，也不兼业务岗位" in page


def test_what_no_longer_fits_is_refused_and_declined_or_withdrawn() -> None:
    told = bring_in(system(), [UNIT], [PERSON])
    account(Role.OFFICER, HUICHENG, name="rk.clerk")
    answer = adopt(security())
    assert (answer.status_code, "提出之后情况有变" in answer.content.decode()) == (409, True)
    change = StaffChange.objects.get()
    address = f"/do/staff/{change.pk}"
    entered = {"version": change.version, "key": "d1", "reason": "用户名已被占用"}
    assert security().post(f"{address}/decline_staff/", entered).status_code == 302
    assert "未予同意" in system().get(told["Location"]).content.decode()
    bring_in(system(), [UNIT], key="k2")
    change = StaffChange.objects.get(state="proposed")
    assert system().post(f"/do/staff/{change.pk}/withdraw_staff/", {"version": 1, "key": "w"}).status_code == 302


def test_business_and_foreign_administrators_see_nothing_of_it() -> None:
    told = bring_in(system(), [UNIT], [PERSON])
    for user in (officer(HUIZHOU), account(Role.AUDIT_ADMIN, HUIZHOU)):
        assert [client_of(user).get(each).status_code for each in ("/staff/", told["Location"])] == [404, 404]
    assert security(HUIDONG).get(told["Location"]).status_code == 404
    assert client_of(account(Role.SECURITY_ADMIN, HUIZHOU)).get("/staff/import/").status_code == 404
    assert system().post("/staff/links/", {"key": "x"}).status_code == 404
    answer = adopt(system())
    assert (answer.status_code, StaffChange.objects.get().state) == (403, "proposed")


def test_page_and_plan_ask_no_more_for_more_lines() -> None:
    admin = system()

    def asked(what: Any) -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            what()
        return len(queries)

    few = asked(lambda: bring_in(admin, [], [("hc.x0", "陈一", "经办", HUICHENG, "", "", "")]))
    people = [(f"hc.y{n}", f"陈{n}", "经办", HUICHENG, "", "", "") for n in range(60)]
    assert asked(lambda: bring_in(admin, [], people, key="k2")) <= few + 1
    assert asked(lambda: admin.get("/staff/")) <= 9
