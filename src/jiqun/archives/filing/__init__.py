"""归档: closed matters of a year get their file codes and go to the archive as one package."""
