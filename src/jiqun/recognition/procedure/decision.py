"""Article 14(三): the province checks qualification."""

from __future__ import annotations

from jiqun.casework.procedure import Act

ACTS: tuple[Act, ...] = ()
