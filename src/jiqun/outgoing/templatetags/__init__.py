"""Parts of pages that speak of papers."""
