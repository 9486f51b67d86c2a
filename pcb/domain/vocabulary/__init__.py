"""Closed lists: their codes (stored and exchanged), French labels, form rubrics, commission treatment."""
