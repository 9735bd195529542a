"""What the acts of collections ask for."""
