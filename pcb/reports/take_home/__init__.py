"""The papers that the person takes home, composed from one frozen snapshot."""
