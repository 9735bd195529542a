"""What is inside a file: looked at, drawn and cleaned in a process of its own that may be killed. No Django here."""
