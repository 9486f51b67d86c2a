"""The official form that an administrator uploads: a blank PDF, and a template that says what goes in which box."""
