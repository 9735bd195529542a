"""Places on the ground: reading outlines, their geodesic area, what lies within what. Pure Python, no Django."""
