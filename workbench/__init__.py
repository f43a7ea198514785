"""The workbench for people who look after key accounts."""

__version__ = "0.1.0"
