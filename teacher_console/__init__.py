"""The staff's side: a lesson's screens, and who may see them."""
