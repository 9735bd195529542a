"""What is still open before a prefecture may recommend (Article 14(二)); cheap enough for every case page."""

from __future__ import annotations

from collections.abc import Iterable

from jiqun.bilingual import Text
from jiqun.recognition.models import Application, Conclusion
from jiqun.recognition.queries.filing.precheck import measure_of
from jiqun.recognition.queries.forwarding import demands_of
from jiqun.recognition.visiting import readiness as visited

DECIDED = ("met", "not_met", "not_applicable")
"""Verdicts the computation settles by itself; differing from one needs a reason and a document."""


def conditions_of(application: Application) -> list[str]:
    """Every condition to conclude on: the measure's norms, the demands the call added, those of the forwarded call."""
    norms = [norm.id for norm in measure_of(application.round).norms]
    return norms + [str(demand["id"]) for demand in demands_of(application)]


def standing(application: Application, conclusions: Iterable[Conclusion]) -> dict[str, Conclusion]:
    """Conclusions by condition that were made on what was handed in last; older ones have to be confirmed anew."""
    since = application.submitted_at
    return {each.norm: each for each in conclusions if since is None or each.at >= since}


def open_points(application: Application) -> list[Text]:
    """Everything that stands against recommending, each in a few words; empty when nothing does.

    Two queries, three where there was no site check.
    """
    wanted = conditions_of(application)
    rows = Conclusion.objects.filter(application=application.pk).only("norm", "verdict", "at")
    made = standing(application, rows)
    points = []
    if missing := [norm for norm in wanted if norm not in made]:
        points.append(
            Text(f"还有 {len(missing)} 项条件未作结论", f"{len(missing)} conditions are without a conclusion")
        )
    if failed := [norm for norm in wanted if norm in made and made[norm].verdict == "not_met"]:
        names = "、".join(failed)
        points.append(
            Text(
                f"已作出“不符合”结论的条件：{names}，不得推荐",
                f"concluded not met, so it may not be recommended: {names}",
            )
        )
    if (check := visited.open_point(application.pk)) is not None:
        points.append(check)
    return points
