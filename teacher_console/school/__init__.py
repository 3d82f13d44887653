"""Founding, staff keys and sign-in, the roster, admitting devices."""
