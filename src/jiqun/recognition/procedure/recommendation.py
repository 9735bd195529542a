"""Article 14(二): the prefecture accepts, checks, recommends."""

from __future__ import annotations

from jiqun.casework.procedure import Act

ACTS: tuple[Act, ...] = ()
