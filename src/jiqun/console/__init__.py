"""What the ground floor does from the command line, without Django: check, replay, facts, measures."""
