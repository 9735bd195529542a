"""Support that clusters are given, and what their firms ask for (Articles 5, 8, 9)."""
