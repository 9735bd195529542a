"""Several matters at once: chosen, looked at, confirmed; each goes through the one door and is journalled by itself."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from jiqun.authorities.models import Account
from jiqun.bilingual import Text
from jiqun.casework.models import ActRecord, Case
from jiqun.casework.procedure import Act, Procedure
from jiqun.journal.models import Entry
from tests.casework.conftest import ReasonForm, begin
from tests.casework.test_perform import do
from tests.office import HUICHENG, HUIDONG, HUIZHOU, account, approver, officer
from tests.outgoing import office_papers as papers

pytestmark = pytest.mark.django_db
SEND, RECEIVE = "sign.errand.send", "do.paper.receive"


@pytest.fixture
def three(errand: Procedure, db: None) -> list[Case]:
    """Three errands laid before the county's approver."""
    found = [begin(officer(HUICHENG), f"begin-{n}") for n in range(3)]
    for case in found:
        do(case, "send", officer(HUICHENG), key=f"send-{case.pk}")
    return found


@pytest.fixture
def client_at() -> Any:
    """A browser of somebody, on the day of these matters."""

    def made(by: Account) -> Client:
        client = Client()
        client.force_login(by)
        return client

    return made


def read(answer: Any) -> str:
    text: str = answer.content.decode()
    return text


def send(client: Client, **fields: Any) -> Any:
    return client.post(reverse("casework:together"), fields)


def picks(*cases: Any) -> list[str]:
    for each in cases:
        each.refresh_from_db()
    return [f"{each.pk}:{each.version}" for each in cases]


def test_kinds_that_wait_more_than_once_are_offered_with_how_often(three: list[Case], client_at: Any) -> None:
    shown = read(client_at(approver(HUICHENG)).get(reverse("casework:together")))
    assert "签批：上报" in shown and f"?of={SEND}" in shown and "<b>3</b>" in shown
    desk = read(client_at(approver(HUICHENG)).get(reverse("casework:workbench")))
    assert "批量签批" in desk


def test_single_matter_is_offered_nowhere_but_in_its_place(matter: Case, client_at: Any) -> None:
    do(matter, "send", officer(HUICHENG))
    assert "没有可以批量办理的事项" in read(client_at(approver(HUICHENG)).get(reverse("casework:together")))
    assert "批量签批" not in read(client_at(approver(HUICHENG)).get(reverse("casework:workbench")))


def test_preview_says_of_each_what_happens_and_asks_for_its_affirmation(three: list[Case], client_at: Any) -> None:
    client = client_at(approver(HUICHENG))
    listed = read(client.get(reverse("casework:together"), {"of": SEND}))
    assert listed.count('name="pick"') == 3
    shown = read(send(client, of=SEND, pick=picks(*three[:2])))
    assert shown.count("签批后即办理“上报”") == 2 and "签批：上报（2 件）" in shown
    assert shown.count("本单位对材料的真实性负责") == 2, "each by itself (A14.1)"
    assert not ActRecord.objects.filter(act="send").exists(), "a preview does nothing"


def test_each_is_done_and_journalled_by_itself(three: list[Case], client_at: Any) -> None:
    client, before = client_at(approver(HUICHENG)), Entry.objects.count()
    fields = {"of": SEND, "step": "do", "key": "k1", "pick": picks(*three), "comment": "同意"}
    shown = read(send(client, **fields, affirmed=[str(case.pk) for case in three]))
    assert "已办理 3 件" in shown
    assert {Case.objects.get(pk=case.pk).state for case in three} == {"sent"}
    assert Entry.objects.count() == before + 3


def test_sent_twice_it_is_done_once(three: list[Case], client_at: Any) -> None:
    client = client_at(approver(HUICHENG))
    fields = {"of": SEND, "step": "do", "key": "k1", "pick": picks(*three)}
    fields["affirmed"] = [str(case.pk) for case in three]
    send(client, **fields)
    done = Entry.objects.count()
    assert "此前已经办理，无需重复" in read(send(client, **fields))
    assert Entry.objects.count() == done


def test_one_that_was_not_affirmed_stays_and_the_others_are_done(three: list[Case], client_at: Any) -> None:
    fields = {"of": SEND, "step": "do", "key": "k1", "pick": picks(*three), "affirmed": [str(three[0].pk)]}
    shown = read(send(client_at(approver(HUICHENG)), **fields))
    assert "已办理 1 件" in shown and "2 件没有办理" in shown and shown.count("须确认：本单位对材料的真实性负责") == 2
    assert [Case.objects.get(pk=case.pk).state for case in three] == ["sent", "draft", "draft"]


def test_one_that_changed_meanwhile_is_told_and_the_others_are_done(three: list[Case], client_at: Any) -> None:
    chosen = picks(*three)
    do(three[0], "recall", officer(HUICHENG), version=2, key="recall")
    fields = {"of": SEND, "step": "do", "key": "k1", "pick": chosen, "affirmed": [str(case.pk) for case in three]}
    shown = read(send(client_at(approver(HUICHENG)), **fields))
    assert "已办理 2 件" in shown and "没有待签批的事项" in shown
    assert [Case.objects.get(pk=case.pk).state for case in three] == ["draft", "sent", "sent"]


def test_preparer_and_strangers_sign_nothing(three: list[Case], client_at: Any) -> None:
    """Two persons; nobody sees what is not theirs."""
    chosen, affirmed = picks(*three), [str(case.pk) for case in three]
    second = account("approver", HUICHENG, name="second", person=officer(HUICHENG).person)
    fields = {"of": SEND, "step": "do", "key": "k1", "pick": chosen, "affirmed": affirmed}
    assert "经办人不能签批自己提请的事项" in read(send(client_at(second), **fields))
    stranger = read(send(client_at(approver(HUIDONG)), **fields))
    assert "已不在您的范围内" in stranger and three[0].title not in stranger
    assert {Case.objects.get(pk=case.pk).state for case in three} == {"draft"}
    assert client_at(account("expert", None)).get(reverse("casework:together")).status_code == 404


@pytest.mark.parametrize("of", ["sign.nothing.here", "do.errand.send", "do.paper.void", "x", "sign.errand"])
def test_kind_that_is_none_is_not_there(three: list[Case], client_at: Any, of: str) -> None:
    assert client_at(approver(HUICHENG)).get(reverse("casework:together"), {"of": of}).status_code == 404


def test_nothing_chosen_is_said(three: list[Case], client_at: Any) -> None:
    answer = send(client_at(approver(HUICHENG)), of=SEND)
    assert answer.status_code == 422 and "请至少选择一件" in read(answer)


# ── acts of a table ──


def test_papers_that_came_are_signed_for_together(client_at: Any) -> None:
    came = [
        papers.do(
            papers.numbered(papers.drafted(), {**papers.NUMBER, "number": f"惠市工信函〔2025〕{n}号"}),
            "deliver",
            officer(HUIZHOU),
        )
        for n in (1, 2)
    ]
    client = client_at(officer(HUICHENG))
    assert "签收" in read(client.get(reverse("casework:together")))
    shown = read(send(client, of=RECEIVE, pick=picks(*came)))
    assert shown.count("签收惠州市工业和信息化局的《") == 2
    assert "已办理 2 件" in read(send(client, of=RECEIVE, step="do", key="k", pick=picks(*came)))
    for paper in came:
        paper.refresh_from_db()
    assert {paper.state for paper in came} == {"received"}


def test_act_of_another_post_is_not_there(client_at: Any) -> None:
    assert client_at(approver(HUICHENG)).get(reverse("casework:together"), {"of": RECEIVE}).status_code == 404


def test_table_refuses_an_act_together_that_asks_for_something(errand: Procedure) -> None:
    act = errand.by_act["drop"]
    with pytest.raises(ValueError, match="it can ask for nothing"):
        Procedure(
            "other",
            errand.title,
            errand.model,
            errand.states,
            (
                Act(
                    "drop",
                    act.title,
                    act.clause,
                    act.who,
                    ("draft",),
                    form=ReasonForm,
                    together=lambda of: Text("", ""),
                ),
            ),
        )
