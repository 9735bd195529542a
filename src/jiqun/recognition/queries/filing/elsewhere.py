"""Which firms of a roster another cluster's roster in use counts too."""

from __future__ import annotations

from collections.abc import Collection

from jiqun.recognition.models import Application
from jiqun.register.models import FirmYearRow

_AT_A_TIME = 5_000


def counted_elsewhere(application: Application, codes: Collection[str]) -> dict[str, str | None]:
    """Credit code → name of the other cluster whose application's roster of the same base year has it in that year.

    The name is given for clusters of the applicant's own territory only, `None` for any other. One query for every
    5,000 codes.
    """
    base = application.round.base_year
    own = application.cluster.path
    others = Application.objects.filter(roster__base_year=base).exclude(cluster=application.cluster_id)
    found: dict[str, str | None] = {}
    wanted = sorted(codes)
    for start in range(0, len(wanted), _AT_A_TIME):
        rows = (
            FirmYearRow.objects.filter(
                enterprise_id__in=wanted[start : start + _AT_A_TIME],
                year=base,
                roster__in=others.values("roster"),
            )
            .order_by("enterprise_id", "roster__cluster__name")
            .values_list("enterprise_id", "roster__cluster__name", "roster__cluster__path")
        )
        for code, name, path in rows:
            seen = name if path.startswith(own) else None
            if found.get(code) is None:
                found[code] = seen
    return found
