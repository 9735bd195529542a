"""Pages of visits and their plans."""
