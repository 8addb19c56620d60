"""Measurements: `dev.py bench`.  A module here gives `measure() -> list[Measurement]`."""
