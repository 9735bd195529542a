"""The pages of chains and of signing."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from jiqun.casework.models import Case, ChainSetting
from jiqun.casework.todo import to_sign
from tests.casework import chains
from tests.casework.test_perform import NOW, do
from tests.office import HUICHENG, HUIDONG, PROVINCE, account, approver, officer

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_the_desk(monkeypatch: pytest.MonkeyPatch) -> None:
    from jiqun.config import clock

    monkeypatch.setattr(clock, "now", lambda: NOW)


def text(client: Client, user: object, address: str, status: int = 200) -> str:
    client.force_login(user)  # type: ignore[arg-type]
    answer = client.get(address)
    assert answer.status_code == status
    return answer.content.decode()


def test_page_lists_the_acts_of_my_authority_with_their_chains(client: Client, matter: Case) -> None:
    chains.in_force(("法规科", f"account:{chains.legal().pk}", False), ("主要领导", "approver", True))
    page = text(client, approver(HUICHENG), "/chains/")
    assert "经办 → 法规科 → 主要领导" in page.replace("\n", "")
    assert "拟定签批链</a>" not in page  # an officer drafts
    assert "拟定签批链</a>" in text(client, officer(HUICHENG), "/chains/")
    assert "上报" not in text(client, officer(PROVINCE), "/chains/")
    text(client, account("expert", None), "/chains/", 404)


def test_chain_is_drafted_and_put_in_force_on_its_pages(client: Client, matter: Case) -> None:
    approver(HUICHENG)
    form = text(client, officer(HUICHENG), "/chains/new/?target=errand.send")
    assert '<option value="errand.send" selected>' in form
    wrong = client.post("/chains/new/", {"key": "k", **chains.links(("", "approver", True))})
    assert (wrong.status_code, "请写明是谁的签批" in wrong.content.decode()) == (422, True)
    done = client.post("/chains/new/", {"key": "k", **chains.links(("处长", "approver", False))})
    setting = ChainSetting.objects.get()
    assert (done.status_code, done["Location"]) == (302, f"/chains/{setting.pk}/")
    assert "启用签批链" in text(client, officer(HUICHENG), f"/chains/{setting.pk}/")
    text(client, officer(HUIDONG), f"/chains/{setting.pk}/", 404)


def test_next_signer_reads_what_was_said_before(client: Client, matter: Case) -> None:
    chains.in_force(("法规科", f"account:{chains.legal().pk}", False), ("处长", "approver", False))
    do(matter, "send", officer(HUICHENG))
    do(matter, "sign", chains.legal(), version=2, comment="合法性审查通过")
    page = text(client, approver(HUICHENG), f"/do/errand/{matter.pk}/sign/")
    assert "合法性审查通过" in page and "法规科" in page
    assert "签批：上报" in page


def test_button_and_answer_name_who_signs_first(client: Client, matter: Case) -> None:
    chains.in_force(("法规科", f"account:{chains.legal().pk}", False), ("处长", "approver", False))
    assert "提请法规科签批" in text(client, officer(HUICHENG), f"/do/errand/{matter.pk}/send/")
    answer = client.post(f"/do/errand/{matter.pk}/send/", {"version": 1, "key": "k"}, follow=False)
    assert answer.status_code == 302
    assert "“上报”已提请法规科签批。" in text(client, officer(HUICHENG), "/work/")


@pytest.mark.parametrize("size", [1, 3])
def test_what_i_sign_costs_one_query(
    matter: Case, size: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    from tests.casework.conftest import begin

    for case in [matter, *(begin(officer(HUICHENG), key=f"k{n}") for n in range(size - 1))]:
        do(case, "send", officer(HUICHENG), key=f"send-{case.pk}")
    signer = approver(HUICHENG)
    with django_assert_num_queries(1):
        assert len(to_sign(signer, NOW)) == size
