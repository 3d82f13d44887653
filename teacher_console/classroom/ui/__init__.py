"""Widgets of the class: lesson bar, addresses."""
