"""A cluster's file (集群档案): the list of a territory, and the page that leads to everything known of one."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from jiqun.recognition.queries.filing.application import application_of
from tests.office import HUICHENG, HUIDONG, HUIZHOU, officer
from tests.recognition.applicant import NEW_CLUSTER, open_round, start

pytestmark = pytest.mark.django_db


def page(client: Client, by: str, url: str) -> tuple[int, str]:
    client.force_login(officer(by))
    answer = client.get(url)
    return answer.status_code, answer.content.decode()


def test_clusters_of_a_territory_are_listed_for_it_and_those_above(client: Client) -> None:
    """A2, A3: a cluster lies in one county; its county and those above see it, the neighbour does not."""
    start(open_round())
    name = NEW_CLUSTER["name"]
    assert [name in page(client, code, reverse("register:clusters"))[1] for code in (HUICHENG, HUIZHOU, HUIDONG)] == [
        True,
        True,
        False,
    ]


def test_cluster_page_of_a_foreign_territory_is_absent(client: Client) -> None:
    """Foreign and absent give the same 404."""
    cluster = application_of(start(open_round())).cluster
    url = reverse("register:cluster", args=[cluster.pk])
    assert [page(client, code, url)[0] for code in (HUICHENG, HUIDONG)] == [200, 404]
    assert "还没有名册" in page(client, HUICHENG, url)[1]
