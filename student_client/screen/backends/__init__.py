"""Adapters of `ScreenSource`, one for each way of looking at a screen."""
