"""What the product must survive, done to the real programs, again and again. Never shipped."""
