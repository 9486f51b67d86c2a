"""What is asked, in what order, and when. Pure: knows the domain, not the screen."""
