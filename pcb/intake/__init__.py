"""A file comes in, a safe page comes out. What it is, is told by its content, never by its name."""
