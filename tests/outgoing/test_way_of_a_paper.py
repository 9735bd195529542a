"""A paper's way from draft to receipt: sheet, signature, number, delivery; each refusal beside its success (A14)."""

from __future__ import annotations

import hashlib

import pytest

from jiqun.authorities.models import Person, Role
from jiqun.casework import todo
from jiqun.casework.models import ActRecord
from jiqun.casework.refusals import Invalid, NotHere, Refusal
from jiqun.documents.official import from_plain
from jiqun.evidence import store
from jiqun.outgoing.models import Paper
from tests.office import HUICHENG, HUIDONG, HUIZHOU, PROVINCE, account, approver, at, officer
from tests.outgoing.office_papers import (
    NOW,
    NUMBER,
    SECRECY,
    SHEET,
    do,
    drafted,
    numbered,
    reviewed,
    signed,
)

pytestmark = pytest.mark.django_db


def test_paper_is_drafted_with_its_first_wording_and_waits_for_its_issuer() -> None:
    paper = drafted()
    assert (paper.state, paper.heading, paper.hand_id) == (
        "drafted",
        "关于惠城区智能终端产业集群申报有关事项的函",
        HUIZHOU,
    )
    assert [(each.position, each.origin, each.sha256) for each in paper.wordings.all()] == [
        (1, "composed", paper.sha256)
    ]
    assert paper.context == {"what": "申报材料"}


def test_only_the_issuer_sees_a_draft() -> None:
    paper = drafted(through=PROVINCE)
    seen = [code for code in (HUIZHOU, HUICHENG, PROVINCE) if Paper.objects.visible_to(officer(code)).exists()]
    assert seen == [HUIZHOU]
    with pytest.raises(NotHere):
        do(paper, "issue", officer(HUICHENG), SHEET)


def test_sheet_without_the_confidentiality_review_is_not_laid_before_the_signers() -> None:
    with pytest.raises(Refusal) as said:
        do(drafted(), "issue", officer(HUIZHOU), SHEET)
    assert said.value.text.zh == "发文稿纸缺少保密审查意见，请先由本单位审核岗办理“保密审查”，再送签。"


def test_confidentiality_is_reviewed_by_somebody_other_than_the_drafter() -> None:
    paper = drafted()
    same = account(Role.APPROVER, HUIZHOU, name="same", person=officer(HUIZHOU).person)
    with pytest.raises(Refusal) as said:
        do(paper, "review_secrecy", same, {"secrecy": SECRECY})
    assert said.value.text.zh == "保密审查由拟稿人以外的人员办理，请由本单位其他人员审查。"
    reviewed(paper)
    assert (paper.secrecy, paper.secrecy_by, paper.secrecy_at) == (SECRECY, approver(HUIZHOU), NOW)


def test_review_without_a_conclusion_is_refused() -> None:
    with pytest.raises(Invalid) as said:
        do(drafted(), "review_secrecy", approver(HUIZHOU), {"secrecy": ""})
    assert said.value.faults == {"secrecy": ["请填写保密审查意见。"]}


def test_what_is_withheld_says_why() -> None:
    paper = reviewed(drafted())
    with pytest.raises(Invalid) as said:
        do(paper, "issue", officer(HUIZHOU), {"openness": "不予公开", "openness_reason": ""})
    assert said.value.faults == {"openness_reason": ["不予公开的须写明理由和依据。"]}


def test_signed_paper_keeps_its_text() -> None:
    paper = signed(drafted())
    assert (paper.state, paper.openness) == ("signed", "依申请公开")
    with pytest.raises(Refusal) as said:
        do(paper, "revise", officer(HUIZHOU), {"title": "另一标题", "text": "改了", "reason": "试"})
    assert said.value.text.zh == "现处于“已签发，待登记文号”，不能办理“修改文稿”。"


def test_number_finishes_the_paper_and_its_pdf_is_kept_once() -> None:
    paper = numbered(drafted())
    assert (paper.state, paper.number, str(paper.dated_on), paper.year) == (
        "numbered",
        NUMBER["number"],
        "2025-03-20",
        2025,
    )
    assert paper.pdf_id is not None
    made = store.read(paper.pdf_id)
    assert made[:5] == b"%PDF-" and hashlib.sha256(made).hexdigest() == paper.pdf_id
    assert from_plain(paper.content).number == ""  # the text that was signed is the text that stands


@pytest.mark.parametrize(
    ("entered", "faults"),
    [
        ({"number": ""}, {"number": ["请填写发文字号。"]}),
        ({"dated_on": ""}, {"dated_on": ["请填写成文日期。"]}),
        ({"dated_on": "2025-03-21"}, {"dated_on": ["成文日期不能晚于今天。"]}),
        ({"dated_on": "2025-03-19"}, {"dated_on": ["成文日期不能早于拟稿日期（2025-03-20）。"]}),
        (
            {"number": "惠市工信函[2025]第012号"},
            {
                "number": [
                    "发文字号通常写作“机关代字〔年份〕序号号”，年份用六角括号、序号不加“第”和 0；"
                    "确属如此的，请勾选“已核对无误”。"
                ]
            },
        ),
        (
            {"number": "惠市工信函〔2024〕12号"},
            {"number": ["发文字号的年份是 2024 年，成文日期在 2025 年；确属如此的，请勾选“已核对无误”。"]},
        ),
    ],
)
def test_number_or_date_that_does_not_hold_is_refused(entered: dict[str, str], faults: dict[str, list[str]]) -> None:
    paper = signed(drafted())
    with pytest.raises(Invalid) as said:
        do(paper, "register_number", officer(HUIZHOU), NUMBER | entered)
    assert said.value.faults == faults
    assert Paper.objects.get(pk=paper.pk).state == "signed"


def test_unusual_number_stands_once_somebody_says_that_it_is_right() -> None:
    unusual = {"number": "惠市工信函[2025]第012号", "as_given": "on"}
    assert numbered(drafted(), NUMBER | unusual).number == "惠市工信函[2025]第012号"


def test_number_is_given_once_in_an_authority_and_year() -> None:
    numbered(drafted())
    with pytest.raises(Invalid) as said:
        numbered(drafted())
    assert said.value.faults == {
        "number": [
            "发文字号 惠市工信函〔2025〕12号 已用于《关于惠城区智能终端产业集群申报有关事项的函》，"
            "同一单位同一年的字号不能重复，请核对。"
        ]
    }


def test_public_notice_has_a_date_and_no_number() -> None:
    paper = numbered(drafted("test_notice", addressee=None), {"dated_on": "2025-03-20"})
    do(paper, "deliver", officer(HUIZHOU))
    assert (paper.number, paper.state, paper.hand_id) == ("", "delivered", None)
    with pytest.raises(Refusal) as said:
        do(paper, "receive", officer(HUIZHOU))
    assert said.value.text.zh == "该文没有特定收文单位，无需签收。"


def test_paper_is_not_sent_before_it_is_numbered() -> None:
    with pytest.raises(Refusal) as said:
        do(signed(drafted()), "deliver", officer(HUIZHOU))
    assert said.value.text.zh == "现处于“已签发，待登记文号”，不能办理“发出”。"


def test_addressee_signs_for_what_was_sent() -> None:
    paper = do(numbered(drafted()), "deliver", officer(HUIZHOU))
    assert (paper.state, paper.hand_id, paper.delivered_at) == ("delivered", HUICHENG, NOW)
    later = at("2025-03-21 09:05")
    with pytest.raises(NotHere):
        do(paper, "receive", officer(HUIDONG))
    do(paper, "receive", officer(HUICHENG), now=later)
    assert (paper.state, paper.received_at, paper.received_by, paper.hand_id) == (
        "received",
        later,
        officer(HUICHENG),
        None,
    )


def test_paper_of_the_province_reaches_the_county_by_the_hand_of_its_prefecture() -> None:
    paper = numbered(
        drafted(through=HUIZHOU, issuer=PROVINCE), {"number": "粤工信函〔2025〕3号", "dated_on": "2025-03-20"}, PROVINCE
    )
    do(paper, "deliver", officer(PROVINCE))
    assert (paper.state, paper.delivered_at) == ("passing", None)
    assert [task.title for task in todo.tasks(officer(HUIZHOU), NOW) if task.title == paper.title] == [paper.title]
    assert paper.title not in [task.title for task in todo.tasks(officer(PROVINCE), NOW)]
    with pytest.raises(NotHere):
        do(paper, "receive", officer(HUICHENG))
    with pytest.raises(Refusal) as said:
        do(paper, "pass_on", officer(PROVINCE))
    assert said.value.text.zh == "该文由转送单位送达，请等待其办理。"
    do(paper, "pass_on", officer(HUIZHOU))
    assert (paper.state, paper.hand_id) == ("delivered", HUICHENG)
    assert do(paper, "receive", officer(HUICHENG)).state == "received"


def test_title_names_heading_and_matter_and_fits_a_proposal() -> None:
    paper = drafted()
    assert paper.title == f"{paper.heading} · {paper.case.title}"
    paper.heading = "函" * 200
    assert paper.title == "函" * 120


def test_approver_has_the_review_as_a_task_until_it_is_done() -> None:
    paper = drafted()
    titles = lambda: [task.title for task in todo.tasks(approver(HUIZHOU), NOW)]  # noqa: E731
    assert titles() == [paper.title]
    reviewed(paper)
    assert titles() == []


def test_superior_who_reads_a_matter_does_not_handle_the_paper_of_another() -> None:
    paper = do(numbered(drafted()), "deliver", officer(HUIZHOU))
    with pytest.raises(Refusal) as said:
        do(paper, "follow_up", officer(HUICHENG), {"how": "withdraw", "reason": "试"})
    assert said.value.text.zh == "文稿由发文单位办理。"


def test_dropped_paper_says_why_and_goes_no_further() -> None:
    paper = drafted()
    do(paper, "drop", officer(HUIZHOU), {"reason": "改用电话告知"})
    do(paper, "sign", approver(HUIZHOU))
    assert (paper.state, paper.hand_id) == ("dropped", None)
    assert ActRecord.objects.get(subject_id=str(paper.pk), act="drop").note["zh"] == "改用电话告知"


def test_second_signature_is_asked_for_where_the_authority_says_so() -> None:
    """The three reviews are the links of the chain, set by the authority (`casework.chains`)."""
    from jiqun.casework.chains import settable
    from jiqun.outgoing.procedure import PAPER

    authority = officer(HUIZHOU).authority
    assert authority is not None
    assert ("paper", "issue") in [(table.name, act.name) for table, act in settable(authority)]
    assert PAPER.by_act["issue"].chain[-1].affirms is not None


def test_person_who_drafted_and_reworded_are_both_kept_from_the_review() -> None:
    paper = drafted()
    other = account(Role.OFFICER, HUIZHOU, name="second", person=Person.objects.create(name="二某"))
    do(paper, "revise", other, {"title": "另一标题", "to": "", "text": "改了的正文\n〔表 1〕", "reason": "改错字"})
    double = account(Role.APPROVER, HUIZHOU, name="double", person=other.person)
    with pytest.raises(Refusal):
        do(paper, "review_secrecy", double, {"secrecy": SECRECY})
