"""Contracts: when they end, what they say, how far each is, and the templates they are made from (2-rules §10)."""
