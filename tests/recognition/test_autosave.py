"""Saving while people type: what a section's page is told (A14.1; ≤ 6 SQL a round trip; Races: 0 silent)."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from jiqun.authorities.models import Account, Person, Role
from jiqun.casework.models import Case
from jiqun.config import clock
from jiqun.forms.answers import values
from jiqun.forms.models import Answer, AnswerChange, Presence
from jiqun.forms.presence import LATELY
from tests.office import HUICHENG, HUIDONG, HUIZHOU, account, approver, officer
from tests.recognition.applicant import NOW, open_round, start

pytestmark = pytest.mark.django_db
PLAIN = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")


@pytest.fixture(autouse=True)
def business_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """The office's clock stands at 2025-03-20 10:00."""
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def case() -> Case:
    return start(open_round())


def colleague() -> Account:
    return account(Role.OFFICER, HUICHENG, name="colleague")


class Page:
    """An open page of one section: what it sends by itself, and what it is answered."""

    def __init__(self, case: Case, by: Account, section: int = 1) -> None:
        self.by, self.client = by, Client()
        self.client.force_login(by, backend="jiqun.authorities.backends.AccountBackend")
        self.args = [case.pk, section]

    def post(self, name: str, **data: Any) -> Any:
        return self.client.post(reverse(f"recognition:{name}", args=self.args), {"account": self.by.pk, **data})

    def save(self, **data: Any) -> dict[str, Any]:
        answer = self.post("save-section", **data)
        assert answer.status_code == 200, answer.content
        told: dict[str, Any] = answer.json()
        return told

    def watch(self, **data: Any) -> dict[str, Any]:
        answer = self.post("watch-section", **data)
        assert answer.status_code == 200, answer.content
        told: dict[str, Any] = answer.json()
        return told


@pytest.fixture
def mine(case: Case) -> Page:
    return Page(case, officer(HUICHENG))


@pytest.fixture
def theirs(case: Case) -> Page:
    return Page(case, colleague())


# ── saving ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_changed_field_is_saved_with_its_version_and_the_time(case: Case, mine: Page) -> None:
    told = mine.save(extent="东至东江", **{"shown-extent": 0})
    assert told["saved"] == {"extent": {"version": 1, "at": told["at"]}}
    assert (told["faults"], told["clashes"], told["others"]) == ({}, {}, {})
    assert values(case)["extent"] == "东至东江"


def test_round_trip_costs_six_statements_and_no_write_when_nothing_changed(mine: Page) -> None:
    """Session, account, draft, answers, and the two that write."""
    mine.save(extent="甲")  # the form is read once a process, the session's mark is written once a minute
    for data, cost in (({"extent": "乙", "agency_name": "中心"}, 6), ({"extent": "乙"}, 4)):
        with CaptureQueriesContext(
            connection,
        ) as ran:
            mine.save(**data)
        statements = [query["sql"] for query in ran if not query["sql"].startswith(PLAIN)]
        assert len(statements) == cost, statements
    assert AnswerChange.objects.filter(field="extent").count() == 2


def test_fault_is_said_in_words_and_the_rest_is_saved(case: Case, mine: Page) -> None:
    told = mine.save(extent="甲", agency_uscc="123")
    assert (list(told["saved"]), list(told["faults"])) == (["extent"], ["agency_uscc"])
    assert told["faults"]["agency_uscc"][0]
    assert "agency_uscc" not in values(case)


def test_clash_tells_both_values_who_when_and_where_the_texts_differ(case: Case, mine: Page, theirs: Page) -> None:
    mine.save(extent="东至东江，南至平海镇。", **{"shown-extent": 0})
    told = theirs.save(extent="东至东江，南至稔山镇。", **{"shown-extent": 0})
    assert told["saved"] == {}
    assert told["clashes"]["extent"] == {
        "version": 1,
        "by": mine.by.person.name,
        "at": "2025-03-20 10:00",
        "inputs": {"extent": "东至东江，南至平海镇。"},
        "theirs": ["东至东江，南至平海镇。"],
        "mine": ["东至东江，南至稔山镇。"],
        "difference": [["same", "东至东江，"], ["gone", "南至平海镇。"], ["added", "南至稔山镇。"]],
    }
    assert values(case)["extent"] == "东至东江，南至平海镇。"
    assert theirs.save(extent="东至东江，南至稔山镇。", **{"shown-extent": 1})["saved"]["extent"]["version"] == 2


def figures(**cells: str) -> dict[str, str]:
    return {f"profit_tax-{n}-{year}": cells.get(f"c{n}_{year}", "") for n in (0, 1) for year in (2022, 2023, 2024)}


def test_cells_of_one_figure_filled_in_by_two_people_both_stand(case: Case) -> None:
    """Field-level merge: one enters the profit, the other the taxes of the same field at the same time."""
    mine, theirs = Page(case, officer(HUICHENG), 2), Page(case, colleague(), 2)
    theirs.save(**figures(c0_2024="7.7"), **{"shown-profit_tax": 0})
    told = mine.save(**figures(c1_2024="3.6"), **{"shown-profit_tax": 0})
    assert told["saved"]["profit_tax"]["version"] == 2
    assert told["others"]["profit_tax"]["inputs"] == figures(c0_2024="7.7", c1_2024="3.6")
    assert values(case)["profit_tax"] == {"利润总额": {"2024": "7.7"}, "上缴税金": {"2024": "3.6"}}


def test_others_changes_come_with_the_answer_to_ones_own(mine: Page, theirs: Page) -> None:
    theirs.save(agency_kind="事业单位")
    told = mine.save(extent="甲", **{"shown-extent": 0, "shown-agency_kind": 0})
    assert told["others"] == {
        "agency_kind": {
            "version": 1,
            "by": theirs.by.person.name,
            "at": "2025-03-20 10:00",
            "inputs": {"agency_kind": "事业单位"},
        }
    }


def test_reason_for_a_difference_is_an_answer_of_its_own(case: Case) -> None:
    page = Page(case, officer(HUICHENG), 2)
    told = page.save(**{"profit_tax.reason": "新项目投产", "shown-profit_tax.reason": 0})
    assert told["saved"]["profit_tax.reason"]["version"] == 1
    assert values(case)["profit_tax.reason"] == "新项目投产"


# ── who may ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_ended_session_is_told_and_the_entries_are_taken_after_signing_in_again(case: Case, mine: Page) -> None:
    mine.client.session.flush()
    answer = mine.post("save-section", extent="甲")
    assert (answer.status_code, answer.json()) == (401, {"signed_out": True})
    mine.client.force_login(mine.by, backend="jiqun.authorities.backends.AccountBackend")
    assert mine.save(extent="甲", **{"shown-extent": 0})["saved"]["extent"]["version"] == 1


def test_another_accounts_entries_are_never_saved_under_ones_name(case: Case, mine: Page) -> None:
    for address in ("save-section", "watch-section"):
        answer = mine.client.post(reverse(f"recognition:{address}", args=mine.args), {"account": 0, "extent": "甲"})
        assert (answer.status_code, answer.json()) == (403, {"other_account": True})
    assert "extent" not in values(case)


@pytest.mark.parametrize("address", ["save-section", "watch-section"])
def test_foreign_draft_and_absent_section_are_the_same(case: Case, address: str) -> None:
    said = {"refusal": "没有这个办件，或不在您的辖区。"}
    for page in (Page(case, officer(HUIDONG)), Page(case, officer(HUIZHOU)), Page(case, officer(HUICHENG), 99)):
        answer = page.post(address, extent="甲")
        assert (answer.status_code, answer.json()) == (404, said)


@pytest.mark.parametrize("address", ["save-section", "watch-section"])
def test_refusal_is_a_sentence_when_it_was_handed_in_or_waits_for_its_signature(
    case: Case, mine: Page, address: str
) -> None:
    Case.objects.filter(pk=case.pk).update(pending=True)
    answer = mine.post(address, extent="甲")
    assert answer.status_code == 409 and "待审核岗签批" in answer.json()["refusal"]
    Case.objects.filter(pk=case.pk).update(pending=False, state="submitted")
    answer = mine.post(address, extent="甲")
    assert answer.status_code == 409 and "已提交" in answer.json()["refusal"]
    assert "extent" not in values(case) and not Presence.objects.exists()


def test_approver_is_told_that_filling_in_is_the_officers(case: Case) -> None:
    answer = Page(case, approver(HUICHENG)).post("save-section", extent="甲")
    assert answer.json() == {"refusal": "申报由申报单位的经办填写。"}


def test_nothing_is_saved_without_the_token_against_forged_requests(case: Case, mine: Page) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(mine.by, backend="jiqun.authorities.backends.AccountBackend")
    address = reverse("recognition:save-section", args=mine.args)
    assert client.post(address, {"account": mine.by.pk, "extent": "甲"}).status_code == 403
    assert client.get(reverse("recognition:form-token")).status_code == 204
    token = client.cookies["csrftoken"].value
    answer = client.post(address, {"account": mine.by.pk, "extent": "甲"}, headers={"X-CSRFToken": token})
    assert answer.status_code == 200 and values(case)["extent"] == "甲"


# ── seeing each other ────────────────────────────────────────────────────────────────────────────────────────────


def test_two_clerks_see_each_other_and_what_was_changed_last(mine: Page, theirs: Page) -> None:
    name = theirs.by.person.name
    assert mine.watch()["present"] == []
    theirs.watch()
    assert mine.watch()["present"] == [f"{name}正在填写本部分"]
    theirs.watch(changed="extent")
    assert mine.watch()["present"] == [f"{name}正在填写本部分，刚刚改了“空间范围（四至、涉及镇街和园区）”"]
    assert mine.watch()["present"] == mine.watch()["present"]
    assert Presence.objects.count() == 2


def test_clerk_in_another_section_is_named_with_it(case: Case, mine: Page) -> None:
    Page(case, colleague(), 2).watch()
    assert mine.watch()["present"] == [f"{colleague().person.name}正在填写第 2 部分“核心竞争力”"]


def test_who_was_not_heard_of_for_a_minute_has_gone(mine: Page, theirs: Page) -> None:
    theirs.watch()
    Presence.objects.filter(account=theirs.by).update(seen=timezone.now() - LATELY)
    assert mine.watch()["present"] == []


def test_watching_brings_others_changes_for_six_statements(mine: Page, theirs: Page) -> None:
    """Session, account, draft, one that notes who is there, who else is, answers."""
    theirs.save(extent="甲")
    mine.watch()
    with CaptureQueriesContext(connection) as ran:
        told = mine.watch(**{"shown-extent": 0})
    assert len([query for query in ran if not query["sql"].startswith(PLAIN)]) == 6
    assert told["others"]["extent"]["inputs"] == {"extent": "甲"}
    assert Answer.objects.get(field="extent").version == 1


# ── history ──────────────────────────────────────────────────────────────────────────────────────────────────────


def address(case: Case, field: str = "extent") -> str:
    return reverse("recognition:answer-history", args=[case.pk, field])


def test_history_says_who_when_from_what_to_what_and_an_earlier_value_is_taken_back(
    case: Case, mine: Page, theirs: Page
) -> None:
    mine.save(extent="东至东江。")
    theirs.save(extent="东至西湖。")
    page = mine.client.get(address(case))
    shown = [(each.by, each.before, each.after, each.version) for each in page.context["changes"]]
    assert shown == [
        (theirs.by.person.name, ("东至东江。",), ("东至西湖。",), 2),
        (mine.by.person.name, (), ("东至东江。",), 1),
    ]
    first = AnswerChange.objects.get(field="extent", version=1)
    assert mine.client.post(address(case), {"change": first.pk, "shown": 2}).status_code == 302
    assert values(case)["extent"] == "东至东江。"
    last = AnswerChange.objects.get(field="extent", version=3)
    assert (last.before, last.after, last.by, last.source) == ("东至西湖。", "东至东江。", mine.by, "restored:1")
    assert "恢复为第 1 次保存的内容" in mine.client.get(address(case)).content.decode()


def test_value_is_not_taken_back_over_what_somebody_changed_since(case: Case, mine: Page, theirs: Page) -> None:
    mine.save(extent="甲")
    theirs.save(extent="乙")
    first = AnswerChange.objects.get(field="extent", version=1)
    answer = mine.client.post(address(case), {"change": first.pk, "shown": 1}, follow=True)
    assert f"这一项刚被{theirs.by.person.name}改过，没有覆盖" in answer.content.decode()
    assert values(case)["extent"] == "乙"


def test_what_no_longer_fits_is_not_taken_back(case: Case, mine: Page) -> None:
    change = AnswerChange.objects.create(case=case, field="agency_uscc", version=1, after="123", by=mine.by, at=NOW)
    answer = mine.client.post(address(case, "agency_uscc"), {"change": change.pk, "shown": 0}, follow=True)
    assert "这一内容不符合现行填报要求，没有恢复" in answer.content.decode()
    assert "agency_uscc" not in values(case)


def test_saves_of_one_person_while_typing_are_one_change(case: Case, mine: Page, theirs: Page) -> None:
    for text in ("东", "东至", "东至东江"):
        mine.save(extent=text)
    theirs.save(extent="东至东江。")
    mine.save(agency_name="中心")
    rows = mine.client.get(reverse("recognition:draft-history", args=[case.pk])).context["page"].object_list
    assert [(each.field.id, each.before, each.after, each.saves) for each in rows[:3]] == [
        ("agency_name", (), ("中心",), 1),
        ("extent", ("东至东江",), ("东至东江。",), 1),
        ("extent", (), ("东至东江",), 3),
    ]


def test_history_is_the_applicants_own(case: Case, mine: Page) -> None:
    mine.save(extent="甲")
    Case.objects.filter(pk=case.pk).update(audience="chain")
    above = Page(case, officer(HUIZHOU)).client
    own = Page(case, approver(HUICHENG)).client
    for where in (address(case), reverse("recognition:draft-history", args=[case.pk])):
        assert (above.get(where).status_code, own.get(where).status_code) == (404, 200)
    assert own.get(address(case, "no_such_field")).status_code == 404
    foreign = AnswerChange.objects.get(field="extent")
    assert mine.client.post(address(case), {"change": foreign.pk + 1, "shown": 1}).status_code == 404


# ── the page ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_page_carries_what_saving_by_itself_needs(case: Case, mine: Page) -> None:
    mine.save(extent="甲")
    body = mine.client.get(reverse("recognition:application-section", args=mine.args)).content.decode()
    assert f'data-account="{mine.by.pk}"' in body and f'data-key="{case.pk}:1"' in body
    assert f'data-autosave="{reverse("recognition:save-section", args=mine.args)}"' in body
    assert '<input type="hidden" name="shown-extent" value="1">' in body
    assert f"已保存 2025-03-20 10:00 · {mine.by.person.name}" in body


def test_plain_form_shows_a_clash_in_words_without_script(case: Case, mine: Page) -> None:
    page, other = Page(case, officer(HUICHENG), 2), Page(case, colleague(), 2)
    other.save(**figures(c0_2024="7.7"))
    answer = page.client.post(
        reverse("recognition:application-section", args=page.args),
        {**figures(c0_2024="7.8"), "shown-profit_tax": "0"},
    )
    assert answer.status_code == 409
    assert "现为“利润总额　2024：7.7”" in answer.content.decode()
    assert "您填的是“利润总额　2024：7.8”" in answer.content.decode()


def test_person_who_signs_in_again_is_led_back_to_what_was_being_filled_in(mine: Page) -> None:
    assert "回到原来填写的页面" in mine.client.get(reverse("recognition:signed-in-again")).content.decode()


def test_colleague_of_the_same_name_is_another_account(case: Case, mine: Page) -> None:
    twin = account(Role.OFFICER, HUICHENG, name="twin", person=Person.objects.create(name=mine.by.person.name))
    Page(case, twin).watch()
    assert mine.watch()["present"] == [f"{mine.by.person.name}正在填写本部分"]
