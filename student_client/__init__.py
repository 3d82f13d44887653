"""The pupil's side: shares the screen during a lesson, and shows openly that it does."""
