"""The same reads and acts for machines: tokens, lists and single objects, the one door, webhooks (docs/api.md)."""
