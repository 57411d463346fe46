"""Benchmarks: each prints our figure beside a named peer's, measured in one run."""
