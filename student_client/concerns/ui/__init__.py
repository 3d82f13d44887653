"""The Help window and the ways into it."""
