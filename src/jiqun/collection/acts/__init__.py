"""What is done to collections and by firms."""
