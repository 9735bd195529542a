"""`python -m bench.search`: a question over 100,000 firms of 100 clusters; the goal is 50 ms for the whole page."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from bench.alone import alone
from bench.measure import Row, measure
from bench.outreach import lay

CLUSTERS, FIRMS, GOAL_MS = 100, 1_000, 50
CITY = "441300"


def rows() -> list[Row]:
    """A part of a name that few firms have, one that all have, a credit code, and one that nobody has."""
    from bench.pages import signed_in
    from jiqun.authorities.hours import ZONE
    from jiqun.authorities.models import Account, Authority, Person, Role
    from jiqun.authorities.tree import lay_tree
    from jiqun.register.models import Enterprise

    if not Authority.objects.exists():
        lay_tree()
    officer = Account.objects.create(
        username="bench-search",
        person=Person.objects.create(name="测量"),
        role=Role.OFFICER,
        authority=Authority.objects.get(pk=CITY),
    )
    lay(officer, datetime(2025, 9, 10, 10, 0, tzinfo=ZONE), CLUSTERS, FIRMS)
    code = Enterprise.objects.order_by("pk")[CLUSTERS * FIRMS // 2].pk
    client = signed_in(officer)

    def asked(words: str) -> Any:
        def page() -> None:
            if client.get("/search/", {"q": words}).status_code != 200:
                raise RuntimeError("the page was not shown")

        return page

    questions = {"a part few have": code[-4:], "a part all have": "企业", "a credit code": code, "nobody’s": "没有的词"}
    return [
        measure(f"search over {CLUSTERS * FIRMS:,} firms: {what}", asked(words), goal=GOAL_MS)
        for what, words in questions.items()
    ]


if __name__ == "__main__":
    raise SystemExit(alone(lambda _: rows()))
