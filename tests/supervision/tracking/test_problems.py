"""Article 16: problems and remedies are followed until they are closed with proof, by two persons."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from jiqun.casework import todo
from jiqun.casework.identity import uuid7
from jiqun.casework.models import ActRecord
from jiqun.casework.perform import Done, open_matter, perform
from jiqun.casework.refusals import Invalid, Refusal
from jiqun.journal.models import Entry
from jiqun.register.models import Cluster
from jiqun.supervision.models import Problem
from jiqun.supervision.tracking import problems
from jiqun.supervision.tracking.reminding import reminders
from tests.evidence.samples import pdf
from tests.office import HUICHENG, HUIDONG, HUIZHOU, PROVINCE, account, approver, at, chance, officer
from tests.supervision.recognised import recognised

pytestmark = pytest.mark.django_db
NOW = at("2026-04-10 10:00")
CHANCE = chance(3)


def noted(cluster: Cluster, code: str = HUIZHOU, due: str = "2026-06-30") -> Problem:
    """A problem an office noted."""
    payload = {"cluster": str(cluster.pk), "text": "融资难", "remedy": "对接银企", "owner": "县金融办", "due_on": due}
    done = open_matter("problem", by=officer(code), payload=payload, key=f"note-{cluster.pk}", now=NOW, chance=CHANCE)
    found: Problem = done.subject
    return found


def act(problem: Problem, name: str, by: Any, payload: dict[str, Any], files: Any = None, now: Any = NOW) -> Done:
    """One act at the version the problem has."""
    version = Problem.objects.values_list("version", flat=True).get(pk=problem.pk)
    return perform(
        "problem", problem.pk, name, by=by, version=version, payload=payload, key=f"{name}-{version}", now=now,
        files=files, chance=CHANCE,
    )  # fmt: skip


def proof() -> dict[str, SimpleUploadedFile]:
    """A file that proves it."""
    return {"file": SimpleUploadedFile("整改.pdf", pdf(), "application/pdf")}


def test_a_problem_is_closed_with_proof_by_two_persons_of_its_county() -> None:
    problem = noted(recognised().cluster)
    done = {"outcome": "已建立银企对接机制", "closed_on": "2026-04-09"}
    with pytest.raises(Invalid):
        act(problem, "close_problem", officer(HUIDONG), done)
    act(problem, "close_problem", officer(HUIDONG), done, proof())
    assert Problem.objects.get(pk=problem.pk).state == "open"
    act(problem, "sign", approver(HUIDONG), {"affirmed": "on"})
    found = Problem.objects.get(pk=problem.pk)
    assert (found.state, found.closed_on, found.file_name) == ("closed", date(2026, 4, 9), "整改.pdf")
    assert Entry.objects.filter(seq=ActRecord.objects.get(subject_id=str(problem.pk), act="close_problem").seq).exists()


def test_another_county_neither_sees_nor_closes_it_and_the_prefecture_opens_it_again() -> None:
    problem = noted(recognised().cluster)
    assert not Problem.objects.visible_to(officer(HUICHENG)).exists()
    with pytest.raises(Refusal) as refused:
        act(problem, "close_problem", officer(HUIZHOU), {"outcome": "好", "closed_on": "2026-04-09"}, proof())
    assert "县级经办" in refused.value.text.zh
    act(problem, "close_problem", officer(HUIDONG), {"outcome": "好", "closed_on": "2026-04-09"}, proof())
    act(problem, "sign", approver(HUIDONG), {"affirmed": "on"})
    act(problem, "reopen_problem", officer(HUIZHOU), {"reason": "佐证不足"})
    found = Problem.objects.get(pk=problem.pk)
    assert (found.state, found.closed_on) == ("open", None)


def test_putting_the_date_off_needs_a_reason() -> None:
    problem = noted(recognised().cluster)
    later = {"remedy": "对接银企", "owner": "县金融办", "due_on": "2026-09-30", "reason": ""}
    with pytest.raises(Invalid) as refused:
        act(problem, "plan_problem", officer(HUIZHOU), later)
    assert list(refused.value.faults) == ["reason"]
    act(problem, "plan_problem", officer(HUIZHOU), {**later, "reason": "等待省级政策"})
    assert Problem.objects.get(pk=problem.pk).due_on == date(2026, 9, 30)


def test_a_day_that_passed_or_is_to_come_is_refused() -> None:
    cluster = recognised().cluster
    with pytest.raises(Invalid) as refused:
        noted(cluster, due="2026-04-01")
    assert list(refused.value.faults) == ["due_on"]
    problem = noted(cluster)
    with pytest.raises(Invalid) as refused:
        act(problem, "close_problem", officer(HUIDONG), {"outcome": "好", "closed_on": "2026-04-11"}, proof())
    assert list(refused.value.faults) == ["closed_on"]


class Keeping:
    """As much of an act as keeping needs."""

    def __init__(self) -> None:
        self.now, self.chance = NOW, chance(9)

    def new_id(self) -> Any:
        """A key."""
        return uuid7(self.now, self.chance)


def test_problems_of_a_report_are_kept_once_and_brought_up_to_date() -> None:
    cluster: Any = recognised().cluster
    doing: Any = Keeping()
    first = [["融资难", "对接银企", "县金融办", "2026-09-30"], ["", "", "", ""], ["用地紧", "盘活", "", "年底前"]]
    assert problems.keep(doing, cluster, first) == 2
    assert problems.keep(doing, cluster, [["融资难", "设基金", "", "2026年12月31日"]]) == 1
    rows = Problem.objects.order_by("text").values_list("text", "remedy", "owner", "due_on", "due_text")
    assert sorted(rows) == [
        ("用地紧", "盘活", "", None, "年底前"),
        ("融资难", "设基金", "县金融办", date(2026, 12, 31), ""),
    ]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-09-30", date(2026, 9, 30)),
        ("2026年9月30日", date(2026, 9, 30)),
        ("2026/9/30", date(2026, 9, 30)),
        ("2026.9.30", date(2026, 9, 30)),
        ("2026年9月30日前", date(2026, 9, 30)),
        ("2026-02-30", None),
        ("年底前", None),
        ("2026-09", None),
    ],
)
def test_dates_of_reports_are_read_as_people_write_them(text: str, day: date | None) -> None:
    assert problems.as_day(text) == day


def test_a_problem_past_its_date_stands_on_the_workbench() -> None:
    noted(recognised().cluster)
    late = at("2026-07-03 10:00")
    task = next(each for each in todo.tasks(officer(HUIDONG), late) if each.title.endswith("融资难"))
    assert (task.days, [str(each) for each in task.acts]) == (-3, ["申请销号"])
    assert [each.text.zh for each in reminders(officer(PROVINCE), late)] == ["1 个集群问题超过整改期限未销号"]
    assert list(reminders(officer(HUIZHOU), NOW)) == []


def test_pages_of_problems(client: Client, django_assert_num_queries: Any) -> None:
    problem = noted(recognised().cluster)
    client.force_login(officer(HUIZHOU))
    client.get("/supervision/problems/")
    with django_assert_num_queries(5):
        assert "融资难" in client.get("/supervision/problems/").content.decode()
    assert "对接银企" in client.get(f"/supervision/problems/{problem.pk}/").content.decode()
    client.force_login(officer(HUICHENG))
    assert client.get(f"/supervision/problems/{problem.pk}/").status_code == 404
    client.force_login(account("expert", None))
    assert client.get("/supervision/problems/").status_code == 404
