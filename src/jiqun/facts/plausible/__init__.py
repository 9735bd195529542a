"""What a careful official would ask about before believing a roster: units, jumps, contradictions, gaps, doubles.

Nothing here blocks: every finding is a remark with its cell and what to do. The bounds are the product's own proposal
(`facts/data/plausibility.csv`), not the measure's. `checking.remarks` runs them all; `elsewhere.remarks` holds the
firms against the rosters of other clusters.
"""
