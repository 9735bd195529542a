"""The levels at which a cluster is recognised (Articles 6, 12 and 14(三)), as the register keeps them."""

from __future__ import annotations

from jiqun.bilingual import Text

NATIONAL, PROVINCIAL, MUNICIPAL = "国家级", "省级", "市级"
ABOVE = (PROVINCIAL, NATIONAL)
"""Beyond what a prefecture recognises under its own measure."""
TITLES = {
    PROVINCIAL: Text(PROVINCIAL, "Provincial"),
    NATIONAL: Text(NATIONAL, "National"),
    MUNICIPAL: Text(MUNICIPAL, "Municipal"),
}
