"""The windows that say so."""
