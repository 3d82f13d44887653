"""What is inside envelopes: typed letters, signed by whoever wrote them."""
