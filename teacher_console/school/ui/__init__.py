"""Widgets of setting up, and of the technician's page."""
