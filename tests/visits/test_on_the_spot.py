"""What is written down at a firm on a phone: saved field by field, over nothing another wrote, until it is signed."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from jiqun.authorities.models import Account
from jiqun.casework.models import Case
from jiqun.casework.refusals import NotHere, Refusal
from jiqun.config import clock
from jiqun.forms.answers import answers, changes
from jiqun.visits import drafts
from jiqun.visits.models import Visit, VisitedFirm
from jiqun.visits.queries import sheets
from jiqun.visits.sheet import key
from tests.office import HUICHENG, HUIZHOU, PROVINCE, ZHONGSHAN, account, approver, officer
from tests.recognition.prefecture import FIRMS, NOW, Office
from tests.visits import spot

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def business_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


def first(visit: Case) -> str:
    return VisitedFirm.objects.filter(visit=visit.pk).order_by("position").values_list("uscc", flat=True)[0]


def browser(by: Account) -> Client:
    client = Client(headers={"accept-language": "zh-CN"})
    client.force_login(by, backend="jiqun.authorities.backends.AccountBackend")
    return client


def sent(by: Account, visit: Case, uscc: str, **data: Any) -> Any:
    url = reverse("visits:save", args=[visit.pk, uscc])
    return browser(by).post(url, {"account": str(by.pk), **data})


def save(visit: Case, uscc: str, by: Account, **changes: Any) -> Any:
    told = {key(uscc, *name.split("__")): value for name, value in changes.items()}
    return drafts.save(visit.pk, uscc, told, by=by, now=NOW)


def test_answers_keep_their_history(visit: Case) -> None:
    """Draft work is no act, and each change has its line."""
    uscc, by = first(visit), officer(HUIZHOU)
    assert save(visit, uscc, by, produces="yes", produces__note="机器在转").whole
    assert save(visit, uscc, by, produces="no").whole
    assert answers(visit)[key(uscc, "produces")].value == "no"
    told = [(each.before, each.after) for each in changes(visit, [key(uscc, "produces")])]
    assert told == [("yes", "no"), (None, "yes")]


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("produces", "maybe", "请从“是、否、未查看”中选择。"),
        ("output__2024__seen", "约 3 亿", "请只填数字"),
        ("employees__2024__seen", "12.5", "不能有小数"),
    ],
)
def test_wrong_answer_is_refused_beside_its_field(visit: Case, name: str, value: str, said: str) -> None:
    """Bad input: a figure that is no number; the others are saved, nothing is lost."""
    uscc = first(visit)
    Visit.objects.get(pk=visit.pk).roster.firm_years.filter(year=2024).update(output=10**10, employees=50)
    saved = save(visit, uscc, officer(HUIZHOU), inside="yes", **{name: value})
    field = key(uscc, *name.split("__"))
    assert set(saved.faults) == {field}
    assert said in saved.faults[field][0]
    assert set(answers(visit)) == {key(uscc, "inside")}


def test_figures_seen_are_compared_exactly(visit: Case) -> None:
    """A14.2: sampled figures beside those stated, to the 分; what differs by more than the share is marked."""
    uscc, row = first(visit), Visit.objects.get(pk=visit.pk)
    row.roster.firm_years.filter(year=2024).update(output=123_450_000_000, rd=1_000_000)
    save(
        visit, uscc, officer(HUIZHOU), output__2024__seen="111,105", output__2024__doc="纳税申报表", rd__2024__seen="1"
    )
    found = sheets.sums_of(row, visit)
    assert (found.looked, found.differing, found.marked) == (2, 1, 1)
    assert [(line.first.stated.measure, line.seen - line.stated) for line in found.lines] == [
        ("output", -12_345_000_000),
        ("rd", 0),
    ]


def test_two_officers_at_one_firm_overwrite_nothing(visit: Case) -> None:
    """A lost update is shown with both values; the person chooses."""
    uscc, by = first(visit), officer(HUIZHOU)
    field = key(uscc, "produces", "note")
    assert sent(by, visit, uscc, **{field: "甲所见", f"shown-{field}": "0"}).json()["saved"][field]["version"] == 1
    other = account(by.role, HUIZHOU, name="officer-2")
    told = sent(other, visit, uscc, **{field: "乙所见", f"shown-{field}": "0"}).json()
    assert (told["clashes"][field]["theirs"], told["clashes"][field]["mine"]) == (["甲所见"], ["乙所见"])
    assert answers(visit)[field].value == "甲所见"


def test_firm_that_was_not_drawn_is_refused(visit: Case) -> None:
    """Bad input: only what was drawn, added or put in another's place is on the list."""
    other = next(uscc for uscc in FIRMS if not VisitedFirm.objects.filter(visit=visit.pk, uscc=uscc).exists())
    with pytest.raises(Refusal, match="该企业不在本次检查名单中"):
        save(visit, other, officer(HUIZHOU), produces="yes")
    answer = sent(officer(HUIZHOU), visit, other, **{key(other, "produces"): "yes"})
    assert (answer.status_code, answer.json()) == (409, {"refusal": "该企业不在本次检查名单中。"})
    assert browser(officer(HUIZHOU)).get(reverse("visits:firm", args=[visit.pk, other])).status_code == 404


def test_replaced_firm_takes_nothing_more(office: Office, visit: Case) -> None:
    shut = first(visit)
    office.act(visit, "replace_firm", officer(HUIZHOU), {"firm": shut, "reason": "停产"})
    with pytest.raises(Refusal, match="该企业已被替换"):
        save(visit, shut, officer(HUIZHOU), produces="no")


def test_saving_is_for_the_officer_that_visits(visit: Case) -> None:
    """Territory and post; the page's own account only."""
    uscc = first(visit)
    for code in (ZHONGSHAN, HUICHENG):
        with pytest.raises(NotHere):
            save(visit, uscc, officer(code), produces="yes")
    for by in (officer(PROVINCE), approver(HUIZHOU)):
        with pytest.raises(Refusal, match="由安排本次检查的单位经办填写"):
            save(visit, uscc, by, produces="yes")
    url = reverse("visits:save", args=[visit.pk, uscc])
    assert browser(officer(HUIZHOU)).post(url, {"account": "0"}).status_code == 403
    assert Client().post(url, {}).status_code == 401


def test_signed_record_closes_the_sheets_until_it_is_reopened(office: Office, visit: Case) -> None:
    by = officer(HUIZHOU)
    spot.see(visit, by, NOW)
    office.act(visit, "file_record", by, spot.by_hand(), files=spot.scan())
    with pytest.raises(Refusal, match="签字记录已登记"):
        save(visit, first(visit), by, produces="no")
    office.act(visit, "reopen", by, {"reason": "补查一家"})
    assert save(visit, first(visit), by, produces="no").whole


def test_watch_says_who_else_is_at_the_same_firm(visit: Case) -> None:
    by, uscc = officer(HUIZHOU), first(visit)
    other = account(by.role, HUIZHOU, name="officer-2")
    url = reverse("visits:watch", args=[visit.pk, uscc])
    browser(other).post(url, {"account": str(other.pk)})
    told = browser(by).post(url, {"account": str(by.pk)})
    assert json.loads(told.content)["present"] == [f"{other.person.name}正在填写本部分"]
