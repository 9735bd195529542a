"""Forms as data: the shipped definition, its revisions, what counts as a whole answer."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from jiqun.facts.declarations import BY_NAME
from jiqun.forms import definitions
from jiqun.forms.answers import answered, missing
from jiqun.forms.definitions import shipped_form
from jiqun.forms.fields import field_for
from jiqun.forms.models import FormRevision
from jiqun.forms.revisions import ensure_revision, form_of
from jiqun.forms.sections import shown_versions
from jiqun.law import load
from tests.office import at

FORM, YEARLY = shipped_form("申报"), shipped_form("年度")
NOW = at("2025-03-01 09:00")


@pytest.mark.parametrize("name", ["申报", "推荐", "年度", "复核"])
def test_every_shipped_field_speaks_both_languages_and_is_typed(name: str) -> None:
    for field in shipped_form(name).fields():
        assert field.label.zh and field.label.en and field.label.zh != field.label.en
        assert field.ask in ("shown", "ledger") or field.asked
        assert (field.ask == "ledger") == bool(field.ledger)
        assert set(field.shows) <= set(BY_NAME)


def test_every_clause_a_field_names_stands_in_the_measure() -> None:
    measure = load("gd_2023_4")
    for field in FORM.fields():
        for clause in field.clause.split():
            assert measure.clause(clause).anchor == clause


def test_application_form_has_ten_sections_in_the_order_of_article_13() -> None:
    assert [section.title.zh for section in FORM.sections] == [
        "基本情况", "核心竞争力", "优质中小企业", "产业链协作", "协同创新",
        "数字化", "绿色化", "开放合作", "治理和服务", "合规与承诺",
    ]  # fmt: skip
    assert FORM.section_of("patents").number == 5
    with pytest.raises(LookupError):
        FORM.section(11)


def test_computed_fields_are_never_asked() -> None:
    assert {field.id for field in FORM.fields() if field.source in ("computed", "prefilled") and field.asked} == set()


def test_years_follow_the_base_year() -> None:
    assert FORM.field("output").years_of(2024) == (2021, 2022, 2023, 2024)
    assert FORM.field("profit_tax").years_of(2024) == (2022, 2023, 2024)
    assert FORM.field("county_share").years_of(2024) == (2024,)
    assert FORM.field("niche").years_of(2024) == ()


def test_answer_is_whole_only_with_every_year_and_count() -> None:
    taxes, text, changes = FORM.field("profit_tax"), FORM.field("extent"), YEARLY.field("changes")
    line = {"2022": "1", "2023": "1", "2024": "0"}
    assert answered(taxes, {"利润总额": line, "上缴税金": line}, 2024)
    assert not answered(taxes, {"利润总额": line, "上缴税金": {"2022": "1"}}, 2024)
    assert answered(changes, {"count": 0, "text": ""}, 2024)
    assert not answered(changes, {"count": None, "text": "甲"}, 2024)
    assert (answered(text, "四至", 2024), answered(text, "", 2024), answered(text, None, 2024)) == (True, False, False)


def test_missing_names_required_fields_in_order() -> None:
    assert [field.id for field in missing(FORM, {"cluster_name": "甲", "extent": "四至"}, 2024)][:3] == [
        "lead_industry",
        "niche",
        "strategic",
    ]


@pytest.mark.parametrize(
    ("field", "value", "cleaned"),
    [
        ("county_share", " 81.50 ", "81.50"),
        ("county_share", "1,000", "超过 100%"),
        ("county_share", "-1", "小于 0"),
        ("county_share", "八成", "不是数字"),
        ("county_share", "1e999", "不是数字"),
        ("lead_industry", "398，397", "398、397"),
        ("lead_industry", "9999", "没有行业代码"),
        ("agency_uscc", "91449999ma0000000d", "91449999MA0000000D"),
        ("agency_uscc", "91449999MA0000000T", "校验码应为“D”"),
        ("strategic", "electronics", "electronics"),
        ("strategic", "magic", "从列表中选择"),
        ("changes", {"count": "2", "text": "甲"}, {"count": 2, "text": "甲"}),
        ("changes", {"count": "2.5", "text": ""}, "不是整数"),
        ("changes", {"count": "", "text": ""}, {}),
        ("leaders", [["a", "b", "c"], ["", "", ""], ["d"]], [["a", "b", "c"], ["d", "", ""]]),
        ("water", {"2022": "1", "2023": "", "2024": "2"}, {"2022": "1", "2024": "2"}),
        ("water", {"2022": "x"}, "2022：“x”不是数字"),
        ("extent", "字" * 4001, "超过 4000 字"),
    ],
)
def test_field_cleans_or_says_what_is_wrong(field: str, value: object, cleaned: object) -> None:
    made = field_for((YEARLY if field == "changes" else FORM).field(field), 2024)
    try:
        found = made.clean(value)
    except ValidationError as wrong:
        said = "；".join(wrong.messages)
        assert isinstance(cleaned, str) and cleaned in said, said
    else:
        assert found == cleaned


@pytest.mark.django_db
def test_revision_is_stored_once_and_another_definition_gets_the_next_number() -> None:
    first = ensure_revision("申报", NOW)
    assert ensure_revision("申报", at("2025-03-02 09:00")) == first
    assert (first.number, first.origin) == (1, "本产品自拟，可由主管部门替换")
    fewer = {"form": "申报", "fields": definitions.shipped("申报")["fields"][:3]}
    second = ensure_revision("申报", NOW, fewer, "省厅 2025 年版")
    assert (second.number, second.origin, FormRevision.objects.count()) == (2, "省厅 2025 年版", 2)
    assert form_of(first) == FORM
    assert len(list(form_of(FormRevision.objects.defer("definition").get(pk=second.pk)).fields())) == 3
    with pytest.raises(LookupError):
        ensure_revision("没有", NOW)


@pytest.mark.parametrize("said", ["²", "٣", "9" * 5000, "1234567890", "-1", "", "x"])
def test_a_shown_version_that_is_no_number_is_none(said: str) -> None:
    assert shown_versions({"shown-extent": said, "shown-truth": "12", "truth": "3"}) == {"truth": 12}
