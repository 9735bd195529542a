"""An application counts the ledgers: living while it is drafted, frozen once handed in (Articles 13, 14(一))."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from jiqun.authorities.models import Account, Role
from jiqun.casework.models import Case, Participant
from jiqun.casework.refusals import Refusal
from jiqun.config import clock
from jiqun.evidence import store
from jiqun.forms.computed import counted
from jiqun.forms.definitions import shipped_form
from jiqun.ledgers.models import Entry
from jiqun.ledgers.queries import rows
from jiqun.recognition.models import Application
from jiqun.recognition.models.round import Round
from jiqun.recognition.queries.filing.application import application_of, lacks, ledger_of, ledger_rows, requirements
from tests.ledgers.desk import SHARING, STANDARD, act, enter, proof
from tests.office import HUICHENG, HUIZHOU, account, approver, officer
from tests.recognition.applicant import LEDGERS, NOW, do, open_round, start, submitted, whole

pytestmark = pytest.mark.django_db
FORM = shipped_form("申报")


@pytest.fixture(autouse=True)
def business_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """The office's clock stands at 2025-03-20 10:00."""
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def row() -> Round:
    return open_round()


def page(by: Account, name: str, case: Case, **query: Any) -> str:
    client = Client()
    client.force_login(by, backend="jiqun.authorities.backends.AccountBackend")
    response = client.get(reverse(f"recognition:{name}", args=[case.pk]), query)
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def told(case: Case, field: str) -> tuple[list[str], list[str]]:
    application = application_of(case)
    found = counted(FORM.field(field), rows(application.cluster), base_year=2024, on=application.round.closes_on)
    assert found is not None
    return [line.zh for line in found.lines], [remark.zh for remark in found.remarks]


def test_form_shows_what_the_ledger_counts_by_sub_kind(row: Round) -> None:
    """A13.4: 五类分列; which of the five has none is told and blocks nothing."""
    case = start(row)
    of = application_of(case).cluster
    enter(of, "sharing", files=[proof()], **SHARING)
    enter(of, "sharing", **{**SHARING, "title": "云仓", "sub": "storage"})
    assert told(case, "sharing") == (
        ["共享机制 2 项：物流 1、仓储 1"],
        ["通用生产设备、人力、设计还没有条目", "1 条缺佐证"],
    )
    body = page(officer(HUICHENG), "application", case)
    assert "共享机制 2 项：物流 1、仓储 1" in body and "通用生产设备、人力、设计还没有条目" in body
    assert "Sharing: 2 items – Logistics 1, Storage 1" in page(officer(HUICHENG), "application", case, lang="en")


def test_money_and_land_of_three_years_stand_apart(row: Round) -> None:
    """A9: 县级支持资金、用地."""
    case = start(row)
    of, support = application_of(case).cluster, {"sub": "fund", "title": "技改补助", "document": "1号"}
    enter(of, "support", **support, on="2022-01-01", amount="100.5")
    enter(of, "support", **support, on="2024-12-31", amount="1,200")
    enter(of, "support", **support, on="2021-12-31", amount="9999")
    enter(of, "support", sub="land", title="用地", document="2号", on="2023-05-05", number="12.35")
    assert told(case, "support")[0] == ["支持资金 1,300.5 万元", "用地面积 12.35 亩"]


def test_required_field_is_missing_until_the_ledger_has_an_entry(row: Round) -> None:
    case = start(row)
    names = [FORM.field(name).label for name in ("sharing", "platforms")]
    assert [label for label in lacks(Case.objects.get(pk=case.pk)).answers if label in names] == names
    of = application_of(case).cluster
    entry = enter(of, "sharing", **SHARING)
    assert [label for label in lacks(Case.objects.get(pk=case.pk)).answers if label in names] == names[1:]
    act(entry, "strike", reason="x")
    assert [label for label in lacks(Case.objects.get(pk=case.pk)).answers if label in names] == names
    with pytest.raises(Refusal, match="共享机制（通用生产设备"):
        do(case, "submit", officer(HUICHENG))


def test_proof_in_the_ledger_meets_the_requirement_only_when_every_entry_has_it(row: Round) -> None:
    case = start(row)
    label = FORM.field("sharing").label
    entry = enter(application_of(case).cluster, "sharing", **SHARING)

    def asked() -> bool:
        return label in lacks(Case.objects.get(pk=case.pk)).evidence

    assert asked()
    act(entry, "prove", files=[proof()])
    assert not asked()
    enter(application_of(case).cluster, "sharing", **{**SHARING, "title": "无证平台"})
    assert asked()
    (wanted,) = [each for each in requirements(application_of(case), case.measure) if each.id == "sharing"]
    assert wanted.asks.zh.startswith("协议、平台材料；在集群台账中逐条附齐的")


def test_snapshot_freezes_entries_with_their_digests(row: Round) -> None:
    case = whole(row)
    of = application_of(case).cluster
    entry = enter(of, "standard", files=[proof()], **STANDARD)
    old = enter(of, "key_tech", title="旧技术", uscc=STANDARD["uscc"], on="2019-01-01")
    do(case, "submit", officer(HUICHENG))
    do(case, "sign", approver(HUICHENG), affirmed="on")
    kept = json.loads(store.read(Application.objects.get(pk=case.pk).snapshot_sha256))
    by_id = {each["id"]: each for each in kept["ledgers"]["entries"]}
    assert by_id[str(entry.pk)]["files"] == [{"name": "协议.pdf", "sha256": entry.files.get().file_id}]
    assert str(old.pk) not in by_id  # it lies outside the three years and counts for nothing
    assert kept["ledgers"]["counted"]["standards"] == ["标准 1 项：国家标准 1（主持1）"]
    assert [each for each in kept["evidence"] if each["requirement"] == "ledger"] == []


def test_those_above_read_what_was_handed_in_whatever_becomes_of_the_ledger(row: Round) -> None:
    """The reviewers' pages show the frozen slice, its proof opens for the expert, the living ledger does not."""
    case = whole(row)
    entry = enter(application_of(case).cluster, "standard", files=[proof()], **STANDARD)
    do(case, "submit", officer(HUICHENG))
    do(case, "sign", approver(HUICHENG), affirmed="on")
    act(entry, "strike", reason="标准已废止")
    enter(application_of(case).cluster, "standard", **{**STANDARD, "title": "提交后新增的标准"})
    case = Case.objects.get(pk=case.pk)
    expert = account(Role.EXPERT, None)
    Participant.objects.create(case=case, account=expert, capacity="expert", since=NOW)
    for reader in (officer(HUIZHOU), expert, officer(HUICHENG)):
        body = page(reader, "application-ledgers", case)
        assert "连接器通用规范" in body and "提交后新增的标准" not in body and "提交时定格的台账" in body
        assert "标准 1 项：国家标准 1（主持1）" in page(reader, "application", case)
    client = Client()
    client.force_login(expert, backend="jiqun.authorities.backends.AccountBackend")
    link = page(expert, "application-ledgers", case).split('<a href="/files/')[1].split('"')[0]
    answer = client.get(f"/files/{link}")
    assert answer.status_code == 200
    assert answer.getvalue().startswith(b"%PDF")
    assert client.get(reverse("ledgers:file", args=[entry.files.get().pk])).status_code == 404
    assert client.get(reverse("ledgers:ledger", args=[application_of(case).cluster_id])).status_code == 404


def test_county_that_corrects_counts_the_living_ledger_and_others_the_frozen_one(row: Round) -> None:
    """A14.2: until the correction is handed in, those above keep reading what was handed in."""
    case = submitted(row)
    Case.objects.filter(pk=case.pk).update(state="correcting")
    entry = Entry.objects.get(title="集运平台")
    act(entry, "strike", reason="已停用")
    case = Case.objects.get(pk=case.pk)
    titles = [
        {each.title for each in ledger_of(case, reader).entries if each.kind == "sharing"}
        for reader in (officer(HUICHENG), officer(HUIZHOU))
    ]
    assert titles == [{"共享检测中心"}, {"共享检测中心", "集运平台"}]
    assert len(ledger_rows(case)) == len(ledger_rows(case, officer(HUIZHOU))) - 1


def test_one_query_reads_the_living_ledger_and_none_the_frozen_one(row: Round, django_assert_num_queries: Any) -> None:
    case = whole(row)
    application_of(case)
    with django_assert_num_queries(1):
        assert len(ledger_rows(case)) == sum(lines.count("\n") for lines in LEDGERS.values())
    do(case, "submit", officer(HUICHENG))
    do(case, "sign", approver(HUICHENG), affirmed="on")
    case = Case.objects.get(pk=case.pk)
    application_of(case)
    with django_assert_num_queries(0):
        assert len(ledger_rows(case)) == 3


def test_foreign_application_shows_no_ledger(row: Round) -> None:
    case = submitted(row)
    client = Client()
    client.force_login(account(Role.EXPERT, None), backend="jiqun.authorities.backends.AccountBackend")
    assert client.get(reverse("recognition:application-ledgers", args=[case.pk])).status_code == 404
