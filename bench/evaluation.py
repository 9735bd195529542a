"""The evaluation reports of a hundred clusters (Article 16): drawn from the data, set as PDF and written as Word files.

`python -m bench.evaluation`; the goal is 30 s for all of it, and one province's report beside.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from typing import Any

CLUSTERS = 100
GOAL_SECONDS = 30


def main() -> int:
    """Measures on a database of its own; exit 1 when the goal was missed."""
    with tempfile.TemporaryDirectory(prefix="jiqun-bench-") as folder:
        os.environ.pop("DATABASE_URL", None)
        os.environ |= {"JIQUN_VAR": folder, "JIQUN_DEMO": "1", "DJANGO_SETTINGS_MODULE": "jiqun.config.settings"}
        from jiqun.config import serving

        serving.setup()
        serving.migrate()
        spent = measured()
    print(f"100 clusters: {spent:.1f} s of {GOAL_SECONDS} s")
    return 0 if spent <= GOAL_SECONDS else 1


def measured() -> float:
    """The seconds for the hundred; each step is told."""
    from jiqun.supervision.evaluation import batch
    from jiqun.supervision.evaluation.views import files
    from jiqun.supervision.models import Evaluation
    from tests.office import PROVINCE, officer
    from tests.supervision.evaluation.province import lay
    from tests.supervision.evaluation.reported import NOW, make

    by = officer(PROVINCE)
    lay(CLUSTERS)
    spent = step("100 drafts drawn, each by its own act", lambda: batch.step(by, 2024, now=NOW, seconds=600))
    cases = [row.case for row in Evaluation.objects.select_related("case").order_by("case__number")]
    spent += step("100 set as PDF", lambda: [files.made(shown(case, by), "pdf", NOW) for case in cases])
    spent += step("100 written as Word files", lambda: [files.made(shown(case, by), "docx", NOW) for case in cases])
    whole = make(by, PROVINCE, key="province")
    step("the province's report as PDF", lambda: files.made(shown(whole, by), "pdf", NOW))
    step("the province's report as Word file", lambda: files.made(shown(whole, by), "docx", NOW))
    return spent


def shown(case: Any, by: Any) -> Any:
    """The draft as its maker reads it."""
    from jiqun.supervision.evaluation import queries

    found = queries.shown(case, by)
    assert found is not None
    return found


def step(name: str, run: Callable[[], Any]) -> float:
    """One step, done once, in seconds."""
    started = time.perf_counter()
    run()
    spent = time.perf_counter() - started
    print(f"{name}: {spent:.2f} s", flush=True)
    return spent


if __name__ == "__main__":
    sys.exit(main())
