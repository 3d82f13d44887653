"""What Harbour's programs agree on: words, messages, proofs of trust, links. No Qt, no policy."""
