"""acts of chapter 3, one file a part of Article 14."""
