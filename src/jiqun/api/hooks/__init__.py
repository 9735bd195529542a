"""Telling other systems what was done: subscriptions, what goes out to them, signed, and where it may go."""
