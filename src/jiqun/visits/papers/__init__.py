"""The record of a visit on paper."""
