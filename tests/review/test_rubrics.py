"""The rubric as data (Article 14(三), 细化指标体系)."""

from __future__ import annotations

import copy

import pytest

from jiqun.review import rubrics
from jiqun.review.models import RubricRevision
from tests.office import at

NOW = at("2025-05-20 09:00")


@pytest.mark.django_db
def test_default_rubric_covers_the_aspects_of_article_13_and_sums_to_100() -> None:
    """Article 13(二) to (九), marked as this product's own example."""
    revision = rubrics.ensure_default(NOW)
    rubric = rubrics.read(revision.definition)
    assert [d.clause for d in rubric.dimensions] == [f"A13.{n}" for n in range(2, 10)]
    assert sum(item.weight for item in rubric.items) == 10000
    assert len(rubric.items) == 25
    assert revision.origin.startswith("示例，本产品自拟")
    assert revision.definition["aggregation"] == "mean"


@pytest.mark.django_db
def test_default_rubric_is_made_once() -> None:
    first = rubrics.ensure_default(NOW)
    assert rubrics.ensure_default(at("2026-01-05 09:00")) == first
    assert RubricRevision.objects.count() == 1


@pytest.mark.django_db
def test_default_rubric_with_other_content_is_a_further_revision() -> None:
    first = rubrics.ensure_default(NOW)
    RubricRevision.objects.filter(pk=first.pk).update(sha256="0" * 64)
    second = rubrics.ensure_default(NOW)
    assert (first.number, second.number) == (1, 2)


def rows() -> list[dict[str, str]]:
    row = {"dimension_en": "d", "item_en": "i", "kind": "expert", "rule": "", "rule_en": ""}
    return [
        {
            **row,
            "id": "1",
            "dimension": "甲",
            "clause": "A13.2",
            "dimension_weight": "60",
            "item": "一",
            "item_weight": "60",
        },
        {
            **row,
            "id": "2",
            "dimension": "乙",
            "clause": "A13.3",
            "dimension_weight": "40",
            "item": "二",
            "item_weight": "40",
        },
    ]


def test_rubric_whose_weights_do_not_sum_to_100_is_refused_in_a_sentence() -> None:
    assert rubrics.define(rows())["step"] == 50
    wrong = copy.deepcopy(rows())
    wrong[1] |= {"dimension_weight": "35", "item_weight": "35"}
    with pytest.raises(rubrics.RubricError) as refused:
        rubrics.define(wrong)
    assert refused.value.text.zh == "各项分值合计 95 分，应为 100 分，请调整后再用。"
    wrong = copy.deepcopy(rows())
    wrong[1]["item_weight"] = "39"
    with pytest.raises(rubrics.RubricError) as refused:
        rubrics.define(wrong)
    assert refused.value.text.zh == "“乙”各项分值合计 39 分，应为 40 分。"
    wrong = copy.deepcopy(rows())
    wrong[1]["id"] = "1"
    with pytest.raises(rubrics.RubricError) as refused:
        rubrics.define(wrong)
    assert refused.value.text.zh == "评分项编号重复：1。"


@pytest.mark.parametrize(("hundredths", "shown"), [(0, "0"), (450, "4.5"), (405, "4.05"), (10000, "100")])
def test_points_shows_no_needless_zeros(hundredths: int, shown: str) -> None:
    assert rubrics.points(hundredths) == shown
