"""Proofs: whose key is whose, who may do what, and until when. Bytes in, facts out; no I/O."""
