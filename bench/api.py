"""`python -m bench.api [2000]`: so many requests made up from the interface's description, on a database of its own.

Prints what they answered; ends with 1 when an answer does not fit the description. The suite runs some of them.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from bench.__main__ import migrated

CASES = 2000


def main(cases: int = CASES) -> int:
    """Makes a county with an application, then asks; exit 1 for a failure."""
    with tempfile.TemporaryDirectory(prefix="jiqun-api-") as folder:
        migrated(Path(folder))
        from django.core.cache import cache
        from django.test.utils import setup_test_environment

        setup_test_environment()
        from tests.api.contract import run
        from tests.office import HUICHENG, officer
        from tests.recognition.applicant import open_round, start

        case = start(open_round())
        cache.clear()
        began = time.monotonic()
        outcome = run(case, officer(HUICHENG), cases)
    answered = ", ".join(f"{status}: {count}" for status, count in sorted(outcome.statuses.items()))
    print(
        f"{outcome.cases} requests of {len(outcome.operations)} operations in {time.monotonic() - began:.0f} s; "
        f"{len(outcome.failures)} failures. Answers by status: {answered}."
    )
    for failure in outcome.failures:
        print(f"\n{failure}", file=sys.stderr)
    return 1 if outcome.failures else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else CASES))
