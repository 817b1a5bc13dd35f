"""Speeds, as ratios in one run; `make bench` writes their tables into docs/reference/benchmarks.md."""
