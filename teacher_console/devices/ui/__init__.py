"""The page of devices, in Qt."""
