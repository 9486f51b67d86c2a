"""Backups: one sealed file that holds the whole base, how it is taken, proved, put back and sorted out."""
