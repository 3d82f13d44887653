"""Open about what it does: who watches now, who watched before, and that no picture leaves unseen."""
