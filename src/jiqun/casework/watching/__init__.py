"""What one keeps an eye on: marked matters on the own desk, and the dates of one's tasks in a calendar."""
