"""The console's end of the mail link."""
