"""Signing in with an identity that another system vouches for (OpenID Connect); the account must be here already."""
