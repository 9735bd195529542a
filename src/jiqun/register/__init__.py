"""What is known: clusters, enterprises, roster revisions, honours, incidents, recognitions, plan goals."""
