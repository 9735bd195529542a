"""What is entered for a basis, a question and its answer."""
