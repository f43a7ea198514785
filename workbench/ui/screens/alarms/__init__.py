"""Alarms: what asks for attention, and what is done about it."""
