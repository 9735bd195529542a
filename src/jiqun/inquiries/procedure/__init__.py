"""The ways of an inquiry, of a hit and of a list, each as one table."""
