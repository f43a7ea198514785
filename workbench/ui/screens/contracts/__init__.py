"""Contracts: when they end, what they say, how far each is, and their templates (2-rules §10)."""
