"""Which screens are shown, at what size and rate."""
