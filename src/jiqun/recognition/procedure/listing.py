"""Article 14(三): the list, the public notice, the announcement."""

from __future__ import annotations

from jiqun.casework.procedure import Act

ACTS: tuple[Act, ...] = ()
