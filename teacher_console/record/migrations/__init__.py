"""The record's tables, and how they came to be."""
