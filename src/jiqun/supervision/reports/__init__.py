"""Annual reports by 31 March on the year before (Article 16)."""
