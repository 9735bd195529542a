"""The yearly self-assessment of a cluster against Article 13 (年度自评): computed, answered, handed in, not decided."""
