"""404 with a sentence of its own, where nothing is anybody's secret."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.office import PROVINCE, officer

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "address", ["/measure/none/", "/self-check/?measure=none", "/self-check/figures/?measure=none"]
)
def test_a_measure_that_is_not_in_the_library_is_said_so_to_everybody(address: str) -> None:
    """Staff do not read that it lies outside their territory."""
    staff = Client()
    staff.force_login(officer(PROVINCE))
    for client in (Client(), staff):
        answered = client.get(address)
        said = answered.content.decode()
        assert (answered.status_code, "办法库中没有这个办法。" in said) == (404, True)
        assert "辖区" not in said


def test_what_may_be_anothers_is_not_told_apart() -> None:
    staff = Client()
    staff.force_login(officer(PROVINCE))
    said = staff.get("/no/such/page/").content.decode()
    assert "没有这个办件，或不在您的辖区" in said
