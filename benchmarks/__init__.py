"""What `make bench` measures: see :mod:`benchmarks.__main__`."""
