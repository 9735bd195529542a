"""Article 14(三): experts are drawn, score, and their scores are opened."""

from __future__ import annotations

from jiqun.casework.procedure import Act

ACTS: tuple[Act, ...] = ()
