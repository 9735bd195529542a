"""What is entered for visits and their plans."""
