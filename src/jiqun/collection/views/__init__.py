"""Pages of collections: the county's, and the firm's."""
