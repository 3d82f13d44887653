"""Links over ZeroMQ: one io thread a program, CURVE always, and a door that fails closed."""
