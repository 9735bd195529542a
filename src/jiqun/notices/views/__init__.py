"""Pages of objections: the public's, and the province's."""
