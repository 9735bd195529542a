"""`python -m bench.readiness`: the readiness board of a prefecture with 50 entries × 300 firms (issue 7).

The goal is ten statements and 80 ms for the whole page: what self-assessments pinned is read, no roster is.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from bench.alone import alone
from bench.measure import Row, measure

ENTRIES, FIRMS, LAST = 50, 300, 2024
GOAL_MS, GOAL_SQL = 80, 10
CITY = "441300"


def rows() -> list[Row]:
    """The page, and its reading and arithmetic alone."""
    from django.urls import reverse

    from bench.pages import signed_in
    from jiqun.authorities.models import Account, Authority, Person, Role
    from jiqun.authorities.tree import lay_tree
    from jiqun.cultivation.library import readiness

    if not Authority.objects.exists():
        lay_tree()
    officer = Account.objects.create(
        username="bench-readiness",
        person=Person.objects.create(name="测量"),
        role=Role.OFFICER,
        authority=Authority.objects.get(pk=CITY),
    )
    lay(officer)
    client, url = signed_in(officer), reverse("cultivation:home")

    def page() -> None:
        answer: Any = client.get(url)
        if answer.status_code != 200 or answer.content.count(b"cultivation/assessments/") < ENTRIES:
            raise RuntimeError("the board was not shown")

    return [
        measure(f"readiness board, {ENTRIES} entries × {FIRMS} firms", page, sql_goal=GOAL_SQL, goal=GOAL_MS),
        measure("its reading and arithmetic alone", lambda: readiness.board(officer, date(LAST + 1, 6, 1))),
    ]


def lay(officer: Any) -> None:
    """Entries over the prefecture's counties, each with a stored roster and two self-assessments pinned from one."""
    from random import Random

    from jiqun.authorities.hours import ZONE
    from jiqun.authorities.models import Authority, Level
    from jiqun.casework.models import Audience, Case
    from jiqun.cultivation.assessment.computing import Source, computed
    from jiqun.cultivation.models import LibraryEntry, SelfAssessment
    from jiqun.demo import rosters
    from jiqun.register.models import Cluster
    from jiqun.register.rosters import store_roster

    places = Authority.objects.filter(path__contains=f"/{CITY}/").order_by("code")
    counties = [each for each in places if each.level == Level.COUNTY]
    now, pinned = datetime(LAST + 1, 3, 1, tzinfo=ZONE), {}
    made = {
        year: rosters.roster(
            Random(7),
            name="测量集群",
            place="惠城区",
            short="惠城",
            leads=("398",),
            base_year=year,
            shape=rosters.Character(firms=FIRMS),
        )
        for year in (LAST - 1, LAST)
    }
    for n in range(ENTRIES):
        county = counties[n % len(counties)]
        cluster = Cluster.objects.create(
            id=UUID(int=10**6 + n), name=f"测量集群{n}", authority=county, path=county.path, lead_codes="398"
        )
        stored = {year: store_roster(cluster, made[year], officer, now, "", Random(f"{n}/{year}")) for year in made}
        if not pinned:
            pinned = {year: computed(Source("revision", str(stored[year].pk)), now.date()).columns for year in made}

        def case(procedure: str, state: str, number: str, of: Cluster = cluster, at: Authority = county) -> Case:
            return Case.objects.create(
                id=UUID(int=Random(number).getrandbits(128)),
                number=number,
                procedure_name=procedure,
                state=state,
                title=of.name,
                authority=at,
                path=at.path,
                audience=Audience.CHAIN,
                cluster=of,
                measure="gd_2023_4",
                opened_at=now,
            )

        LibraryEntry.objects.create(
            case=case("library_entry", "growing", f"PY-{n}"),
            cluster=cluster,
            entered_on=now.date(),
            stage_since=now.date(),
            reason="测量",
        )
        for year, columns in pinned.items():
            SelfAssessment.objects.create(
                case=case("self_assessment", "read", f"ZP-{year}-{n}"),
                cluster=cluster,
                year=year,
                roster=stored[year],
                handed_in_at=now,
                **columns,
            )


if __name__ == "__main__":
    raise SystemExit(alone(lambda _: rows()))
