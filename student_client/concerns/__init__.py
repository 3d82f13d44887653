"""Report a concern: what a pupil writes, how it is sealed and sent, what is answered."""
