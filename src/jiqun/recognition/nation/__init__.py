"""The national level (Article 12): recommending to the ministry, recording what it decided, importing its lists."""
