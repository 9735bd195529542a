"""The rail: what each account has, under the headings of the measure."""

from __future__ import annotations

import pytest
from django.test import Client

from jiqun.authorities.models import Role
from tests.office import account

pytestmark = pytest.mark.django_db


def headings(client: Client, role: Role, code: str | None) -> dict[str, list[str]]:
    """Heading and entries as the workbench of an account shows them."""
    client.force_login(account(role, code))
    rail = client.get("/work/").context["rail"]
    return {heading.zh if heading else "": [str(entry[0]) for entry in entries] for heading, entries in rail if heading}


def test_rail_groups_what_an_account_has_by_chapter(client: Client) -> None:
    province = headings(client, Role.OFFICER, "440000")
    assert province["认定"] == ["批次", "申报", "现场检查", "专家库", "评分表", "异议", "国家级"]
    assert province["登记"] == ["集群", "疑似命中", "核查名单", "历史补录"]
    assert headings(client, Role.OFFICER, "441323")["登记"] == ["集群"]


def test_rail_leaves_out_a_heading_without_entries(client: Client) -> None:
    assert headings(client, Role.EXPERT, None) == {"认定": ["我的评审"], "办法": ["办法条文"]}
