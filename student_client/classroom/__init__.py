"""Who may connect, which lesson is open, and what each caller may ask."""
