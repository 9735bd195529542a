"""Pages of evaluation reports: reading, drafting, files and many at once."""
