"""Open about what it does: who watches now, who watched before; no picture leaves unseen."""
