"""Who is who: the tree, the roles that exclude each other, territory (Article 5)."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from jiqun.authorities.hours import closing_moment, deadline_phrase
from jiqun.authorities.models import Account, Authority, Level, Person, Role
from jiqun.authorities.passwords import RULE, ThreeOfFourClasses
from jiqun.authorities.tree import lay_tree
from tests.office import HUICHENG, HUIZHOU, PROVINCE, XIAOLAN, account, at, officer

pytestmark = pytest.mark.django_db


def test_tree_holds_every_unit_once() -> None:
    assert lay_tree() == 213
    assert lay_tree() == 0
    assert Authority.objects.filter(kind="county").count() == 122


def test_zone_reports_to_its_supervisor_not_to_its_geography() -> None:
    """practice: 仲恺高新区 reports to 惠州市; towns of 中山 stand where counties stand."""
    lay_tree()
    zone = Authority.objects.get(pk="zone-zhongkai")
    assert (zone.parent_id, zone.path, zone.level) == (HUIZHOU, "440000/441300/zone-zhongkai/", Level.COUNTY)
    assert Authority.objects.get(pk=XIAOLAN).prefecture_code == "442000"


def test_account_is_seen_within_the_territory_only() -> None:
    county, town, above = officer(HUICHENG), officer(XIAOLAN), officer(HUIZHOU)
    assert set(Account.objects.visible_to(above)) == {county, above}
    assert set(Account.objects.visible_to(county)) == {county}
    assert set(Account.objects.visible_to(officer(PROVINCE))) == {county, town, above, officer(PROVINCE)}


def test_administrators_exclude_each_other_in_the_database() -> None:
    """trust, Separation: 三员互斥."""
    person = Person.objects.create(name="甲")
    account(Role.SYSTEM_ADMIN, PROVINCE, name="a", person=person)
    with pytest.raises(IntegrityError), transaction.atomic():
        account(Role.AUDIT_ADMIN, PROVINCE, name="b", person=person)


def test_administrator_holds_no_business_role_nor_the_other_way_round() -> None:
    person = Person.objects.create(name="乙")
    account(Role.OFFICER, PROVINCE, name="c", person=person)
    with pytest.raises(ValueError, match="互斥"):
        account(Role.SYSTEM_ADMIN, PROVINCE, name="d", person=person)
    admin = Person.objects.create(name="丙")
    account(Role.AUDIT_ADMIN, PROVINCE, name="e", person=admin)
    with pytest.raises(ValueError, match="互斥"):
        account(Role.APPROVER, PROVINCE, name="f", person=admin)


def test_every_role_but_expert_needs_an_authority() -> None:
    account(Role.EXPERT, None)
    with pytest.raises(IntegrityError), transaction.atomic():
        account(Role.OFFICER, None)


def test_closing_is_an_instant_with_its_phrase() -> None:
    """practice: 4月14日(星期五)下午下班前."""
    lay_tree()
    moment = closing_moment(at("2023-04-14 00:00").date(), Authority.objects.get(pk=HUIZHOU))
    assert moment == at("2023-04-14 17:30")
    assert deadline_phrase(moment).zh == "2023年4月14日（星期五）17:30前"


@pytest.mark.parametrize("good", ["Abcdefgh1234", "abcdefgh-1234"])
def test_password_of_three_kinds_is_taken(good: str) -> None:
    ThreeOfFourClasses().validate(good)


def test_password_of_two_kinds_is_refused_with_the_rule() -> None:
    from django.core.exceptions import ValidationError

    with pytest.raises(ValidationError) as refused:
        ThreeOfFourClasses().validate("abcdefgh1234")
    assert refused.value.messages == [RULE.zh]
