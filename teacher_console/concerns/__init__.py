"""What pupils tell: taken in, recorded, answered, handed over, closed."""
