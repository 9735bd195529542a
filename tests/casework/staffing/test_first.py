"""An empty installation gets its three administrators from whoever runs the machine, once."""

from __future__ import annotations

import pytest
from django.test import Client

from jiqun.authorities.hours import ZONE
from jiqun.authorities.models import Account
from jiqun.authorities.tree import lay_tree
from jiqun.casework.staffing import first
from jiqun.journal import chain
from tests.office import at, chance

pytestmark = pytest.mark.django_db


def test_three_people_get_one_link_each_and_none_twice() -> None:
    from django.utils import timezone

    lay_tree()
    made = first.administrators(timezone.now().astimezone(ZONE), chance())
    assert [each.username for each in made] == ["system.admin", "security.admin", "audit.admin"]
    assert Account.objects.values("person").distinct().count() == 3 and chain.verify().whole
    chosen = {"password": "Canary-First-77", "again": "Canary-First-77", "key": "c"}
    assert Client().post(f"/password/{made[0].token}/", chosen).status_code == 302
    told = {"username": "system.admin", "password": "Canary-First-77"}
    assert Client().post("/sign-in/", told)["Location"] == "/work/"
    with pytest.raises(first.AlreadyThere):
        first.administrators(at("2026-01-05 09:00"), chance(2))
