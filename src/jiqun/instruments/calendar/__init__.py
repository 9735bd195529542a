"""工作日历: the State Council's yearly notice is taken over by two persons; until then a year is not counted in."""
