"""The class: which devices exist, how they are, and the lesson that is open with them."""
