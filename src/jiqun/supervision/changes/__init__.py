"""Filing of major changes (Article 17(四))."""
