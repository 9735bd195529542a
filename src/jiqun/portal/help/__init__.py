"""The handbook: a chapter a role, read in the product; every page leads to where it speaks of it."""
