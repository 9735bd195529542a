"""Version 1 of the interface: what it reads, what it does, what it says when it refuses."""
