"""标准与名录: what the product reckons with (Articles 4, 13), to read for staff alone."""

from __future__ import annotations

import csv
import io

import pytest
from django.test import Client
from django.urls import reverse

from jiqun.authorities.models import Account, Role
from tests.office import HUICHENG, PROVINCE, account, lay_tree, officer

pytestmark = pytest.mark.django_db


def signed_in(by: Account) -> Client:
    client = Client()
    client.force_login(by)
    return client


@pytest.fixture
def tree() -> None:
    lay_tree()


@pytest.mark.usefixtures("tree")
def test_lists_stand_with_source_and_way_of_renewal() -> None:
    page = signed_in(officer(HUICHENG)).get(reverse("instruments:listings")).content.decode()
    for said in ("国民经济行业分类", "GB/T 4754—2017", "工信部联企业〔2011〕300号", "jiqun province check"):
        assert said in page


@pytest.mark.usefixtures("tree")
def test_words_narrow_a_list_and_its_file_alike() -> None:
    client = signed_in(officer(PROVINCE))
    address = reverse("instruments:listing", args=["industries"])
    found = client.get(address, {"q": "锂离子 电池"}).content.decode()
    assert "锂离子电池制造" in found and "共 1 条" in found
    places = client.get(reverse("instruments:listing", args=["divisions"]), {"q": "惠城"}).content.decode()
    assert "县（市、区）" in places and "county" not in places.partition("<tbody")[2]
    assert "没有符合条件的条目" in client.get(address, {"q": "没有这个行业"}).content.decode()
    file = client.get(reverse("instruments:listing-file", args=["industries", "csv"]), {"q": "锂离子"})
    head, *rows = csv.reader(io.StringIO(file.content.decode("utf-8-sig")))
    assert head == ["代码", "名称", "层级", "门类", "上级"] and [row[1] for row in rows] == ["锂离子电池制造"]


@pytest.mark.usefixtures("tree")
def test_unknown_list_and_others_than_staff_find_nothing() -> None:
    staff = signed_in(officer(PROVINCE))
    assert staff.get(reverse("instruments:listing", args=["nothing"])).status_code == 404
    assert staff.get(reverse("instruments:listing-file", args=["sizes", "exe"])).status_code == 404
    for address in (reverse("instruments:listings"), reverse("instruments:listing", args=["sizes"])):
        assert signed_in(account(Role.SYSTEM_ADMIN, PROVINCE)).get(address).status_code == 404
        assert Client().get(address).status_code == 302
