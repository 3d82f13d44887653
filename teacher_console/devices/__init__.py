"""Every device of the school: where it is, when it was last here, what it can show."""
