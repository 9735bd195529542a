"""Making, showing, ending and recognising tokens."""
