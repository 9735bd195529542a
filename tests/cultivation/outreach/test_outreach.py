"""A policy, whom it is meant for, and how far it came to each firm (Articles 5, 8 and 13(九): 不漏一家)."""

from __future__ import annotations

from typing import Any
from zlib import crc32

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from jiqun.casework import reminders
from jiqun.casework.history import history
from jiqun.casework.refusals import Invalid, NotHere, Refusal
from jiqun.cultivation.models import Outreach, OutreachFirm, Policy, SupportLine
from jiqun.cultivation.outreach import queries
from jiqun.cultivation.outreach.acts import BATCH
from jiqun.journal.models import Payload
from tests.cultivation.outreach.brought import POLICY, brought, policy, record
from tests.cultivation.plan.county import of
from tests.cultivation.support.given import LINE, do, enter, firms, with_roster
from tests.office import HUICHENG, HUIDONG, HUIZHOU, PROVINCE, XIAOLAN, approver, at, officer

pytestmark = pytest.mark.django_db


def faults(what: Any, *given: Any, **payload: Any) -> dict[str, list[str]]:
    with pytest.raises(Invalid) as said:
        what(*given, key=f"wrong-{crc32(str(payload).encode())}", **payload)
    return said.value.faults


def client_of(by: Any) -> Client:
    client = Client()
    client.force_login(by)
    return client


def page(by: Any, name: str, *args: Any, query: str = "") -> str:
    answer = client_of(by).get(reverse(f"cultivation:{name}", args=args) + query)
    assert answer.status_code == 200
    return answer.content.decode()


def link(row: Outreach) -> str:
    return reverse("cultivation:outreach-answer", args=[row.pk, Outreach.objects.get(pk=row.pk).token])


def states() -> dict[str, str]:
    return dict(OutreachFirm.objects.values_list("firm", "state"))


def test_policy_without_a_target_rule_is_refused_with_all_else() -> None:
    wrong = {"title": "", "valid_to": "2024-01-01", "link": "ftp", "everyone": "", "industries": "999", "places": "1"}
    said = faults(policy, **wrong)
    assert set(said) == {"title", "valid_to", "link", "industries", "places"}
    assert "没有这个地区代码：1" in said["places"][0]
    said = faults(policy, everyone="")
    assert said == {"everyone": ["请至少填一项目标企业条件，或勾选“全部企业”。"]}
    assert not Policy.objects.exists()


def test_draft_is_changed_and_seen_by_its_own_authority_only_until_it_is_published() -> None:
    found = policy(published=False)
    assert not Policy.objects.visible_to(officer(HUICHENG)).exists()
    told = {**POLICY, "title": "技术改造贴息（修订）", "everyone": "", "sizes": ["小型", "微型"]}
    do("policy", found, "correct_policy", by=officer(HUIZHOU), **told)
    assert Policy.objects.get().rule == {
        "sizes": ["小型", "微型"], "industries": [], "titles": [], "places": [], "all": False,
    }  # fmt: skip
    do("policy", found, "publish_policy", by=officer(HUIZHOU))
    assert "规模" in page(officer(HUICHENG), "policy", found.pk) and "小型、微型" in page(
        officer(HUICHENG), "policy", found.pk
    )
    with pytest.raises(Refusal, match="由其办理"):
        do("policy", found, "end_policy", by=officer(HUICHENG), reason="试试")
    assert client_of(officer(XIAOLAN)).get(reverse("cultivation:policy", args=[found.pk])).status_code == 404
    with pytest.raises(Refusal):
        policy(approver(HUIZHOU), key="approver")


def test_policy_is_brought_to_every_firm_it_is_meant_for_once() -> None:
    with_roster()
    found = policy()
    row = brought(found)
    assert states() == dict.fromkeys(firms(), "missing") and row.roster.firms == len(firms())
    assert "已经展开" in faults(brought, found)["policy"][0]
    nobody = policy(key="p2", title="种业奖补", everyone="", industries="01")
    assert faults(brought, nobody) == {"policy": ["该集群名册中没有符合条件的企业。"]}
    with pytest.raises(Invalid, match="没有这项已发布的政策"):
        brought(policy(key="p3", title="草稿", published=False), key="draft")
    with pytest.raises(Invalid, match="没有这个集群"):
        brought(policy(key="p4", title="另一项"), officer(HUIDONG), key="foreign")


def test_policy_without_a_roster_to_find_firms_in_says_so() -> None:
    assert faults(brought, policy())["policy"] == ["该集群还没有名册，无法确定目标企业；请先导入名册。"]


def test_firms_are_recorded_and_never_go_back_but_by_a_correction() -> None:
    with_roster()
    row = brought(policy())
    codes = firms()
    record(row, codes[:4], "applied", key="r1", channel="visit")
    record(row, codes[:6], "read", key="r2")
    assert [states()[each] for each in codes[:7]] == ["applied"] * 4 + ["read"] * 2 + ["missing"]
    assert "4 家已在更后状态" in history(row.pk)[0].note.zh
    firm = OutreachFirm.objects.get(firm=codes[0])
    do("outreach_firm", firm, "set_right", state="reached", reason="申报登记有误")
    assert states()[codes[0]] == "reached" and "申报登记有误" in page(officer(HUICHENG), "outreach-firm", firm.pk)
    of_row = queries.coverage(row)
    assert (of_row.missing, of_row.reached, of_row.at_least("read")) == (len(codes) - 6, 6, 5)


def test_everything_wrong_with_a_record_is_said_at_once() -> None:
    with_roster()
    row = brought(policy())
    with pytest.raises(Invalid) as said:
        record(row, ["91440300708461136T", firms()[0]], "", channel="fax", on="2025-09-11")
    assert set(said.value.faults) == {"state", "channel", "on", "codes"}
    assert "不在本次宣达的目标企业中：91440300708461136T" in said.value.faults["codes"][0]
    with pytest.raises(NotHere):
        do("outreach", row, "close_outreach", by=officer(XIAOLAN), reason="试试")


def test_firm_answers_behind_the_link_without_an_account() -> None:
    with_roster()
    row = brought(policy())
    public, code = Client(), firms()[0]
    shown = public.get(link(row)).content.decode()
    assert "设备更新贷款" in shown and "不向社会公开" in shown and code not in shown
    answer = public.post(link(row), {"code": f" {code.lower()} ", "state": "understood", "question": "何时截止？"})
    assert "已收到贵公司的回复" in answer.content.decode() and states()[code] == "understood"
    public.post(link(row), {"code": code, "state": "read"})
    assert states()[code] == "understood"
    kept = page(officer(HUICHENG), "outreach", row.pk, query="?state=understood")
    assert "何时截止？" in kept and "链接" in kept


@pytest.mark.parametrize(
    ("entered", "said"),
    [
        ({"code": "123", "state": "read"}, "统一社会信用代码应为 18 位"),
        ({"code": "91440300708461136T", "state": "read"}, "不在本次宣达的企业名单中"),
        ({"code": "", "state": ""}, "请填写"),
        ({"code": "OWN", "state": "received"}, "不在可选项中"),
    ],
)
def test_answer_that_does_not_fit_is_refused_in_words(entered: dict[str, str], said: str) -> None:
    with_roster()
    row = brought(policy())
    given = {**entered, "code": entered["code"].replace("OWN", firms()[0])}
    answer = Client().post(link(row), given)
    assert (answer.status_code, said in answer.content.decode()) == (422, True)
    assert set(states().values()) == {"missing"}


def test_link_ends_with_its_renewal_its_outreach_and_its_policy() -> None:
    with_roster()
    found = policy()
    row = brought(found)
    old = link(row)
    do("outreach", row, "renew_link")
    assert [Client().get(each).status_code for each in (old, link(row))] == [404, 200]
    do("policy", found, "end_policy", by=officer(HUIZHOU), reason="到期")
    answer = Client().post(link(row), {"code": firms()[0], "state": "read"})
    assert (answer.status_code, "不再接收回复" in answer.content.decode()) == (410, True)
    with pytest.raises(Refusal, match="已终止"):
        do("outreach", row, "take_in_firms")
    do("outreach", row, "close_outreach", reason="已全部走访")
    assert "已全部走访" in page(officer(HUICHENG), "outreach", row.pk)


def test_new_firms_of_the_roster_are_taken_in_and_none_taken_out() -> None:
    with_roster()
    row = brought(policy())
    with pytest.raises(Refusal, match="没有新增的目标企业"):
        do("outreach", row, "take_in_firms")
    gone = firms()[0]
    OutreachFirm.objects.filter(firm=gone).delete()
    do("outreach", row, "take_in_firms", key="again")
    assert states()[gone] == "missing" and len(states()) == len(firms())


def test_policy_is_brought_to_all_clusters_step_by_step() -> None:
    with_roster()
    found = policy()
    county = client_of(officer(HUICHENG))
    url = reverse("cultivation:policy-spread", args=[found.pk])
    step = county.post(url, headers={"HX-Request": "true"}).content.decode()
    assert "已在 1 / 1 个集群展开" in step and Outreach.objects.count() == 1
    assert county.post(url).status_code == 302
    assert client_of(approver(HUICHENG)).post(url).status_code == 404
    assert of().name in page(officer(PROVINCE), "policy", found.pk)


def test_who_is_missing_goes_out_as_a_file_and_as_a_paper() -> None:
    with_roster()
    row = brought(policy())
    county = client_of(officer(HUICHENG))
    body = county.get(reverse("cultivation:outreach-firms", args=[row.pk, "csv"]) + "?state=missing")
    assert body.getvalue().decode("utf-8-sig").count("未触达") == len(firms())
    assert county.get(reverse("cultivation:outreach-evidence", args=[row.pk])).getvalue().startswith(b"%PDF")
    for name, pk in (("outreach", row.pk), ("outreach-cluster", of().pk), ("outreach-evidence", row.pk)):
        assert client_of(officer(XIAOLAN)).get(reverse(f"cultivation:{name}", args=[pk])).status_code == 404


def test_county_is_reminded_of_firms_that_are_missing_after_a_fortnight() -> None:
    with_roster()
    brought(policy())

    def told(on: str) -> list[str]:
        return [each.text.zh for each in reminders.reminders(officer(HUICHENG), at(on))]

    assert not any("未触达" in each for each in told("2025-09-20 10:00"))
    assert any(f"仍有 {len(firms())} 家企业未触达" in each for each in told("2025-09-25 10:00"))


def test_support_names_the_policy_it_was_given_under() -> None:
    found = policy()
    line = enter(policy=str(found.pk))
    assert SupportLine.objects.get(pk=line.pk).policy == found
    assert found.title in page(officer(HUICHENG), "support-line", line.pk)
    do("support_line", line, "correct", **{**LINE, "policy": "", "reason": "不属于该政策"})
    assert SupportLine.objects.get(pk=line.pk).policy is None and "惠企政策" in history(line.pk)[0].note.zh
    assert faults(enter, policy="x") == {"policy": ["没有这项政策。"]}


def test_firms_are_written_in_batches_and_the_journal_names_none() -> None:
    with_roster()
    found = policy()
    with CaptureQueriesContext(connection) as made:
        row = brought(found)
    written = [each for each in made if 'INSERT INTO "cultivation_outreachfirm"' in each["sql"]]
    assert len(written) == -(-len(firms()) // BATCH)
    with CaptureQueriesContext(connection) as made:
        record(row, firms(), "reached")
    assert len([each for each in made if 'UPDATE "cultivation_outreachfirm"' in each["sql"]]) == 1
    Client().post(link(row), {"code": firms()[0], "state": "read", "question": "联系人王五"})
    last = Payload.objects.latest("pk")
    assert last.salt, "what a firm said is salted: it may be erased"


def test_pages_ask_no_more_for_more_firms() -> None:
    with_roster()
    found = policy()
    row = brought(found)
    county = client_of(officer(HUICHENG))
    county.get(reverse("cultivation:policies"))

    def asked(name: str, *args: Any) -> int:
        with CaptureQueriesContext(connection) as made:
            assert county.get(reverse(f"cultivation:{name}", args=args)).status_code == 200
        return len(made)

    pages: list[tuple[Any, ...]] = [
        ("policies",), ("policy", found.pk), ("outreach", row.pk), ("outreach-cluster", of().pk),
    ]  # fmt: skip
    few = [asked(*each) for each in pages]
    for n, state in enumerate(("reached", "read", "applied", "received")):
        record(row, firms()[: 8 - n], state, key=f"r{n}")
        policy(key=f"more{n}", title=f"政策{n}")
    extra = asked("outreach", row.pk) - few[2]
    assert asked("policies") == few[0] and asked("outreach-cluster", of().pk) == few[3] and extra <= 1
    assert max(few) <= 20
