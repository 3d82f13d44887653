"""One screen in full: a connection of its own, a window for it, screenshots."""
