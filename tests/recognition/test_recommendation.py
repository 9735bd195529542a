"""Article 14(二): the prefecture accepts, returns, concludes, checks on the spot, recommends."""

from __future__ import annotations

from typing import Any

import pytest

from jiqun.casework.models import ActRecord, Case
from jiqun.casework.refusals import Conflict, Invalid, NotHere, Refusal
from jiqun.journal import chain
from jiqun.recognition.forms.rows import RowsField
from jiqun.recognition.models import Application, Quota
from tests.office import HUICHENG, HUIDONG, HUIZHOU, PROVINCE, ZHONGSHAN, account, approver, at, officer
from tests.recognition.prefecture import PREFECTURE_CLOSES, Office, conclusions, used

pytestmark = pytest.mark.django_db
RECOMMEND = {"rank": "1", "opinion": "同意推荐"}
ITEMS = [{"place": "roster", "text": "缺 2021 年数据"}, {"place": "section:1", "text": "主导产业代码与名册不一致"}]


def fresh(case: Case) -> Case:
    return Case.objects.get(pk=case.pk)


def application(case: Case) -> Application:
    return Application.objects.get(pk=case.pk)


# ── acceptance, correction, refusal ──────────────────────────────────────────────────────────────────────────────


def test_accept_takes_it_into_review(office: Office, case: Case) -> None:
    """A14.2: due by the prefecture's deadline."""
    office.act(case, "accept", officer(HUIZHOU))
    assert (fresh(case).state, fresh(case).due_at) == ("preliminary", PREFECTURE_CLOSES)
    assert chain.verify().whole


@pytest.mark.parametrize(
    ("code", "role", "error"),
    [
        (HUIZHOU, "approver", Refusal),
        (PROVINCE, "officer", Refusal),
        (HUICHENG, "officer", Refusal),
        (ZHONGSHAN, "officer", NotHere),
    ],
)
def test_accept_by_anyone_but_the_prefectures_officer_is_refused(
    office: Office, case: Case, code: str, role: str, error: type[Refusal]
) -> None:
    """A14.2: wrong role, wrong level, another territory; the last looks as if there were nothing."""
    with pytest.raises(error) as refused:
        office.act(case, "accept", account(role, code))
    assert ("由市级经办办理" in str(refused.value)) == (error is Refusal)
    assert fresh(case).state == "submitted"


def test_accept_twice_or_with_an_old_version_is_refused(office: Office, case: Case) -> None:
    """Bad input: out of order; an old version names who acted."""
    office.act(case, "accept", officer(HUIZHOU))
    with pytest.raises(Refusal, match="现处于“市级初审”，不能办理“受理”"):
        office.act(case, "accept", officer(HUIZHOU))
    with pytest.raises(Conflict, match="办理“受理”"):
        office.act(case, "conclude", officer(HUIZHOU), conclusions(case), version=1)


def test_accept_sent_twice_with_one_key_is_done_once(office: Office, case: Case) -> None:
    """Bad input: twice."""
    office.act(case, "accept", officer(HUIZHOU), key="k")
    assert office.act(case, "accept", officer(HUIZHOU), key="k", version=1).repeated
    assert ActRecord.objects.filter(subject_id=str(case.pk), act="accept").count() == 1


@pytest.mark.parametrize("accepted", [False, True])
def test_return_for_correction_names_everything_at_once(office: Office, case: Case, accepted: bool) -> None:
    """A14.2: 一次性告知; the county answers before the prefecture's deadline."""
    if accepted:
        office.act(case, "accept", officer(HUIZHOU))
    office.act(case, "return_for_correction", officer(HUIZHOU), {"items": ITEMS})
    assert (fresh(case).state, fresh(case).due_at) == ("correcting", PREFECTURE_CLOSES)
    told = [{"place": item.place, "text": item.text} for item in application(case).corrections.order_by("pk")]
    assert (told, application(case).notices) == (ITEMS, 1)


def test_return_for_correction_after_the_deadline_is_refused(office: Office, case: Case) -> None:
    """A14.2: the county could not answer in time."""
    office.now = PREFECTURE_CLOSES
    with pytest.raises(Refusal, match="县级来不及补正"):
        office.act(case, "return_for_correction", officer(HUIZHOU), {"items": ITEMS})


@pytest.mark.parametrize(
    ("items", "said"),
    [
        ([], ["请至少列出一项需补正的内容。"]),
        ([{"place": "", "text": ""}], ["请至少列出一项需补正的内容。"]),
        ([{"place": "", "text": "缺页"}], ["第 1 行：请选择位置。"]),
        (
            [{"place": "elsewhere", "text": "缺页"}, {"place": "goals", "text": " "}],
            ["第 1 行：请选择位置。", "第 2 行：请写明需补正的内容。"],
        ),
    ],
)
def test_return_for_correction_with_half_rows_is_refused(
    office: Office, case: Case, items: list[dict[str, str]], said: list[str]
) -> None:
    """Bad input: each fault with its row, all at once."""
    with pytest.raises(Invalid) as refused:
        office.act(case, "return_for_correction", officer(HUIZHOU), {"items": items})
    assert refused.value.faults == {"items": said}


@pytest.mark.parametrize(
    ("act", "before", "state"), [("decline", False, "declined"), ("not_recommended", True, "not_recommended")]
)
def test_ending_an_application_takes_reasons_and_two_people(
    office: Office, case: Case, act: str, before: bool, state: str
) -> None:
    """A14.2: the officer prepares, the approver signs; the reason is kept for the applicant."""
    if before:
        office.act(case, "accept", officer(HUIZHOU))
    with pytest.raises(Invalid):
        office.act(case, act, officer(HUIZHOU), {"reason": "  "})
    office.act(case, act, officer(HUIZHOU), {"reason": "不属于县级区划范围内的集群"})
    assert fresh(case).state != state
    with pytest.raises(Refusal, match="签批由本单位审核岗办理"):
        office.act(case, "sign", officer(HUIZHOU), {})
    office.sign(case, HUIZHOU)
    assert (fresh(case).state, application(case).outcome_reason) == (state, "不属于县级区划范围内的集群")


def test_not_recommended_before_acceptance_is_refused(office: Office, case: Case) -> None:
    """Out of order."""
    with pytest.raises(Refusal, match="现处于“待受理”"):
        office.act(case, "not_recommended", officer(HUIZHOU), {"reason": "x"})


# ── recommendation ───────────────────────────────────────────────────────────────────────────────────────────────


def test_recommend_takes_rank_and_a_place_once_signed(office: Office, round_: Case, case: Case) -> None:
    """A14.2: 择优遴选推荐; nothing is taken before the approver signs."""
    office.ready(case)
    office.act(case, "recommend", officer(HUIZHOU), RECOMMEND)
    assert (fresh(case).state, used(round_)) == ("preliminary", 0)
    office.sign(case, HUIZHOU)
    row = application(case)
    assert (fresh(case).state, used(round_)) == ("recommended", 1)
    assert (row.rank, row.opinion, row.recommended_at) == (1, "同意推荐", office.now)
    assert chain.verify().whole


def test_recommend_says_everything_that_is_open_at_once(office: Office, case: Case) -> None:
    """A14.2: every condition concluded, qualitative ones too, and the site check recorded."""
    office.act(case, "accept", officer(HUIZHOU))
    office.act(case, "conclude", officer(HUIZHOU), {"verdict_13.2.area": "met"})
    with pytest.raises(Refusal) as refused:
        office.act(case, "recommend", officer(HUIZHOU), RECOMMEND)
    assert str(refused.value) == "还有 44 项条件未作结论；未记录实地抽查（在“现场检查”中办理）。"


def test_recommend_with_a_concluded_not_met_is_refused(office: Office, case: Case) -> None:
    """A14.2: 在符合认定条件的基础上."""
    office.act(case, "accept", officer(HUIZHOU))
    office.concluded(case, **{"verdict_13.2.pillar": "not_met"})
    office.checked(case)
    with pytest.raises(Refusal, match=r"已作出“不符合”结论的条件：13\.2\.pillar，不得推荐"):
        office.act(case, "recommend", officer(HUIZHOU), RECOMMEND)


def test_recommend_with_a_failed_site_check_is_refused_until_it_passes(office: Office, case: Case) -> None:
    """A14.2: a later visit that passes counts; the failed one stays on record."""
    office.act(case, "accept", officer(HUIZHOU))
    office.concluded(case)
    office.checked(case, "failed")
    with pytest.raises(Refusal, match="实地抽查未通过"):
        office.act(case, "recommend", officer(HUIZHOU), RECOMMEND)
    office.checked(case)
    office.signed(case, "recommend", HUIZHOU, RECOMMEND)
    assert fresh(case).state == "recommended"


def test_recommend_after_a_correction_needs_the_conclusions_confirmed(office: Office, case: Case) -> None:
    """A14.2: conclusions are on what was handed in last."""
    office.ready(case)
    Application.objects.filter(pk=case.pk).update(submitted_at=at("2025-04-22 09:00"))
    office.now = at("2025-04-22 10:00")
    with pytest.raises(Refusal, match="还有 45 项条件未作结论"):
        office.act(case, "recommend", officer(HUIZHOU), RECOMMEND)
    office.concluded(case)
    office.signed(case, "recommend", HUIZHOU, RECOMMEND)


@pytest.mark.parametrize("signing", [False, True])
def test_recommend_at_the_deadline_is_refused(office: Office, case: Case, signing: bool) -> None:
    """A14.2: also when it was prepared before and is signed too late."""
    office.ready(case)
    if signing:
        office.act(case, "recommend", officer(HUIZHOU), RECOMMEND)
    office.now = PREFECTURE_CLOSES
    with pytest.raises(Refusal, match="市级推荐截止时间（2025年4月30日（星期三）17:30前）已过"):
        if signing:
            office.sign(case, HUIZHOU)
        else:
            office.act(case, "recommend", officer(HUIZHOU), RECOMMEND)
    assert fresh(case).state == "preliminary"


def test_recommend_beyond_the_quota_is_refused(office: Office) -> None:
    """A14.2, practice: 超额不予受理; also between preparing and signing."""
    round_ = office.open_round(quota_441300="1")
    first, second = (office.ready(office.application(round_, name)) for name in ("甲", "乙"))
    office.act(second, "recommend", officer(HUIZHOU), {**RECOMMEND, "rank": "2"})
    office.signed(first, "recommend", HUIZHOU, RECOMMEND)
    with pytest.raises(Refusal, match="名额已用完"):
        office.sign(second, HUIZHOU)
    assert (used(round_), fresh(second).state, application(second).rank) == (1, "preliminary", None)


def test_recommend_with_a_rank_that_is_taken_is_refused(office: Office, round_: Case, case: Case) -> None:
    """A14.2: one cluster a rank within the prefecture; another prefecture has its own."""
    office.recommended(case, rank=1)
    second = office.ready(office.application(round_, "惠东家具集群", HUIDONG))
    with pytest.raises(Invalid) as refused:
        office.act(second, "recommend", officer(HUIZHOU), RECOMMEND)
    assert refused.value.faults == {"rank": ["第 1 位已给了本市另一集群（已用：1），请改用其他位次。"]}
    with pytest.raises(Invalid, match="请填写排序"):
        office.act(second, "recommend", officer(HUIZHOU), {"opinion": "同意"})
    office.signed(second, "recommend", HUIZHOU, {**RECOMMEND, "rank": "2"})


def test_recommend_after_the_draw_is_refused(office: Office) -> None:
    """A14.2, A14.3: also when the round went on between preparing and signing."""
    round_ = office.open_round()
    case = office.ready(office.application(round_, "甲"))
    Case.objects.filter(pk=round_.pk).update(state="scoring")
    with pytest.raises(Refusal, match="本批次已转入专家评审"):
        office.act(case, "recommend", officer(HUIZHOU), RECOMMEND)
    Case.objects.filter(pk=round_.pk).update(state="open")
    office.act(case, "recommend", officer(HUIZHOU), RECOMMEND)
    Case.objects.filter(pk=round_.pk).update(state="scoring")
    with pytest.raises(Refusal, match="本批次已转入专家评审"):
        office.sign(case, HUIZHOU)
    assert used(round_) == 0
    Case.objects.filter(pk=round_.pk).update(state="open")
    office.sign(case, HUIZHOU)
    assert used(round_) == 1


def test_return_for_correction_drops_nul_characters() -> None:
    """Bad input: PostgreSQL stores none."""
    field = RowsField()
    field.widget.choices = [("整体", [("goals", "目标")])]
    assert field.clean([{"place": "goals", "text": "缺\0表"}, {"place": "", "text": "\0"}]) == [
        {"place": "goals", "text": "缺表"}
    ]


def test_withdraw_recommendation_frees_place_and_rank(office: Office, round_: Case, case: Case) -> None:
    """A14.2: 撤回推荐, with a reason and two people; it may be recommended again."""
    office.recommended(case)
    with pytest.raises(Invalid, match="请写明撤回推荐的理由"):
        office.act(case, "withdraw_recommendation", officer(HUIZHOU), {})
    office.signed(case, "withdraw_recommendation", HUIZHOU, {"reason": "调整推荐顺序"})
    assert (fresh(case).state, fresh(case).due_at, used(round_)) == ("preliminary", PREFECTURE_CLOSES, 0)
    assert (application(case).rank, application(case).recommended_at) == (None, None)
    office.signed(case, "recommend", HUIZHOU, RECOMMEND)
    assert used(round_) == 1


def test_release_quota_gives_a_place_back_once(office: Office, round_: Case, case: Case) -> None:
    """Races: whoever ends a recommendation, the place returns exactly once."""
    from jiqun.recognition.acts.recommendation import release_quota

    office.recommended(case)
    Quota.objects.filter(round=round_.pk, prefecture=HUIZHOU).update(used=2)
    row = application(case)
    release_quota(row)
    release_quota(application(case))
    assert used(round_) == 1


@pytest.mark.parametrize(
    ("act", "payload"),
    [
        ("recommend", RECOMMEND),
        ("withdraw_recommendation", {"reason": "x"}),
        ("return_for_correction", {"items": ITEMS}),
        ("decline", {"reason": "x"}),
        ("conclude", {"verdict_13.2.area": "met"}),
        ("not_recommended", {"reason": "x"}),
    ],
)
def test_acts_of_another_prefecture_or_another_level_are_refused(
    office: Office, case: Case, act: str, payload: dict[str, Any]
) -> None:
    """Territory: foreign looks absent; the province and the county's own officer may not do the prefecture's acts."""
    with pytest.raises(NotHere):
        office.act(case, act, officer(ZHONGSHAN), payload)
    for code in (PROVINCE, HUICHENG):
        with pytest.raises(Refusal, match="由市级经办办理"):
            office.act(case, act, officer(code), payload)
    with pytest.raises(Refusal, match="由市级经办办理"):
        office.act(case, act, approver(HUIZHOU), payload)
