"""A county that asks firms for their figures, and firms that answer through their links."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zlib import crc32

from jiqun.authorities.models import Account, Authority
from jiqun.casework.identity import uuid7
from jiqun.casework.models import Case
from jiqun.casework.perform import Done, open_matter, perform
from jiqun.collection.acts import drafts
from jiqun.collection.models import Holder, Invitation
from jiqun.facts.rows import ClusterSheet, FirmYear, Roster
from jiqun.register.models import Cluster, RosterRevision
from jiqun.register.rosters import store_roster
from jiqun.standards.credit_code import complete
from tests.office import HUICHENG, at, chance, officer

NOW = at("2025-03-20 10:00")
YEARS = (2021, 2022, 2023, 2024)
WAN = 1_000_000  # 分 in 万元
WHO = {"signer": "陈某", "position": "财务经理", "phone": "0752-1234567", "affirmed": "on"}


def code(number: int) -> str:
    """The credit code of an invented firm."""
    return complete(f"91449999MA{number:07d}")


def cluster(place: str = HUICHENG, name: str = "惠城区电子元件产业集群") -> Cluster:
    """A cluster of a county."""
    officer(place)
    authority = Authority.objects.get(pk=place)
    return Cluster.objects.create(
        id=uuid7(NOW, chance(crc32(name.encode()))),
        name=name,
        authority=authority,
        path=authority.path,
        lead_codes="398、397",
    )


def roster(of: Cluster, firms: int = 3, years: tuple[int, ...] = (2021, 2022, 2023), seed: int = 5) -> RosterRevision:
    """A roster of so many firms: output 1,000 万元 in the first year and 100 more each year."""
    lines = tuple(
        FirmYear(
            code(n),
            f"惠城电子{n:03d}厂（虚构）",
            "3985",
            year,
            employees=100 + n,
            output=(1000 + 100 * step) * WAN,
            rd=30 * WAN,
        )
        for n in range(1, firms + 1)
        for step, year in enumerate(years)
    )
    sheet = ClusterSheet(of.name, "惠城区", ("398", "397"), None, None, max(years))
    return store_roster(of, Roster(sheet, lines), officer(HUICHENG), NOW, "", chance(seed))


def terms(of: Cluster, **more: Any) -> dict[str, Any]:
    """What the county enters to open a collection."""
    return {
        "cluster": str(of.pk),
        "title": "2024年度企业数据填报",
        "years": [str(year) for year in YEARS],
        "figures": ["employees", "output", "rd", "platform"],
        "due_on": "2025-04-03",
        "contact": "李某 0752-7654321",
        "survey": "voluntary",
        "purpose": "集群申报",
        "readers": "县级主管部门",
        **more,
    }


def opened(of: Cluster, by: Account | None = None, key: str = "start", now: datetime = NOW, **more: Any) -> Case:
    """A collection of a cluster."""
    payload = terms(of, **more)
    done = open_matter(
        "collection", by=by or officer(HUICHENG), payload=payload, key=key, now=now, chance=chance(crc32(key.encode()))
    )
    case: Case = done.subject
    return case


def do(case: Case, act: str, payload: dict[str, Any] | None = None, *, key: str = "", **more: Any) -> Done:
    """One act of the county on a collection."""
    version = Case.objects.values_list("version", flat=True).get(pk=case.pk)
    settings: dict[str, Any] = {
        "by": officer(HUICHENG),
        "now": NOW,
        "version": version,
        "key": f"{key or act}-{case.number}-{version}",
        "chance": chance(crc32(f"{case.pk}{act}{version}".encode())),
        **more,
    }
    return perform("collection", case.pk, act, payload=payload or {}, **settings)


def asked(case: Case, *numbers: int, roster: bool = False) -> dict[str, str]:
    """Asks firms by number, or those of the roster; their tokens by credit code."""
    lines = "\n".join(f"{code(n)}\t惠城电子{n:03d}厂（虚构）\t0752-20000{n:02d}" for n in numbers)
    done = do(case, "invite", {"lines": lines, **({"from_roster": "on"} if roster else {})})
    return {link.uscc: link.token for link in done.subject.fresh_links}


def figures(**changed: str) -> dict[str, str]:
    """The texts of a whole answer; `output_2024="1300"` changes one."""
    texts = {"industry": "3985"}
    for step, year in enumerate(YEARS):
        texts |= {f"employees-{year}": "101", f"output-{year}": str(1000 + 100 * step), f"rd-{year}": "30"}
        texts[f"platform-{year}"] = "是"
    return texts | {name.replace("_", "-"): value for name, value in changed.items()}


def confirm(token: str, texts: dict[str, str] | None = None, *, now: datetime = NOW, key: str = "", **who: str) -> Done:
    """A firm keeps its answer as drafts and confirms it."""
    holder = Holder(token)
    firm = Invitation.objects.visible_to(holder).get()
    answer = texts or figures()
    seen = {name: each.number for name, each in drafts.current(firm).items()}
    drafts.save(firm, answer, seen, device="phone", now=now)
    return act(token, "confirm", {**answer, **WHO, **who}, now=now, key=key)


def act(
    token: str,
    name: str,
    payload: dict[str, Any],
    *,
    now: datetime = NOW,
    key: str = "",
    version: int | None = None,
) -> Done:
    """One act of a firm, with its link."""
    holder = Holder(token)
    firm = Invitation.objects.visible_to(holder).get()
    seen = firm.version if version is None else version
    return perform(
        "firm_return",
        firm.pk,
        name,
        by=holder,
        version=seen,
        payload=payload,
        key=key or f"{name}-{firm.pk}-{seen}",
        now=now,
        chance=chance(crc32(f"{firm.pk}{name}{seen}".encode())),
    )
