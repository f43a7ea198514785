"""The account plans of a year side by side, for the head (2-rules §17)."""
