"""Keeps cases, their journal and their papers, sealed; reads and writes the exchange format. All SQL lives here."""
