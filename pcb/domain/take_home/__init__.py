"""What the person takes home, as one frozen snapshot: every paper, register and language reads it and nothing else."""
