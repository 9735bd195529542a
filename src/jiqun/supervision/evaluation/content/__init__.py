"""What an evaluation report says, as data: chapters of sentences, tables and drawings, each number with its source."""
