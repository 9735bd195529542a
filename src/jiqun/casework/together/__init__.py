"""批量办理: the same act on several matters after a preview of who gets what; each through the one door by itself."""
