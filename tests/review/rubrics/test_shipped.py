"""The rubric that comes with the product: an example from Article 13, stored once as a revision (Article 14(三))."""

from __future__ import annotations

import pytest

from jiqun.review.models import RubricRevision
from jiqun.review.rubrics import ensure_default, points, read, rubric_of
from jiqun.review.rubrics.revisions import shipped
from tests.office import at

NOW = at("2025-05-20 09:00")
COMPUTED = ["13-2-1", "13-2-2", "13-3-1", "13-3-2", "13-5-1", "13-5-2", "13-6-1", "13-7-1", "13-9-2"]


def test_default_rubric_covers_the_aspects_of_article_13_and_sums_to_100() -> None:
    """Article 13(二) to (九)."""
    assert [d.clause for d in shipped().dimensions] == [f"A13.{n}" for n in range(2, 10)]
    assert sum(item.weight for item in shipped().items) == 10000
    assert len(shipped().items) == 25


def test_items_by_rule_are_computed_and_both_kinds_split() -> None:
    by_kind = {kind: [i.id for i in shipped().items if i.kind == kind] for kind in ("rule", "both")}
    assert by_kind == {"rule": COMPUTED, "both": ["13-4-2", "13-7-2"]}
    assert points(sum(rule.weight for item in shipped().items for rule in item.rules)) == "46"


@pytest.mark.django_db
def test_default_rubric_is_stored_once_and_says_it_is_an_example() -> None:
    first = ensure_default(NOW)
    assert ensure_default(at("2026-01-05 09:00")) == first
    assert RubricRevision.objects.count() == 1
    assert first.origin.startswith("示例，本产品自拟")
    assert rubric_of(first) == shipped()


@pytest.mark.django_db
def test_default_rubric_with_other_content_is_a_further_revision() -> None:
    first = ensure_default(NOW)
    RubricRevision.objects.filter(pk=first.pk).update(sha256="0" * 64)
    assert (first.number, ensure_default(NOW).number) == (1, 2)


def test_revision_stored_before_items_had_rules_is_read_as_the_experts() -> None:
    """Revisions never change: a round pinned one, and its sheets are read by it years later."""
    title = {"zh": "一", "en": "one"}
    old = {"id": "1", "title": title, "weight": 10000, "kind": "rule", "rule": {"zh": "家数", "en": "number"}}
    dimension = {"clause": "A13.2", "title": title, "weight": 10000, "items": [old]}
    item = read({"step": 50, "aggregation": "mean", "dimensions": [dimension]}).items[0]
    assert (item.step, item.expert, item.kind, item.guidance.zh) == (50, 10000, "expert", "家数")
