"""Article 14(一): the county applies."""

from __future__ import annotations

from jiqun.casework.procedure import Act

ACTS: tuple[Act, ...] = ()
OPENING: Act | None = None
