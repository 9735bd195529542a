"""公示范本: the text a notice begins from, replaced by the province's own; proposed by one, taken over by another."""
