"""Expert panels: pool, draw, conflict of interest, rubric, scores, ranking (Article 14(三))."""
