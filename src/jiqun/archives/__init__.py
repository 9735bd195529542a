"""归档: closed matters are put on file by year, handed to the archive as one package, and extracts made on request."""
