"""The ways of visits and of their plans."""
