"""Service requests wherever they are opened: one request, a new one, and their words (2-rules §9)."""
