"""Setting the period within which a change has to be filed: by the province, by a signed act, by a document."""
