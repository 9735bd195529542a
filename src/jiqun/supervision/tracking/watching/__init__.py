"""The sources of leads that tracking itself looks after; other parts of the chapter register their own."""
