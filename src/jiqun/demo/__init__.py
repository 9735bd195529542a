"""A province in a box: synthetic data through the same functions as people use."""
