"""Article 14(三): the experts' score sheets, on this chapter's page."""

from __future__ import annotations

from jiqun.casework.procedure import register
from jiqun.review.procedure import sheet_table

SHEET = register(sheet_table("recognition:sheet"))
