"""The pre-check sheet keeps what is typed (Article 14(二)); a draft decides nothing and is journalled nowhere."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from jiqun.authorities.models import Account
from jiqun.casework.models import Case
from jiqun.journal.models import Entry
from jiqun.recognition.models import Conclusion, ConclusionDraft
from tests.office import HUICHENG, HUIZHOU, account, officer
from tests.recognition.prefecture import Office

pytestmark = pytest.mark.django_db


@pytest.fixture
def sheet(office: Office, case: Case) -> Case:
    """An application the prefecture reviews."""
    office.act(case, "accept", officer(HUIZHOU), {})
    case.refresh_from_db()
    return case


def client_of(user: Account) -> Client:
    client = Client()
    client.force_login(user, backend="jiqun.authorities.backends.AccountBackend")
    return client


def norm_of(case: Case) -> str:
    """A condition of the sheet, as its page names it."""
    page = client_of(officer(HUIZHOU)).get(f"/applications/{case.pk}/conclude/").content.decode()
    return page.split('name="shown-verdict_')[1].split('"')[0]


def save(case: Case, by: Account, **fields: Any) -> Any:
    data = {"account": by.pk, **fields}
    return client_of(by).post(f"/applications/{case.pk}/conclude/save/", data)


def test_what_is_typed_comes_back_and_concludes_nothing(sheet: Case) -> None:
    norm, before = norm_of(sheet), Entry.objects.count()
    told = save(sheet, officer(HUIZHOU), **{f"reason_{norm}": "金丝雀理由", f"shown-reason_{norm}": 0}).json()
    assert told["saved"][f"reason_{norm}"]["version"] == 1
    page = client_of(officer(HUIZHOU)).get(f"/applications/{sheet.pk}/conclude/").content.decode()
    assert ("金丝雀理由" in page, "草稿保存于" in page) == (True, True)
    assert (Conclusion.objects.count(), Entry.objects.count()) == (0, before)


def test_a_colleagues_words_are_not_overwritten(sheet: Case) -> None:
    """Trust, Races: no silent lost update of a draft."""
    norm, other = norm_of(sheet), account("officer", HUIZHOU, name="officer-second")
    name = f"reason_{norm}"
    save(sheet, officer(HUIZHOU), **{name: "甲写的", f"shown-{name}": 0})
    clash = save(sheet, other, **{name: "乙写的", f"shown-{name}": 0}).json()["clashes"][name]
    assert (clash["theirs"], clash["mine"], clash["by"]) == (["甲写的"], ["乙写的"], officer(HUIZHOU).person.name)
    data = {"account": other.pk, f"shown-{name}": 0}
    news = client_of(other).post(f"/applications/{sheet.pk}/conclude/watch/", data).json()["others"]
    assert news[name]["inputs"] == {name: "甲写的"}
    assert save(sheet, other, **{name: "乙写的", f"shown-{name}": 1}).json()["saved"][name]["version"] == 2
    assert list(ConclusionDraft.objects.order_by("version").values_list("value", flat=True)) == ["甲写的", "乙写的"]


def test_a_verdict_that_is_none_is_a_fault_and_the_rest_is_kept(sheet: Case) -> None:
    norm = norm_of(sheet)
    told = save(
        sheet, officer(HUIZHOU), **{f"verdict_{norm}": "perhaps", f"document_{norm}": "惠市工信〔2025〕1号"}
    ).json()
    assert list(told["faults"]) == [f"verdict_{norm}"]
    assert [row.field for row in ConclusionDraft.objects.all()] == [f"document_{norm}"]


def test_conclusion_takes_the_draft_up(office: Office, sheet: Case) -> None:
    norm = norm_of(sheet)
    save(sheet, officer(HUIZHOU), **{f"verdict_{norm}": "met", f"reason_{norm}": "已核"})
    page = client_of(officer(HUIZHOU))
    entered = {f"verdict_{norm}": "met", f"reason_{norm}": "已核", "version": sheet.version, "key": "c1"}
    answer = page.post(f"/applications/{sheet.pk}/conclude/", entered)
    assert answer.status_code == 302
    assert Conclusion.objects.get(norm=norm).reason == "已核"
    assert {row.taken for row in ConclusionDraft.objects.all()} == {True}


def test_others_can_neither_save_nor_watch(sheet: Case) -> None:
    """A5: the prefecture's officer reviews; the county learns nothing of drafts."""
    norm = norm_of(sheet)
    assert save(sheet, officer(HUICHENG), **{f"reason_{norm}": "x"}).status_code == 409
    assert save(sheet, account("officer", "441200"), **{f"reason_{norm}": "x"}).status_code == 404
    assert Client().post(f"/applications/{sheet.pk}/conclude/save/", {}).status_code == 401
    assert not ConclusionDraft.objects.exists()
