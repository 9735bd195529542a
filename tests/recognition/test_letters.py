"""Every applicant is told the result: term and duties, or reasons in words and the remedy; never a score (A14.3)."""

from __future__ import annotations

import re
from fractions import Fraction

import pytest

from jiqun.authorities.models import Account, Person
from jiqun.casework.models import Case
from jiqun.casework.perform import open_matter
from jiqun.casework.procedure import PUBLIC
from jiqun.casework.refusals import Invalid, Refusal
from jiqun.casework.steps import Done
from jiqun.outgoing.models import Paper, PaperBatch
from jiqun.recognition.queries.aspects import Aspects, aspects, in_words
from jiqun.review.models import Sheet
from tests.office import PROVINCE, account, at, officer
from tests.recognition.listed_round import (
    ANNOUNCEMENT,
    answer,
    decisions,
    objection_payload,
    published,
    ranked_round,
)
from tests.recognition.panel_round import Stage


def legal() -> Account:
    """The province's legal officer."""
    return account("officer", PROVINCE, name="legal", person=Person.objects.create(name="法规某"))


@pytest.fixture
def stage(db: None) -> Stage:
    """Announced: three recognised, one of the reserve not needed, one not selected."""
    found = published(ranked_round())
    found.now = at("2025-07-01 09:00")
    found.signed("announce", ANNOUNCEMENT)
    return found


def chosen(stage: Stage, by: Account, **more: str) -> Done:
    return stage.act("choose_remedies", by, {"appeal": "petition", "reason": "", **more})


def letters() -> dict[str, Paper]:
    """The letters by application number."""
    kinds = ("recognised", "not_recognised")
    return {paper.case.number: paper for paper in Paper.objects.filter(kind_slug__in=kinds).select_related("case")}


def text_of(paper: Paper) -> str:
    return "\n".join(block.get("text", "") for block in paper.content["body"])


def test_letters_are_drafted_for_every_applicant_in_one_batch_through_its_prefecture(stage: Stage) -> None:
    chosen(stage, legal())
    stage.act("draft_letters", officer(PROVINCE))
    found = letters()
    batch = PaperBatch.objects.get()
    assert [found[case.number].kind_slug for case in stage.cases] == ["recognised"] * 3 + ["not_recognised"] * 2
    assert {paper.batch_id for paper in found.values()} == {batch.pk}
    for case in stage.cases:
        paper = found[case.number]
        row = Case.objects.select_related("application").get(pk=case.pk)
        assert (paper.addressee_id, paper.through_id) == (row.authority_id, row.application.prefecture_id)


def test_recognised_reads_its_term_and_duties(stage: Stage) -> None:
    """A15, A16, A17: the term printed as dates, the report by 31 March, changes, renewal."""
    chosen(stage, legal())
    stage.act("draft_letters", officer(PROVINCE))
    said = text_of(letters()[stage.cases[0].number])
    assert "有效期自2025年7月10日至2028年7月9日" in said
    assert [word in said for word in ("3月31日前", "第十六条", "报备", "复核")] == [True] * 4


def test_no_letter_holds_a_score_a_mean_or_a_rank(stage: Stage) -> None:
    """Trust, secrecy of scores: reasons by item in words alone."""
    chosen(stage, legal())
    stage.act("draft_letters", officer(PROVINCE))
    said = text_of(letters()[stage.cases[4].number])
    assert ("评价较好的方面" in said, "建议重点改进的方面" in said) == (True, True)
    for paper in letters().values():
        text = text_of(paper)
        assert re.findall(r"\d+(?:\.\d+)?\s*分(?!之)|第\s*\d+\s*名|排名|得分|平均分|专家E\d+", text) == []
    totals = {str(total // 100) + "分" for total in Sheet.objects.values_list("total", flat=True) if total}
    assert [total for total in totals for paper in letters().values() if total in text_of(paper)] == []


def test_letters_need_a_remedy_chosen_by_somebody_else(stage: Stage) -> None:
    with pytest.raises(Refusal, match="没有选定救济途径"):
        stage.act("draft_letters", officer(PROVINCE))
    chosen(stage, officer(PROVINCE))
    with pytest.raises(Refusal, match="由您本人选定"):
        stage.act("draft_letters", officer(PROVINCE))
    stage.act("draft_letters", legal())
    assert len(letters()) == 5


def test_refusal_leads_to_the_list_it_names_from(stage: Stage) -> None:
    with pytest.raises(Refusal) as said:
        stage.act("draft_letters", officer(PROVINCE))
    assert said.value.see == f"/do/round/{stage.round.pk}/choose_remedies/"


def test_remedy_is_printed_for_all_or_for_one_alone(stage: Stage) -> None:
    one = stage.cases[4]
    chosen(stage, legal(), **{f"appeal_{one.pk}": "review_or_suit"})
    stage.act("draft_letters", officer(PROVINCE))
    assert ["60日内" in text_of(letters()[case.number]) for case in stage.cases[3:]] == [False, True]


def test_no_remedy_told_needs_a_reason(stage: Stage) -> None:
    with pytest.raises(Invalid, match="须写明理由"):
        chosen(stage, legal(), appeal="none")


def test_second_click_drafts_nothing_twice(stage: Stage) -> None:
    chosen(stage, legal())
    stage.act("draft_letters", officer(PROVINCE))
    with pytest.raises(Refusal, match="都已拟稿"):
        stage.act("draft_letters", officer(PROVINCE))
    Paper.objects.filter(case=stage.cases[0].pk, kind_slug="recognised").update(state="dropped", batch=None)
    stage.act("draft_letters", officer(PROVINCE))
    assert Paper.objects.filter(case=stage.cases[0].pk, kind_slug="recognised").count() == 2


def test_letters_before_the_announcement_are_refused(db: None) -> None:
    found = published(ranked_round())
    with pytest.raises(Refusal, match="不能办理"):
        found.act("draft_letters", officer(PROVINCE))


def test_items_are_put_into_words_by_the_share_reached() -> None:
    rows = [
        ("甲", 1000, Fraction(850)),
        ("乙", 1000, Fraction(849)),
        ("丙", 500, Fraction(300)),
        ("丁", 500, Fraction(299)),
    ]
    assert in_words(rows) == Aspects(("甲",), ("乙", "丙"), ("丁",))


def test_nothing_is_said_of_scores_before_they_are_opened(db: None) -> None:
    found = ranked_round()
    type(found.panel).objects.filter(pk=found.panel.pk).update(opened_at=None)
    assert aspects(Case.objects.get(pk=found.round.pk)) == {}


# ── those held back, and a round without anybody ─────────────────────────────────────────────────────────


def test_cluster_held_back_is_announced_later_with_a_term_of_its_own(db: None) -> None:
    """A14.3: an open objection holds back that cluster, not the list."""
    found = published(ranked_round())
    held = found.cases[1]
    found.now = at("2025-06-20 09:00")
    objection = open_matter(
        "objection", by=PUBLIC, payload=objection_payload(found, held), key=found.key(), now=found.now
    ).subject.pk
    found.now = at("2025-07-01 09:00")
    found.signed("announce", ANNOUNCEMENT)
    assert Case.objects.get(pk=held.pk).state == "listed"
    with pytest.raises(Refusal, match="没有因异议暂缓"):
        found.act("announce_more", officer(PROVINCE), ANNOUNCEMENT)
    answer(found, objection, upheld=False)
    more = ANNOUNCEMENT | {"document": "粤工信服务函〔2025〕12号", "valid_from": "2025-07-20", "batch": ""}
    found.signed("announce_more", more)
    assert Case.objects.get(pk=held.pk).state == "recognised"
    assert [p.content["title"] for p in Paper.objects.filter(kind_slug="announcement")] == [ANNOUNCEMENT["title"]] * 2


def test_round_whose_whole_list_was_taken_off_can_be_closed_with_a_reason(db: None) -> None:
    found = ranked_round()
    found.signed("propose_list", decisions(found, "listed", "not", "not", "not", "not"))
    with pytest.raises(Refusal, match="还有 1 个集群"):
        found.act("close_empty", officer(PROVINCE), {"reason": "无"})
    taken = {"application": str(found.cases[0].pk), "ground": "facts", "objection": "", "reason": "核查发现新情况"}
    found.signed("take_off", taken)
    found.signed("close_empty", {"reason": "拟认定集群经核查不符合条件，无可递补。"})
    found.round.refresh_from_db()
    assert found.round.state == "closed"
