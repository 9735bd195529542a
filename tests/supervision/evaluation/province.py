"""A province of many clusters with three years of figures and goals: what benches and pictures start from."""

from __future__ import annotations

import uuid
from datetime import date
from random import Random

from jiqun.authorities.models import Authority
from jiqun.register.figures import keep, line_of
from jiqun.register.models import Cluster, Goal, Recognition
from jiqun.register.terms import term_end
from jiqun.standards import divisions
from tests.supervision.evaluation.reported import NOW

YI = 100 * 100_000_000
LEADS = ("1952", "39", "3857", "2444、2445", "2051")
NAMES = ("女鞋", "电子信息", "小家电", "玩具", "家居")


def lay(many: int, *, first: int = 2021, last: int = 2024) -> list[Cluster]:
    """`many` invented clusters all over the province; every seventh lacks its last year, every fifth left R&D blank."""
    random = Random(16)
    places = [place for place in divisions.applicants() if place.kind == "county"]
    rows, recognitions, lines, goals = [], [], [], []
    for n in range(many):
        authority = Authority.objects.get(pk=places[n * 7 % len(places)].code)
        kind = n % len(NAMES)
        name = f"{authority.name}{NAMES[kind]}产业集群" + (f"{n}" if n >= len(places) else "")
        cluster = Cluster(
            id=uuid.UUID(int=n + 1),
            name=name,
            authority=authority,
            path=authority.path,
            lead_codes=LEADS[kind],
            invented=True,
        )
        start = date(2023, 7, 10) if n % 2 else date(2024, 7, 10)
        recognition = Recognition(
            id=uuid.UUID(int=10_000 + n),
            cluster=cluster,
            level="省级",
            batch=f"{start.year}年",
            announced_on=start,
            valid_from=start,
            valid_to=term_end(start),
            source="认定通告",
        )
        rows.append(cluster)
        recognitions.append(recognition)
        output, firms = random.randint(20, 300), random.randint(40, 120)
        for year in range(first, last + 1):
            if year == last and n % 7 == 6:
                continue
            output = output * random.randint(98, 122) // 100
            firms += random.randint(0, 8)
            figures: dict[str, int | None] = {
                "firms": firms,
                "firms_sme": firms - 3,
                "employees": firms * random.randint(80, 220),
                "output": output * YI,
                "output_sme": output * YI * 7 // 10,
                "output_lead": output * YI * 8 // 10,
                "revenue": output * YI * 9 // 10,
                "rd": output * YI * 4 // 100,
                "rd_sme": output * YI * 2 // 100,
                "patents": firms * random.randint(3, 9),
                "energy": output * 3_000_000,
                "co2": output * 7_000_000,
                "exports": output * YI // 5,
                "platform_users": firms // 4,
                "software_users": firms // 3,
                "top_firms": 9,
                "listed_firms": firms // 3,
            }
            blanks = {"rd": 2} if n % 5 == 4 else {}
            lines.append(line_of(cluster, year, figures, blanks, f"{year}年年度情况", NOW))
        for number, indicator in enumerate(("集群产值", "研发经费", "有效发明专利"), 1):
            goals.append(
                Goal(
                    cluster=cluster,
                    case_id=uuid.UUID(int=20_000 + n),
                    number=number,
                    indicator=indicator,
                    unit="亿元" if number < 3 else "件",
                    base=str(100 * number),
                    targets={str(year): str(100 * number + 20 * (year - 2023)) for year in (2024, 2025, 2026)},
                    owner=authority.name,
                    recognition=recognition,
                )
            )
    Cluster.objects.bulk_create(rows)
    Recognition.objects.bulk_create(recognitions)
    keep(lines)
    Goal.objects.bulk_create(goals)
    return rows
