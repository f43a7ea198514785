"""Handovers: accounts that go from one manager to another, given and received."""
