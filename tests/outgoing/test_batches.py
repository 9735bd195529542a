"""Papers that go out together: one sheet, one signature, numbers in a row, set with progress, sent as one (A14)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from jiqun.authorities.models import Account
from jiqun.casework import todo
from jiqun.casework.doing import Doing
from jiqun.casework.models import Case
from jiqun.casework.perform import perform
from jiqun.casework.refusals import Invalid, NotHere, Refusal
from jiqun.evidence import store
from jiqun.outgoing.batches import setting
from jiqun.outgoing.batches.drafting import lay_batch
from jiqun.outgoing.batches.forms import in_a_row
from jiqun.outgoing.models import Paper, PaperBatch
from jiqun.outgoing.procedure import PAPER
from tests.office import HUICHENG, HUIZHOU, PROVINCE, approver, officer
from tests.outgoing.office_papers import CHANCE, NOW, NUMBER, SECRECY, SHEET, do, drafted, numbered

pytestmark = pytest.mark.django_db


def batch(n: int = 3, through: str | None = None) -> PaperBatch:
    """A batch of drafts of the prefecture."""
    papers = [drafted(through=through) for _ in range(n)]
    clerk = officer(HUIZHOU)
    assert clerk.authority is not None
    case = papers[0].case
    doing = Doing(PAPER, PAPER.by_act["issue"], case, clerk, {}, NOW, CHANCE)
    with transaction.atomic():
        return lay_batch(doing, "认定结果函", case, clerk.authority, papers)


def act(of: PaperBatch, name: str, by: Account, payload: Mapping[str, Any] | None = None) -> PaperBatch:
    """One act on the batch as it stands."""
    of.refresh_from_db()
    key = f"{name}-{of.version}-{of.pk}"
    perform(
        "paper_batch", of.pk, name, by=by, version=of.version, payload=payload or {}, key=key, now=NOW, chance=CHANCE
    )
    of.refresh_from_db()
    return of


def signed(of: PaperBatch) -> PaperBatch:
    """Looked through and signed."""
    act(of, "review_secrecy", approver(HUIZHOU), {"secrecy": SECRECY})
    act(of, "issue", officer(HUIZHOU), SHEET)
    return act(of, "sign", approver(HUIZHOU), {"affirmed": "on"})


def papers(of: PaperBatch) -> list[Paper]:
    return list(Paper.objects.filter(batch=of).order_by("place"))


def test_batch_goes_from_draft_to_the_addressees() -> None:
    of = signed(batch(3, through=PROVINCE))
    assert {(p.state, p.secrecy, p.openness) for p in papers(of)} == {("signed", SECRECY, "依申请公开")}
    act(of, "register_numbers", officer(HUIZHOU), NUMBER | {"numbers": NUMBER["number"]})
    assert [p.number for p in papers(of)] == [f"惠市工信函〔2025〕{n}号" for n in (12, 13, 14)]
    with pytest.raises(Refusal, match="还有 3 份尚未生成定稿"):
        act(of, "send", officer(HUIZHOU))
    assert [setting.set_some(of, NOW, 2), setting.set_some(of, NOW, 2), setting.set_some(of, NOW, 2)] == [2, 1, 0]
    assert all(store.read(p.pdf_id or "").startswith(b"%PDF") for p in papers(of))
    act(of, "send", officer(HUIZHOU))
    assert (of.state, {(p.state, p.hand_id) for p in papers(of)}) == ("sent", {("passing", PROVINCE)})


def test_paper_of_a_batch_is_nobodys_task_and_cannot_be_handled_alone_until_it_is_taken_out() -> None:
    of = batch(2)
    first = papers(of)[0]
    titles = {task.title for task in todo.tasks(officer(HUIZHOU), NOW)}
    assert (first.title in titles, of.title in {t.title for t in todo.tasks(approver(HUIZHOU), NOW)}) == (False, True)
    with pytest.raises(Refusal, match="先从该批移出"):
        do(first, "issue", officer(HUIZHOU), SHEET)
    act(of, "take_out", officer(HUIZHOU), {"paper": str(first.pk)})
    first.refresh_from_db()
    assert (first.batch_id, [p.place for p in papers(of)]) == (None, [2])
    do(first, "review_secrecy", approver(HUIZHOU), {"secrecy": SECRECY})
    with pytest.raises(Refusal, match="只剩一份"):
        act(of, "take_out", officer(HUIZHOU), {"paper": str(papers(of)[0].pk)})


def test_numbers_that_are_missing_taken_or_strange_are_all_named_at_their_line() -> None:
    numbered(drafted())
    of = signed(batch(3))
    with pytest.raises(Invalid, match="3 份文稿，填写了 2 个字号"):
        act(
            of,
            "register_numbers",
            officer(HUIZHOU),
            NUMBER | {"numbers": "惠市工信函〔2025〕13号\n惠市工信函〔2025〕14号"},
        )
    lines = [NUMBER["number"], "惠市工信函〔2025〕13号", "13号"]
    with pytest.raises(Invalid) as said:
        act(of, "register_numbers", officer(HUIZHOU), NUMBER | {"numbers": "\n".join(lines)})
    assert [fault.split("：")[0] for fault in said.value.faults["numbers"]] == ["第 1 行", "第 3 行"]
    assert {p.number for p in papers(of)} == {""}


def test_batch_is_not_signed_before_its_secrecy_was_looked_through_by_another() -> None:
    of = batch(2)
    with pytest.raises(Refusal, match="缺少保密审查意见"):
        act(of, "issue", officer(HUIZHOU), SHEET)


def test_batch_is_its_issuers_alone() -> None:
    of = batch(2)
    with pytest.raises(NotHere):
        act(of, "issue", officer(HUICHENG), SHEET)


def test_drafts_of_two_authorities_make_no_batch() -> None:
    clerk = officer(HUIZHOU)
    assert clerk.authority is not None
    doing = Doing(PAPER, PAPER.by_act["issue"], Case(), clerk, {}, NOW, CHANCE)
    with pytest.raises(ValueError, match="one authority"):
        lay_batch(doing, "函", Case(), clerk.authority, [])


def test_numbers_count_up_from_the_first() -> None:
    assert in_a_row("粤工信函〔2025〕99号", 3) == [f"粤工信函〔2025〕{n}号" for n in (99, 100, 101)]
    assert in_a_row("无号", 2) == ["无号"]


def test_page_sets_a_few_at_a_time_and_tells_how_far_it_is(client: Client) -> None:
    of = signed(batch(2))
    act(of, "register_numbers", officer(HUIZHOU), NUMBER | {"numbers": NUMBER["number"]})
    client.force_login(officer(HUIZHOU))
    page = client.get(f"/papers/batches/{of.pk}/").content.decode()
    assert "已生成定稿 0 / 2 份" in page
    answer = client.post(f"/papers/batches/{of.pk}/set/", headers={"HX-Request": "true"}).content.decode()
    assert "已生成定稿 2 / 2 份" in answer
    client.force_login(officer(HUICHENG))
    assert client.get(f"/papers/batches/{of.pk}/").status_code == 404


def test_batch_that_is_wrong_is_dropped_whole_by_two_persons_with_the_reason() -> None:
    """A14: the way back for letters that were all drafted wrong, also once they were signed."""
    of = signed(batch(3))
    with pytest.raises(Invalid, match="请写明理由"):
        act(of, "drop", officer(HUIZHOU), {"reason": ""})
    act(of, "drop", officer(HUIZHOU), {"reason": "救济途径选定有误，重新拟稿"})
    assert {paper.state for paper in papers(of)} == {"signed"}
    act(of, "sign", approver(HUIZHOU), {"affirmed": "on"})
    assert (of.state, {(paper.state, paper.hand_id) for paper in papers(of)}) == ("dropped", {("dropped", None)})
    with pytest.raises(Refusal, match="现处于“不再发出”"):
        act(of, "register_numbers", officer(HUIZHOU), NUMBER | {"numbers": NUMBER["number"]})


def test_batch_with_numbers_is_dropped_no_more() -> None:
    """A number that was given is spent: one paper corrects another then."""
    of = signed(batch(2))
    act(of, "register_numbers", officer(HUIZHOU), NUMBER | {"numbers": NUMBER["number"]})
    with pytest.raises(Refusal, match="现处于“已编号，待发出”"):
        act(of, "drop", officer(HUIZHOU), {"reason": "x"})
