"""What registering a basis and answering a question do."""
