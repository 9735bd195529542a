"""Article 12 and 14(一): the province opens a round by issuing the 认定工作通知."""

from __future__ import annotations

from jiqun.casework.procedure import Act

ACTS: tuple[Act, ...] = ()
OPENING: Act | None = None
