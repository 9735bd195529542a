"""Entering, amending, proving, striking off: each refusal next to its success (Articles 7, 9, 13, 14(一))."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from jiqun.authorities.models import Role
from jiqun.bilingual import speaking
from jiqun.casework.history import history
from jiqun.casework.refusals import Conflict, Invalid, NotHere, Refusal
from jiqun.ledgers.models import Entry, EntryFile
from jiqun.ledgers.queries import rows, values_of
from tests.evidence.samples import pdf
from tests.ledgers.desk import COOPERATION, FIRM, SHARING, STANDARD, act, cluster, enter, proof
from tests.office import HUICHENG, HUIDONG, HUIZHOU, account, approver, officer

pytestmark = pytest.mark.django_db


def faults(kind: str, **values: Any) -> dict[str, list[str]]:
    """What is said to an entry that is not taken."""
    before = Entry.objects.count()
    with pytest.raises(Invalid) as said:
        enter(cluster(), kind, **values)
    assert Entry.objects.count() == before
    return said.value.faults


def test_entry_is_kept_as_entered_with_its_proof() -> None:
    """A13.4: a sharing mechanism and what proves it."""
    entry = enter(cluster(), "sharing", files=[proof(), proof("照片.pdf", pdf(text=b"Photo"))], **SHARING)
    kept = Entry.objects.get(pk=entry.pk)
    told = {name: str(value) for name, value in values_of(kept).items() if value}
    assert told == {**SHARING, "on": "2023-06-01"}
    assert sorted(kept.files.values_list("name", flat=True)) == ["协议.pdf", "照片.pdf"]
    (line,) = history(entry.pk)
    assert line.note is not None and (line.note.zh, line.note.en) == ("共享机制：集运平台", "Sharing: 集运平台")


def test_money_is_kept_in_fen_and_land_in_hundredths_of_a_mu() -> None:
    """A9, A13.5: 万元 and 亩 as written, without a float."""
    of = cluster()
    assert enter(of, "cooperation", **COOPERATION).amount == 120_500_000
    land = enter(
        of, "support", sub="land", title="技改用地", document="惠城土〔2024〕1号", on="2024-01-02", number="12.35"
    )
    assert (land.amount, land.number) == (None, 1235)


@pytest.mark.parametrize(
    ("kind", "change", "field", "said"),
    [
        ("sharing", {"sub": ""}, "sub", "请填写"),
        ("sharing", {"sub": "gold"}, "sub", "不在可选项中：通用生产设备、物流、仓储、人力、设计"),
        ("sharing", {"title": ""}, "title", "请填写"),
        ("sharing", {"on": "2026-01-01"}, "on", "不能晚于今天（2025-03-20）"),
        ("sharing", {"on": "去年"}, "on", "“去年”不是日期"),
        ("sharing", {"on": "2023-02-30"}, "on", "不是日期"),
        ("sharing", {"valid_from": "2024-01-02", "valid_to": "2024-01-01"}, "valid_to", "早于有效期起"),
        ("sharing", {"uscc": "91449999MA0000000T"}, "uscc", "校验码应为“D”"),
        ("standard", {"part": ""}, "part", "请填写"),
        ("standard", {"document": ""}, "document", "请填写"),
        ("standard", {"uscc": ""}, "uscc", "请填写"),
        ("cooperation", {"amount": "一百"}, "amount", "“一百”不是数字"),
        ("cooperation", {"amount": "-1"}, "amount", "小于 0"),
        ("cooperation", {"amount": "1e30"}, "amount", "过大"),
        ("cooperation", {"amount": "0.0000001"}, "amount", "小数超过 6 位"),
        ("cooperation", {"amount": ""}, "amount", "“产学研合作”须填这一项"),
        ("cooperation", {"party": ""}, "party", "请填写"),
    ],
)
def test_fault_is_said_at_its_field(kind: str, change: dict[str, str], field: str, said: str) -> None:
    whole = {"sharing": SHARING, "standard": STANDARD, "cooperation": COOPERATION}[kind]
    found = faults(kind, **{**whole, **change})
    assert list(found) == [field] and said in "；".join(found[field])
    assert enter(cluster(), kind, **whole).title == whole["title"]


def test_all_faults_are_said_at_once() -> None:
    found = faults("standard", sub="national", title="", document="", on="明年", uscc="1", part="旁听")
    assert set(found) == {"title", "document", "on", "uscc", "part"}


def test_figure_of_another_sub_kind_is_refused() -> None:
    """A9: land has mu and no money."""
    land = {"sub": "land", "title": "用地", "document": "1号", "on": "2024-01-02"}
    assert "没有这一项" in faults("support", **land, number="1", amount="5")["amount"][0]
    assert "须填这一项" in faults("support", **land)["number"][0]
    with speaking("en"):
        assert "Land asks for this figure." in faults("support", **land)["number"]


def test_unfit_proof_is_named_and_the_entry_not_kept() -> None:
    with pytest.raises(Invalid) as said:
        enter(cluster(), "sharing", files=[proof(), proof("脚本.exe", b"MZ")], **SHARING)
    assert "脚本.exe：" in said.value.faults["proofs"][0]
    assert (Entry.objects.count(), EntryFile.objects.count()) == (0, 0)


def test_same_entry_is_entered_once() -> None:
    of = cluster()
    enter(of, "sharing", **SHARING)
    assert "台账中已有“集运平台”" in faults("sharing", **SHARING, key="again")["title"][0]
    assert enter(of, "sharing", **{**SHARING, "on": "2024-06-01"}).title == "集运平台"


def test_database_refuses_the_same_entry_twice() -> None:
    entry = enter(cluster(), "sharing", **SHARING)
    entry.pk = officer(HUICHENG).pk and f"{1:032x}"
    with pytest.raises(IntegrityError), transaction.atomic():
        entry.save(force_insert=True)


def test_amending_changes_what_was_entered_and_tells_what() -> None:
    entry = enter(cluster(), "sharing", files=[proof()], **SHARING)
    (file,) = entry.files.all()
    act(entry, "amend", **{**SHARING, "sub": "storage", "note": "二期"}, drop=[str(file.pk)])
    kept = Entry.objects.get(pk=entry.pk)
    assert (kept.sub, kept.note, kept.party) == ("storage", "二期", "镇商会")
    assert list(kept.files.current()) == [] and kept.files.get().removed_by == officer(HUICHENG)  # type: ignore[attr-defined]
    told = history(entry.pk)[0].note
    assert told is not None and told.zh == "改动：分类、备注、佐证材料（+0 −1）"


def test_amended_into_another_entry_is_refused_and_itself_is_not() -> None:
    of = cluster()
    entry = enter(of, "sharing", **SHARING)
    enter(of, "sharing", **{**SHARING, "title": "第二平台"})
    with pytest.raises(Invalid, match="台账中已有“第二平台”"):
        act(entry, "amend", **{**SHARING, "title": "第二平台"})
    act(entry, "amend", key="itself", **SHARING)


def test_proof_is_added_once() -> None:
    entry = enter(cluster(), "sharing", **SHARING)
    with pytest.raises(Invalid, match="请选择要上传的文件"):
        act(entry, "prove")
    act(entry, "prove", files=[proof(), proof("同一份.pdf")], key="once")
    act(entry, "prove", files=[proof()], key="twice")
    assert list(entry.files.values_list("name", flat=True)) == ["协议.pdf"]


def test_struck_entry_counts_no_more_until_it_is_restored() -> None:
    entry = enter(cluster(), "sharing", **SHARING)
    assert len(rows(entry.cluster)) == 1
    with pytest.raises(Invalid, match="请填写"):
        act(entry, "strike", reason="", key="blank")
    act(entry, "strike", reason="协议已解除")
    assert (len(rows(entry.cluster)), Entry.objects.get().reason) == (0, "协议已解除")
    with pytest.raises(Refusal, match="现处于“已作废”"):
        act(entry, "amend", key="struck", **SHARING)
    act(entry, "restore")
    assert (len(rows(entry.cluster)), Entry.objects.get().reason) == (1, "")


def test_restoring_beside_the_same_entry_is_refused() -> None:
    entry = enter(cluster(), "sharing", **SHARING)
    act(entry, "strike", reason="重复")
    enter(cluster(), "sharing", key="anew", **SHARING)
    with pytest.raises(Invalid, match="已另有一条相同的"):
        act(entry, "restore")


def test_ledger_is_kept_by_its_own_county_officer() -> None:
    """A14.1: nobody else enters, amends or strikes; who does not see the cluster finds nothing."""
    of = cluster()
    with pytest.raises(Refusal, match="由县级经办办理"):
        enter(of, "sharing", approver(HUICHENG), **SHARING)
    with pytest.raises(Invalid, match="没有这个集群，或不属于本单位"):
        enter(of, "sharing", officer(HUIDONG), **SHARING)
    entry = enter(of, "sharing", **SHARING)
    with pytest.raises(Refusal, match="由县级经办办理"):
        act(entry, "strike", officer(HUIZHOU), reason="x")
    for stranger in (officer(HUIDONG), account(Role.EXPERT, None), account(Role.SYSTEM_ADMIN, HUICHENG)):
        with pytest.raises(NotHere):
            act(entry, "strike", stranger, key=f"by-{stranger.pk}", reason="x")


@pytest.mark.parametrize("wrong", [{"cluster": "x"}, {"kind": "gold"}, {"cluster": ""}, {"kind": ""}])
def test_unknown_cluster_or_kind_is_refused(wrong: dict[str, str]) -> None:
    from jiqun.casework.perform import open_matter
    from tests.ledgers.desk import NOW

    payload = {"cluster": str(cluster().pk), "kind": "sharing", **SHARING, **wrong}
    with pytest.raises(Invalid, match=r"没有这个集群|没有这类台账"):
        open_matter("ledger_entry", by=officer(HUICHENG), payload=payload, key="x", now=NOW)


def test_outdated_version_is_a_conflict() -> None:
    from jiqun.casework.perform import perform
    from tests.ledgers.desk import NOW

    entry = enter(cluster(), "sharing", **SHARING)
    act(entry, "amend", **{**SHARING, "note": "甲"})
    with pytest.raises(Conflict, match="办理“修改”"):
        perform(
            "ledger_entry", entry.pk, "amend", by=officer(HUICHENG), version=1, payload=SHARING, key="late", now=NOW
        )
    assert Entry.objects.get().note == "甲"


def test_firm_the_register_does_not_know_is_kept_by_its_code() -> None:
    entry = enter(cluster(), "standard", **{**STANDARD, "uscc": " 91449999ma0000000d "})
    assert entry.firm_id == FIRM
