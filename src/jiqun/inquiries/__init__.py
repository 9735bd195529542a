"""Inquiries to other departments about a cluster's firms (部门核查), and what they answered."""
