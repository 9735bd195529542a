"""The ways of a basis and of a question, each as one table."""
