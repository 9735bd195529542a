"""我的视图: a list as somebody keeps asking for it, under a name of one's own."""
