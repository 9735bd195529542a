"""The one door: procedures as tables, acts, sign-offs, participants, clocks, to-do lists."""
