"""Article 14(二): one cluster a sub-sector, as the call lays it down."""

from __future__ import annotations

import pytest

from jiqun.casework.models import Case
from jiqun.casework.refusals import Invalid
from jiqun.recognition.models import Application
from jiqun.recognition.queries import niches
from tests.office import HUIDONG, HUIZHOU, XIAOLAN, officer
from tests.recognition.prefecture import Office

pytestmark = pytest.mark.django_db
RECOMMEND = {"rank": "1", "opinion": "同意推荐"}


def application(case: Case) -> Application:
    return Application.objects.get(pk=case.pk)


def test_recommend_a_second_cluster_of_a_sub_sector_needs_a_reason(office: Office) -> None:
    """Practice: one cluster a sub-sector within the prefecture, judged by a person."""
    round_ = office.open_round(niche_digits="3")
    office.recommended(office.application(round_, "甲", lead="331"))
    other = office.ready(office.application(round_, "乙", HUIDONG, lead="3311、34"))
    with pytest.raises(Invalid) as refused:
        office.act(other, "recommend", officer(HUIZHOU), {**RECOMMEND, "rank": "2"})
    assert "主导产业代码前 3 位相同的已有推荐：甲。" in refused.value.faults["niche_reason"][0]
    office.signed(other, "recommend", HUIZHOU, {**RECOMMEND, "rank": "2", "niche_reason": "产品与工艺不同"})
    assert application(other).niche_reason == "产品与工艺不同"


def test_niche_rule_of_the_province_counts_other_prefectures_without_naming_them(office: Office) -> None:
    """Practice, visibility: what lies in another territory is counted, not named."""
    round_ = office.open_round(niche_digits="2", niche_scope="province")
    office.recommended(office.application(round_, "惠州五金"))
    there = application(office.application(round_, "小榄锁具", XIAOLAN))
    said = niches.taken(there)
    assert said is not None
    assert "其他地市的 1 个集群" in said.zh
    assert "惠州五金" not in said.zh


@pytest.mark.parametrize(
    ("one", "other", "digits", "meet"),
    [
        (("3311",), ("3312",), 3, True),
        (("3311",), ("3312",), 4, False),
        (("33",), ("3312",), 4, True),
        (("34", "3351"), ("3352",), 3, True),
        (("331",), ("332",), 2, True),
        (("331",), ("341",), 2, False),
    ],
)
def test_sub_sectors_meet_by_their_first_digits(
    one: tuple[str, ...], other: tuple[str, ...], digits: int, meet: bool
) -> None:
    """Practice: a wider code stands for all below it."""
    assert niches.share(one, other, digits) is meet
    assert niches.share(other, one, digits) is meet
