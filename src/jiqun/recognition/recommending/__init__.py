"""A prefecture's recommendation of a round as one matter: order, letter and table, sent once and corrected (A14.2)."""
