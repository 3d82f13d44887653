"""A throw-away school with a class of real clients, to look at and to measure."""
