"""Files: kept by their content, checked before they are kept."""
