"""Searching clusters, firms, matters, papers and policies: what one sees, and nothing else (trust, Authorisation)."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from jiqun.authorities.models import Role
from jiqun.casework.searching import sources
from jiqun.register.models import Enterprise
from tests.cultivation.cultivated import entered
from tests.cultivation.outreach.brought import policy
from tests.cultivation.plan.county import of
from tests.cultivation.support.given import firms, with_roster
from tests.office import HUICHENG, HUIZHOU, PROVINCE, XIAOLAN, account, officer

pytestmark = pytest.mark.django_db


def hits(by: Any, typed: str) -> dict[str, list[str]]:
    """Kind → names of what was found."""
    return {each.source.name: [hit.title for hit in each.hits] for each in sources.search(by, typed)}


def page(by: Any, typed: str) -> str:
    client = Client()
    client.force_login(by)
    answer = client.get("/search/", {"q": typed})
    assert answer.status_code == 200
    return answer.content.decode()


@given(st.text(max_size=80))
def test_words_are_few_and_never_too_short_alone(typed: str) -> None:
    found = sources.words(typed)
    assert len(found) <= sources.MOST_WORDS
    assert not found or any(len(each) >= sources.SHORTEST for each in found)


@pytest.mark.parametrize("typed", ["元件", "电子 惠城", "　电子元件", "ＫＪ元件"[2:]])
def test_two_chinese_signs_find_a_cluster_and_its_matters(typed: str) -> None:
    entered()
    for code in (HUICHENG, HUIZHOU, PROVINCE):
        found = hits(officer(code), typed)
        assert found["clusters"] == ["惠城区电子元件产业集群"]
    assert "惠城区电子元件产业集群" in " ".join(hits(officer(HUICHENG), "电子元件")["matters"])


def test_firm_is_found_by_name_part_and_code_and_leads_to_its_cluster() -> None:
    with_roster()
    firm = Enterprise.objects.get(pk=firms()[0])
    for typed in (firm.name[2:6], firm.uscc, firm.uscc.lower()[6:]):
        assert firm.name in hits(officer(HUICHENG), typed)["firms"]
    shown = page(officer(HUIZHOU), firm.uscc)
    assert f"/clusters/{of().pk}/" in shown and of().name in shown


def test_foreign_things_are_not_found_and_count_for_nothing() -> None:
    with_roster()
    stranger = officer(XIAOLAN)
    firm = Enterprise.objects.get(pk=firms()[0])
    for typed in ("元件", firm.uscc, firm.name[:6], of().name):
        assert hits(stranger, typed) == {}
        assert "没有找到" in page(stranger, typed)
    for role in (Role.EXPERT, Role.SYSTEM_ADMIN, Role.AUDIT_ADMIN):
        by = account(role, None if role == Role.EXPERT else PROVINCE)
        assert hits(by, firm.uscc) == {} and hits(by, "元件") == {}


def test_policy_is_found_and_too_short_a_word_is_told() -> None:
    policy()
    assert hits(officer(HUICHENG), "贴息 技术")["policies"] == ["中小企业技术改造贴息"]
    assert "请至少输入两个字" in page(officer(HUICHENG), "技")
    assert "没有找到“不存在的词”" in page(officer(HUICHENG), "不存在的词")
    assert hits(officer(HUICHENG), "%_") == {}


def test_a_word_of_a_question_is_shown_as_text() -> None:
    shown = page(officer(HUICHENG), "<script>alert(1)</script>")
    assert "<script>alert" not in shown and "&lt;script&gt;" in shown


def test_search_asks_once_a_kind_however_much_there_is() -> None:
    with_roster()
    with CaptureQueriesContext(connection) as made:
        hits(officer(HUICHENG), "有限")
    few = len(made)
    Enterprise.objects.filter(pk__in=firms()).update(name="同名有限公司")
    with CaptureQueriesContext(connection) as made:
        found = hits(officer(HUICHENG), "有限")
    assert len(made) == few <= 9 and len(found["firms"]) == min(len(firms()), sources.EACH)
