"""The inbox as it is seen."""
