"""The wall: model, delegate, view, decoder."""
