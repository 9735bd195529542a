"""Chapter 2 of the measure, 培育: library, plan, support, services, outreach, typical cases (Articles 4, 6 to 11)."""
