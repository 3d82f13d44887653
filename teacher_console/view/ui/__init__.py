"""The full view: canvas, window, reason, screenshots."""
