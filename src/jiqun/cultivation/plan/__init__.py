"""The plan in eight directions (培育方案、三年发展规划): Articles 7, 13(九), 15."""
