"""What is done at visits and their plans."""
