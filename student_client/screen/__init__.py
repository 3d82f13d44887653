"""From the pupil's screen to one small picture, and the conditions under which it may leave."""
