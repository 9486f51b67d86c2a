"""pcb: the tool of a *Point conseil budget* counsellor. See README.md for the map of the tree."""
