"""What is entered about notices and objections."""
