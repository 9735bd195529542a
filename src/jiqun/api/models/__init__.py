"""Tokens, what was sent with them, subscriptions and what went out to them."""

from jiqun.api.models.hooks import Delivery, Hook
from jiqun.api.models.tokens import ApiToken, SentRequest

__all__ = ["ApiToken", "Delivery", "Hook", "SentRequest"]
