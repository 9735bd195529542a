"""What is counted: rows of a roster, read from a workbook or a database, and the additive facts built on them."""
