"""The desk on which a county puts its roster together: draft work with a history, adopted by one act."""
