"""Article 14(二): a prefecture sends what it recommends as one letter with its table, and corrects it with another."""

from __future__ import annotations

import io
import json
from typing import Any

import openpyxl
import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from jiqun.casework.doing import Doing
from jiqun.casework.models import ActRecord, Case
from jiqun.casework.procedure import procedure
from jiqun.casework.refusals import Invalid, NotHere, Refusal
from jiqun.evidence import store
from jiqun.hearings.models import Hearing
from jiqun.journal import chain
from jiqun.recognition.acts.eligibility import cancel
from jiqun.recognition.models import Application, LateAttempt, RecommendationLetter
from jiqun.recognition.recommending import content, letters, queries
from tests.office import HUICHENG, HUIDONG, HUIZHOU, PROVINCE, XIAOLAN, ZHONGSHAN, account, approver, at, officer
from tests.recognition.prefecture import PREFECTURE_CLOSES, Office

pytestmark = pytest.mark.django_db
LATE = {"reason": "系统故障", "until": "2025-05-08"}
SAID = {"opinion": "同意报送", "explanation": "其余条件尚不成熟", "reason": "有变动"}


def matter(round_: Case, code: str = HUIZHOU) -> Case:
    return Case.objects.get(recommendation__round=round_.pk, recommendation__prefecture=code)


def ranks(round_: Case) -> dict[str, int | None]:
    return dict(Application.objects.filter(round=round_.pk).values_list("cluster__name", "rank"))


def ordered(case: Case, *first: Case) -> dict[str, str]:
    """A whole order form: these first, as numbered."""
    return {f"place_{each.pk}": str(number) for number, each in enumerate(first, start=1)}


# ── opening ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_first_recommendation_opens_the_prefectures_matter(office: Office, round_: Case, case: Case) -> None:
    """A14.2: the letter is on the prefecture's to-do list from its first recommended cluster on."""
    office.recommended(case)
    found = matter(round_)
    assert (found.state, found.due_at, found.authority_id) == ("preparing", PREFECTURE_CLOSES, HUIZHOU)
    assert ActRecord.objects.get(subject_id=str(found.pk)).act == "application.recommend"
    office.recommended(office.application(round_, "乙", HUIDONG), rank=2)
    assert matter(round_).version == found.version
    assert chain.verify().whole


def test_begin_recommendation_twice_is_refused(office: Office, round_: Case) -> None:
    """A14.2: one matter a prefecture and round."""
    office.letter(round_)
    with pytest.raises(Refusal, match="已开始该批次的遴选推荐"):
        office.open("recommendation", officer(HUIZHOU), {"round": str(round_.pk)})


# ── order ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_set_order_gives_the_ranks_of_what_is_recommended(office: Office, round_: Case, case: Case) -> None:
    """A14.2 择优: one order of all candidates; the recommended ones take their ranks from it, without gaps."""
    office.recommended(case, rank=1)
    second = office.recommended(office.application(round_, "乙", HUIDONG), rank=2)
    third = office.application(round_, "丙", HUIDONG)
    office.act(matter(round_), "set_order", officer(HUIZHOU), ordered(matter(round_), second, third, case))
    assert ranks(round_) == {"惠城五金集群": 2, "乙": 1, "丙": None}
    assert chain.verify().whole


def test_set_order_with_a_place_given_twice_is_refused(office: Office, round_: Case, case: Case) -> None:
    """Bad input: rank twice; every clash and every blank at once, nothing changed."""
    office.recommended(case)
    other = office.application(round_, "乙", HUIDONG)
    with pytest.raises(Invalid) as refused:
        office.act(matter(round_), "set_order", officer(HUIZHOU), {f"place_{case.pk}": "1", f"place_{other.pk}": "1"})
    assert refused.value.faults == {"__all__": ["第 1 位给了 2 个集群：惠城五金集群、乙。每个位次只给一个集群。"]}
    with pytest.raises(Invalid, match="请填写乙的位次"):
        office.act(matter(round_), "set_order", officer(HUIZHOU), {f"place_{case.pk}": "1"})
    assert matter(round_).recommendation.order == []


def test_set_order_leaves_the_rank_of_what_is_qualified(office: Office, round_: Case, case: Case) -> None:
    """A14.3: what the province has decided on is not moved any more."""
    office.recommended(case, rank=1)
    second = office.recommended(office.application(round_, "乙", HUIDONG), rank=2)
    office.letter(round_)
    office.act(case, "qualify", officer(PROVINCE), {})
    office.act(matter(round_), "correct_recommendation", officer(HUIZHOU), {"reason": "调整"})
    office.act(matter(round_), "set_order", officer(HUIZHOU), ordered(matter(round_), second))
    assert ranks(round_) == {"惠城五金集群": 1, "乙": 2}


@given(
    st.lists(st.tuples(st.sampled_from(["recommended", "review", "unqualified"]), st.booleans()), max_size=9),
    st.randoms(use_true_random=False),
)
def test_ranks_are_without_gaps_or_doubles_whatever_is_fixed(rows: list[tuple[str, bool]], luck: Any) -> None:
    """A14.2: each rank once; the free ones fill the lowest numbers left, in the order given."""
    numbers = list(range(1, len(rows) + 1))
    luck.shuffle(numbers)
    made = [
        Application(pk=Case(id=n).pk, rank=rank, case=Case(id=n, state=state))
        for n, ((state, _), rank) in enumerate(zip(rows, numbers, strict=True))
    ]
    order = [str(each.pk) for each in made]
    luck.shuffle(order)
    found = content.ranked(made, order)
    assert sorted(found.values()) == sorted(numbers)
    assert all(found[each.pk] == each.rank for each in made if each.case.state not in content.FREE)
    free = [key for key in order if next(e for e in made if str(e.pk) == key).case.state in content.FREE]
    given_out = [next(found[e.pk] for e in made if str(e.pk) == key) for key in free]
    assert given_out == sorted(given_out)


# ── sending ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_sending_fixes_order_and_content_with_a_digest(office: Office, round_: Case, case: Case) -> None:
    """A14.2 推荐: the letter names what is recommended by rank; its content is kept under its digest."""
    office.recommended(case, rank=3)
    office.letter(round_, explanation="本批次先推荐一个")
    letter = RecommendationLetter.objects.get()
    assert (matter(round_).state, letter.number, letter.ceiling) == ("sent", 1, 3)
    assert [(row["rank"], row["cluster"]) for row in letter.rows] == [(1, "惠城五金集群")]
    assert ranks(round_) == {"惠城五金集群": 1}
    with store.open_file(letter.content_id) as file:
        kept = json.loads(file.read())
    assert (kept["rows"], kept["opinion"], kept["explanation"]) == (
        letter.rows,
        "符合认定条件，予以推荐",
        "本批次先推荐一个",
    )
    assert chain.verify().whole


def test_sending_fewer_than_the_quota_needs_an_explanation(office: Office, round_: Case, case: Case) -> None:
    """A14.2, practice: a quota is a ceiling; fewer is explained, none at all too."""
    office.recommended(case)
    with pytest.raises(Invalid) as refused:
        office.act(matter(round_), "send_recommendation", officer(HUIZHOU), {"opinion": "同意"})
    assert refused.value.faults == {"explanation": ["推荐 1 个，少于名额上限 3 个，请说明原因。"]}
    office.letter(round_, ZHONGSHAN)
    assert RecommendationLetter.objects.get(recommendation__prefecture=ZHONGSHAN).rows == []


def test_sending_the_whole_quota_needs_no_explanation(office: Office) -> None:
    """A14.2."""
    round_ = office.open_round(quota_441300="1")
    office.recommended(office.application(round_, "甲"))
    office.signed(matter(round_), "send_recommendation", HUIZHOU, {"opinion": "同意"})
    assert RecommendationLetter.objects.get().explanation == ""


def test_what_changed_since_it_was_prepared_is_not_signed(office: Office, round_: Case, case: Case) -> None:
    """Two persons: what is signed is the table that was laid before the signer."""
    office.recommended(case)
    office.act(matter(round_), "send_recommendation", officer(HUIZHOU), SAID)
    Application.objects.filter(pk=case.pk).update(opinion="改过的意见")
    with pytest.raises(Invalid, match="在提请之后有变动"):
        office.sign(matter(round_), HUIZHOU)
    assert not RecommendationLetter.objects.exists()
    office.act(matter(round_), "send_back", approver(HUIZHOU), {"reason": "核对后重报"})
    office.letter(round_)


def test_sending_late_is_refused_and_proved(office: Office, round_: Case, case: Case) -> None:
    """A14.2, bad input: late; what it would have said is kept, and the province may take it late by two persons."""
    office.recommended(case)
    with pytest.raises(Refusal, match="无需同意逾期报送"):
        office.act(matter(round_), "allow_late_recommendation", officer(PROVINCE), LATE)
    office.act(matter(round_), "send_recommendation", officer(HUIZHOU), SAID)
    office.now = PREFECTURE_CLOSES
    for _ in range(2):
        with pytest.raises(Refusal, match="推荐函不能再报送；拟报送的内容已留存"):
            office.act(matter(round_), "sign", approver(HUIZHOU), {"affirmed": "on"}, key="late")
    attempt = LateAttempt.objects.get()
    assert (attempt.at, attempt.deadline, attempt.prepared_by) == (office.now, PREFECTURE_CLOSES, officer(HUIZHOU))
    with store.open_file(attempt.sha256) as file:
        assert [row["cluster"] for row in json.loads(file.read())["rows"]] == ["惠城五金集群"]
    office.now = at("2025-05-06 10:00")
    office.act(matter(round_), "recall", officer(HUIZHOU), {"reason": "等待省级意见"})
    office.signed(matter(round_), "allow_late_recommendation", PROVINCE, LATE)
    assert matter(round_).due_at == at("2025-05-08 17:30")
    office.letter(round_)
    assert matter(round_).state == "sent"
    assert chain.verify().whole


def test_sending_after_the_round_passed_on_is_refused(office: Office, round_: Case, case: Case) -> None:
    """Bad input: a decision after the round went to the experts; also between preparing and signing."""
    office.recommended(case)
    office.act(matter(round_), "send_recommendation", officer(HUIZHOU), SAID)
    Case.objects.filter(pk=round_.pk).update(state="scoring")
    with pytest.raises(Refusal, match="已转入专家评审"):
        office.sign(matter(round_), HUIZHOU)


@pytest.mark.parametrize("act", ["send_recommendation", "set_order", "correct_recommendation"])
def test_acts_of_a_recommendation_are_its_own_prefectures(office: Office, round_: Case, case: Case, act: str) -> None:
    """Territory: foreign and county look absent; the province and the approver may not."""
    office.recommended(case)
    for by in (officer(ZHONGSHAN), officer(HUICHENG), account("expert", None)):
        with pytest.raises(NotHere):
            office.act(matter(round_), act, by, SAID)
    for by in (officer(PROVINCE), approver(HUIZHOU)):
        with pytest.raises(Refusal, match="由市级经办办理"):
            office.act(matter(round_), act, by, SAID)


# ── what the province needs, and corrected letters ───────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("act", "payload"),
    [
        ("qualify", {}),
        ("return_to_prefecture", {"remarks": "x", "answer_by": "2025-05-09"}),
        ("disqualify", {"reason": "x", "heard": "y", "appeal": "petition"}),
    ],
)
def test_the_province_checks_only_what_a_letter_has_sent(
    office: Office, round_: Case, case: Case, act: str, payload: dict[str, str]
) -> None:
    """A14.2: each refusal beside its success."""
    office.recommended(case)
    with pytest.raises(Refusal, match="惠州市尚未报送本批次推荐函"):
        office.act(case, act, officer(PROVINCE), payload)
    office.letter(round_)
    office.act(case, act, officer(PROVINCE), payload)


def test_recommending_another_after_sending_takes_a_corrected_letter(office: Office, round_: Case, case: Case) -> None:
    """A14.2: the first letter stays on record; what it names unchanged goes on meanwhile."""
    office.recommended(case)
    office.letter(round_)
    second = office.recommended(office.application(round_, "乙", HUIDONG), rank=2)
    assert matter(round_).state == "correcting"
    with pytest.raises(Refusal, match="第 1 份推荐函没有按现在的内容列明本集群"):
        office.act(second, "qualify", officer(PROVINCE), {})
    office.act(case, "qualify", officer(PROVINCE), {})
    with pytest.raises(Invalid, match="请说明更正的内容和原因"):
        office.act(matter(round_), "send_recommendation", officer(HUIZHOU), {**SAID, "reason": " "})
    office.letter(round_, reason="新增推荐乙")
    office.act(second, "qualify", officer(PROVINCE), {})
    assert [letter.number for letter in RecommendationLetter.objects.order_by("number")] == [1, 2]
    assert [len(letter.rows) for letter in RecommendationLetter.objects.order_by("number")] == [1, 2]


def test_withdrawing_after_sending_is_corrected_even_after_the_deadline(
    office: Office, round_: Case, case: Case
) -> None:
    """A14.2 撤回推荐: the letter is superseded by one without it; the way back is never closed by the date."""
    office.recommended(case)
    other = office.recommended(office.application(round_, "乙", HUIDONG), rank=2)
    office.letter(round_)
    office.now = at("2025-05-06 10:00")
    office.signed(case, "withdraw_recommendation", HUIZHOU, {"reason": "企业搬迁"})
    assert matter(round_).state == "correcting"
    office.letter(round_, reason="撤回一个")
    held = letters.holding(round_.pk, HUIZHOU)
    assert held is not None
    assert [(row["rank"], row["cluster"]) for row in held.rows] == [(1, "乙")]
    office.act(other, "qualify", officer(PROVINCE), {})


@pytest.mark.parametrize(
    ("act", "payload"),
    [
        ("not_recommended", {"reason": "材料无法补齐"}),
        ("decline", {"reason": "材料无法补齐"}),
    ],
)
def test_a_cluster_dropped_after_the_provinces_return_is_taken_out_of_the_letter(
    office: Office, round_: Case, case: Case, act: str, payload: dict[str, str]
) -> None:
    """A14.2: the letter sent names it still, so a corrected one is asked for, without it."""
    office.recommended(case)
    office.recommended(office.application(round_, "乙", HUIDONG), rank=2)
    office.letter(round_)
    office.act(case, "return_to_prefecture", officer(PROVINCE), {"remarks": "x", "answer_by": "2025-05-09"})
    assert matter(round_).state == "sent"
    office.signed(case, act, HUIZHOU, payload)
    assert matter(round_).state == "correcting"
    office.letter(round_, reason="一个不再推荐")
    held = letters.holding(round_.pk, HUIZHOU)
    assert held is not None
    assert [(row["rank"], row["cluster"]) for row in held.rows] == [(1, "乙")]


def test_a_cluster_stripped_before_the_qualification_check_is_taken_out_of_the_letter(
    office: Office, round_: Case, case: Case
) -> None:
    """A14.3: cancelled while the letter still waits for the province's check; the prefecture corrects the letter."""
    office.recommended(case)
    office.letter(round_)
    hearing = Hearing(case=Case.objects.get(pk=case.pk), kind_slug="cancel_eligibility", outcome="材料不实")
    doing = Doing(procedure("hearing"), procedure("hearing").by_act["decide"], hearing, officer(PROVINCE), {},
                  office.now, office.chance)  # fmt: skip
    cancel(doing, hearing)
    assert [(each.procedure_name, came_from, each.state) for each, came_from, _ in doing.moved] == [
        ("recommendation", "sent", "correcting"),
        ("application", "recommended", "stripped"),
    ]


def test_a_cluster_no_letter_named_is_dropped_without_a_correction(office: Office, round_: Case, case: Case) -> None:
    """A14.2: what was never recommended leaves the letter as it is."""
    office.recommended(case)
    office.letter(round_)
    other = office.application(round_, "乙", HUIDONG)
    office.signed(other, "decline", HUIZHOU, {"reason": "材料不齐"})
    assert matter(round_).state == "sent"


@pytest.mark.parametrize("gone", content.GONE)
def test_a_corrected_letter_leaves_out_what_is_gone_and_moves_no_rank(
    office: Office, round_: Case, case: Case, gone: str
) -> None:
    """A14.2, A14.3: a cluster not qualified or whose eligibility was cancelled; its rank stays spent."""
    office.recommended(case, rank=1)
    office.recommended(office.application(round_, "乙", HUIDONG), rank=2)
    office.letter(round_)
    Case.objects.filter(pk=case.pk).update(state=gone)
    office.act(matter(round_), "correct_recommendation", officer(HUIZHOU), {"reason": "更正意见"})
    office.letter(round_, reason="更正意见")
    held = letters.holding(round_.pk, HUIZHOU)
    assert held is not None
    assert [(row["rank"], row["cluster"]) for row in held.rows] == [(2, "乙")]
    assert ranks(round_) == {"惠城五金集群": 1, "乙": 2}


def test_a_changed_order_is_sent_again_before_the_province_goes_on(office: Office, round_: Case, case: Case) -> None:
    """A14.2: a rank that differs from the letter's is not the letter's."""
    office.recommended(case, rank=1)
    second = office.recommended(office.application(round_, "乙", HUIDONG), rank=2)
    office.letter(round_)
    office.act(matter(round_), "correct_recommendation", officer(HUIZHOU), {"reason": "排序有误"})
    office.act(matter(round_), "set_order", officer(HUIZHOU), ordered(matter(round_), second, case))
    with pytest.raises(Refusal, match="没有按现在的内容"):
        office.act(case, "qualify", officer(PROVINCE), {})
    office.letter(round_, reason="更正排序")
    office.act(case, "qualify", officer(PROVINCE), {})
    assert ranks(round_) == {"惠城五金集群": 2, "乙": 1}


# ── pages ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_progress_says_who_has_not_sent(office: Office, round_: Case, case: Case) -> None:
    """The province sees every prefecture with a quota: what it has, what is decided, whether its letter came."""
    office.recommended(case)
    office.application(round_, "小榄锁具", XIAOLAN)
    before = {each.code: each for each in queries.progress(round_.pk)}
    assert [before[code].standing.zh for code in (HUIZHOU, ZHONGSHAN)] == ["未报送", "未报送"]
    office.letter(round_)
    office.act(case, "qualify", officer(PROVINCE), {})
    after = {each.code: each for each in queries.progress(round_.pk)}
    mine = after[HUIZHOU]
    assert (mine.standing.zh, mine.handed_in, mine.recommended, mine.waiting, mine.qualified) == ("已报送", 1, 1, 0, 1)
    assert queries.totals(after.values())[:3] == (2, 1, 1)


def test_pages_and_table_of_a_recommendation(office: Office, round_: Case, case: Case, client: Client) -> None:
    """A14.2: the matter, its order and letter pages, and the table as workbook and PDF/A; foreign ones look absent."""
    office.recommended(case)
    found, pages = matter(round_), ("", "order/", "send/", "table/0/xlsx/", "table/0/pdf/")
    for by in (officer(ZHONGSHAN), officer(HUICHENG), account("expert", None)):
        client.force_login(by)
        assert {client.get(f"/recommendations/{found.pk}/{page}").status_code for page in pages} == {404}
    client.force_login(officer(HUIZHOU))
    assert {client.get(f"/recommendations/{found.pk}/{page}").status_code for page in pages} == {200}
    assert "惠城五金集群" in client.get(f"/recommendations/{found.pk}/").content.decode()
    office.letter(round_)
    client.force_login(officer(PROVINCE))
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"/recommendations/{found.pk}/table/1/xlsx/").content))
    sheet = book.active
    assert sheet is not None
    assert [cell.value for cell in sheet[2]][:3] == ["推荐排序", "集群名称", "申报单位所在地"]
    assert [cell.value for cell in sheet[3]][:3] == ["1", "惠城五金集群", "惠城区"]
    assert client.get(f"/recommendations/{found.pk}/table/1/pdf/").content.startswith(b"%PDF")
    assert client.get(f"/recommendations/{found.pk}/table/2/pdf/").status_code == 404
    assert "第 1 份推荐函" in client.get(f"/recommendations/{found.pk}/").content.decode()


def test_progress_still_counts_one_whose_eligibility_was_cancelled(office: Office, round_: Case, case: Case) -> None:
    """A14.3: its place in the quota stays spent, so the sums of the prefecture still show it."""
    office.recommended(case)
    Case.objects.filter(pk=case.pk).update(state="stripped")
    [line] = [each for each in queries.progress(round_.pk) if each.code == HUIZHOU]
    assert (line.handed_in, line.recommended, line.waiting, line.used) == (1, 1, 0, 1)
