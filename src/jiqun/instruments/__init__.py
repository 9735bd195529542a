"""What is decided about a measure after it was issued: bases, questions, interpretations (Articles 1, 18, 19)."""
