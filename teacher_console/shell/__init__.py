"""The main window, and the one door from other threads into Qt."""
