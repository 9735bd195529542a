"""Addresses of chapter 3, one file a part."""
