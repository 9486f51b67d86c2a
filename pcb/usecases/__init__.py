"""All that a page, a command or a script may ask for; one module a subject."""
