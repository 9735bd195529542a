"""Reminders by mail: where an officer is reached, and what is sent there."""
