"""Chapter 4 of the measure, 管理: the three years after recognition, and what comes at their end (Articles 15–17)."""
