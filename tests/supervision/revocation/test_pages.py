"""Pages of a revocation: what province, prefecture, county and public read of it, and when (Article 17)."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from jiqun.authorities.models import Account
from jiqun.casework.models import Case
from jiqun.casework.perform import open_matter
from jiqun.casework.refusals import Invalid, NotHere, Refusal
from jiqun.casework.todo import tasks
from jiqun.config import clock
from jiqun.outgoing.models import Paper
from jiqun.supervision.models import ProofRequest
from jiqun.supervision.revocation.visiting import VISIT
from tests.evidence.samples import PDF
from tests.office import HUICHENG, HUIDONG, HUIZHOU, PROVINCE, account, approver, at, chance, officer
from tests.recognition.applicant import upload
from tests.supervision.recognised import cluster, recognised
from tests.supervision.reports.yearly import roster
from tests.supervision.revocation.test_grounds import noticed
from tests.supervision.revocation.way import NOW, Way

pytestmark = pytest.mark.django_db
QUESTIONS = {"questions": "检测报告由谁出具、原件在何处（虚构）。", "due_on": "2025-09-19"}


@pytest.fixture
def way(monkeypatch: pytest.MonkeyPatch) -> Way:
    found = Way()
    monkeypatch.setattr(clock, "now", lambda: found.now)
    return found


def status(client: Client, who: Account, name: str, *args: Any) -> int:
    client.force_login(who)
    return client.get(reverse(f"supervision:{name}", args=args)).status_code


def page(client: Client, who: Account, name: str, *args: Any, lang: str = "zh", **query: str) -> str:
    """A page as somebody sees it."""
    client.force_login(who)
    client.cookies["lang"] = lang
    answer = client.get(reverse(f"supervision:{name}", args=args), query)
    assert answer.status_code == 200
    return answer.content.decode()


def public(client: Client, name: str, *args: Any) -> str:
    client.logout()
    answer = client.get(reverse(f"portal:{name}", args=args))
    assert answer.status_code == 200
    return answer.content.decode()


# ── the office ───────────────────────────────────────────────────────────────────────────────────────────


def test_province_opens_it_in_the_browser_and_keeps_what_was_typed(way: Way, client: Client) -> None:
    url = reverse("supervision:revocation-open")
    html = page(client, way.clerk, "revocation-open", cluster=str(way.recognition.cluster_id))
    assert f'value="{way.recognition.pk}" selected' in html and "第十七条" in html
    entered = {
        "recognition": str(way.recognition.pk),
        "grounds": ["A17.2", "A17.4"],
        "known": "来函反映（虚构）",
        "key": "k1",
    }
    answer = client.post(url, entered)
    said = answer.content.decode()
    assert answer.status_code == 422
    assert all(each in said for each in ("尚未以文件确定重大变动报备期限", "请上传证据材料", "来函反映（虚构）"))
    entered |= {"grounds": ["A17.2"], "title": "来函（虚构）", "key": "k2"}
    answer = client.post(url, {**entered, "file": upload(PDF, "来函.pdf")}, follow=True)
    assert "待立案" in answer.content.decode() and "来函（虚构）" in answer.content.decode()


def test_lead_leads_to_the_matter_that_takes_it_up(way: Way, client: Client) -> None:
    """A17: from the lead's page; lead and ground are chosen beforehand, and the lead names the matter."""
    lead = noticed(way, "A17.2")
    opening = f"{reverse('supervision:revocation-open')}?lead={lead.pk}&amp;cluster={lead.cluster_id}"
    assert opening in page(client, way.clerk, "lead", lead.pk)
    html = page(client, way.clerk, "revocation-open", lead=str(lead.pk), cluster=str(lead.cluster_id))
    for chosen in (str(lead.pk), "A17.2"):
        assert re.search(rf'value="{chosen}"[^>]* checked', html), chosen
    way.open(file=False, leads=[str(lead.pk)])
    assert str(lead.text) in page(client, way.clerk, "revocation", way.case.pk)
    assert way.case.number in page(client, way.clerk, "lead", lead.pk)


def test_page_shows_what_is_missing_and_what_may_be_done(
    way: Way, client: Client, django_assert_num_queries: Any
) -> None:
    way.inquiring("A17.2", "A17.5")
    client.force_login(way.clerk)
    address = reverse("supervision:revocation", args=[way.case.pk])
    client.get(address)
    with django_assert_num_queries(20):
        html = client.get(address).content.decode()
    assert all(
        each in html for each in ("齐备", "由主管机关认定", "出具单位来函（虚构）", "要求市级核查", "安排现场核查")
    )


def test_county_and_prefecture_find_nothing_before_the_notice_and_only_their_part_after_it(
    way: Way, client: Client
) -> None:
    """A17: what the province wrote for itself stays with it; grounds and evidence are read by those concerned."""
    way.proposed()
    for code in (HUIDONG, HUIZHOU):
        assert status(client, officer(code), "revocation", way.case.pk) == 404
    hearing = way.hearing()
    way.signed(hearing, "notify")
    for code in (HUIDONG, HUIZHOU):
        html = page(client, officer(code), "revocation", way.case.pk)
        assert ("发现虚假申报的" in html, "出具单位来函（虚构）" in html, hearing.number in html) == (True, True, True)
        assert ("出具单位来函称" in html, "调查结论" in html, "立案调查" in html) == (False, False, False)
        assert way.case.number in page(client, officer(code), "revocations")
    assert status(client, officer(HUICHENG), "revocation", way.case.pk) == 404
    assert status(client, account("expert", None), "revocations") == 404


def test_evidence_is_handed_to_those_concerned_only_after_the_notice(way: Way, client: Client) -> None:
    way.proposed()
    [proof] = way.row.proofs.all()
    address = reverse("evidence:download", args=[proof.attachment_id])
    for told in (False, True):
        if told:
            way.signed(way.hearing(), "notify")
        client.force_login(officer(HUIDONG))
        answer = client.get(address)
        assert (answer.status_code, PDF in answer.getvalue()) == ((200, True) if told else (404, False))


def test_pages_speak_english(way: Way, client: Client) -> None:
    way.notified()
    for name, args in (("revocation", [way.case.pk]), ("revocations", []), ("revocation-open", [])):
        html = page(client, way.clerk, name, *args, lang="en")
        assert ("立案登记" in html, "涉及的情形" in html, "证据目录" in html) == (False, False, False)


def test_list_costs_the_same_with_one_and_three(way: Way, client: Client, django_assert_num_queries: Any) -> None:
    way.open()
    client.force_login(way.clerk)
    address = reverse("supervision:revocations")
    client.get(address)
    with django_assert_num_queries(5):
        client.get(address)
    for name in ("惠东县鞋材产业集群", "惠东县制鞋机械产业集群"):
        Way(recognised(cluster(name))).open()
    with django_assert_num_queries(5):
        html = client.get(address).content.decode()
    assert html.count("CX-2025-") == 3


# ── the prefecture ───────────────────────────────────────────────────────────────────────────────────────


def asked(way: Way, **changes: str) -> Case:
    """A request to the prefecture, drafted."""
    found: Case = open_matter(
        "revocation_request", by=way.clerk, payload={"matter": str(way.case.pk), **QUESTIONS, **changes},
        key=f"ask{Case.objects.count()}", now=way.now, chance=chance(3),
    ).subject  # fmt: skip
    return found


def test_prefecture_reports_on_what_it_was_asked_and_the_county_sees_nothing(way: Way, client: Client) -> None:
    way.inquiring()
    request = asked(way)
    assert status(client, officer(HUIZHOU), "revocation-request", request.pk) == 404
    way.signed(request, "send_request")
    request.refresh_from_db()
    assert (request.authority_id, request.due_at) == (HUIZHOU, at("2025-09-19 17:30"))
    assert "检测报告由谁出具" in page(client, officer(HUIZHOU), "revocation-request", request.pk)
    assert [task.title for task in tasks(officer(HUIZHOU), way.now)] == [request.title]
    assert status(client, officer(HUIDONG), "revocation-request", request.pk) == 404
    assert status(client, officer(HUIZHOU), "revocation", way.case.pk) == 404, "the matter itself stays the province's"
    assert Paper.objects.get(kind_slug="revocation_request").addressee_id == HUIZHOU
    with pytest.raises(Refusal, match="期限至 2025-09-19"):
        way.act("propose_revocation", {"grounds": ["A17.2"], "finding": "查实（虚构）"})
    way.do(
        request,
        "answer_request",
        officer(HUIZHOU),
        {"answer": "原件系伪造（虚构）。"},
        {"file": upload(PDF, "笔录.pdf")},
    )
    way.do(request, "sign", approver(HUIZHOU), {"affirmed": "on"})
    assert "原件系伪造（虚构）" in page(client, way.clerk, "revocation-request", request.pk)
    assert "已报告" in page(client, way.clerk, "revocation", way.case.pk)
    assert way.act("propose_revocation", {"grounds": ["A17.2"], "finding": "查实（虚构）"}).state == "proposed"


def test_silence_of_the_prefecture_holds_the_inquiry_only_until_its_day(way: Way) -> None:
    way.inquiring()
    way.signed(asked(way), "send_request")
    way.now = at("2025-09-20 09:00")
    assert way.act("propose_revocation", {"grounds": ["A17.2"], "finding": "查实（虚构）"}).state == "proposed"


def test_prefecture_is_asked_during_the_inquiry_with_a_day_to_come(way: Way) -> None:
    way.open()
    with pytest.raises(Invalid, match="只有调查中的办件可以要求市级核查"):
        asked(way)
    way.act("begin_inquiry")
    with pytest.raises(Invalid, match="报告期限须在今天以后"):
        asked(way, due_on="2025-09-10")
    request = asked(way)
    way.now = at("2025-09-19 09:00")
    with pytest.raises(Refusal, match="期限须在签发日之后"):
        way.signed(request, "send_request")
    way.do(request, "take_back_request", way.clerk, {"reason": "改期（虚构）"})
    assert ProofRequest.objects.get().case.state == "taken_back"


def test_another_prefecture_does_not_answer(way: Way) -> None:
    way.inquiring()
    request = asked(way)
    way.signed(request, "send_request")
    with pytest.raises(NotHere):
        way.do(request, "answer_request", officer("442000"), {"answer": "无"})


def test_visit_belongs_to_the_inquiry(way: Way) -> None:
    roster(way.recognition.cluster)
    way.inquiring()
    payload = {
        "about": str(way.case.pk), "planned_on": "2025-09-15", "people": "陈某、李某", "by_lot": "2", "threshold": "5",
    }  # fmt: skip
    visit = open_matter(VISIT.name, by=way.clerk, payload=payload, key="v1", now=NOW, chance=chance(5)).subject
    assert (visit.authority_id, visit.audience, visit.visit.firms.count()) == (PROVINCE, "own", 2)
    way.act("propose_revocation", {"grounds": ["A17.2"], "finding": "查实（虚构）"})
    with pytest.raises(Refusal, match="只有调查中才安排现场核查"):
        open_matter(VISIT.name, by=way.clerk, payload=payload, key="v2", now=NOW, chance=chance(6))


# ── the public ───────────────────────────────────────────────────────────────────────────────────────────


def test_public_reads_the_decision_once_it_is_published(way: Way, client: Client) -> None:
    way.served()
    change = way.row.change
    assert change is not None
    assert client.get(reverse("portal:decision", args=[change.pk])).status_code == 404
    assert "撤销认定" not in public(client, "cluster", way.recognition.cluster_id)
    text = "申报所附检测报告系伪造，决定撤销认定（虚构）。"
    way.act("publish", {"public_text": text, "public_url": ""})
    way.now = at("2025-10-21 10:00")
    html = public(client, "decision", change.pk)
    assert all(each in html for each in ("粤工信函〔2025〕31号", "2025-10-20", text, "发现虚假申报的"))
    assert "出具单位来函" not in html
    for name, key in (("cluster", way.recognition.cluster_id), ("recognition", way.recognition.pk)):
        html = public(client, name, key)
        assert all(
            each in html for each in ("已撤销", "粤工信函〔2025〕31号", reverse("portal:decision", args=[change.pk]))
        )
    client.logout()
    assert "已撤销" in client.get(reverse("portal:directory"), {"standing": "revoked"}).content.decode()
    assert (
        way.recognition.cluster.name
        not in client.get(reverse("portal:directory"), {"standing": "valid"}).content.decode()
    )


def test_withdrawn_revocation_stays_readable_with_its_withdrawal(way: Way, client: Client) -> None:
    way.published()
    way.withdrawn()
    way.now = at("2025-10-21 10:00")
    change = way.row.change
    assert change is not None
    html = public(client, "decision", change.pk)
    assert "本决定已于 2025-10-09 撤回，认定恢复原状" in html and "粤工信函〔2025〕31号" in html
    html = public(client, "recognition", way.recognition.pk)
    assert all(each in html for each in ("有效", "撤销认定", "撤回撤销决定")) and "已撤销" not in html


def test_clusters_file_keeps_the_history(way: Way, client: Client) -> None:
    way.published()
    client.force_login(officer(HUIDONG))
    html = client.get(reverse("register:cluster", args=[way.recognition.cluster_id])).content.decode()
    assert "认定后的决定" in html and "粤工信函〔2025〕31号" in html
