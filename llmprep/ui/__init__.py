"""What things look like in a terminal."""
