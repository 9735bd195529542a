"""What the county does: starting, drafting, handing in, withdrawing an application (Article 14(一))."""
