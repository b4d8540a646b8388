"""Ratios against limits and peers, measured side by side: `python -m tests.benchmarks`."""
