"""The cultivation library (培育库, Articles 6, 8): entries, guidance, readiness, the way into an application."""
