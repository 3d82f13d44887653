"""Measurements: ratios and CPU seconds, printed as a table and JSON; never part of the tests."""
