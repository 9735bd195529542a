"""Choosing a password by a one-time link: the first of an expert, and any that is to be set anew."""
