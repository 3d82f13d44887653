"""What Harbour's programs agree on: words, messages, proofs of trust, links. No Qt, no policy."""

__version__ = "0.2.0"
"""Of every program of this release."""
