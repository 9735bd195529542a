"""Forms as data: revisions that never change, answers saved as they are given, with their history."""
