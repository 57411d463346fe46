"""Teach the small transformer that writes English from glosses and tags; runs in an environment with torch.

Nothing of the project imports this package: see docs/rough-translation.md and requirements-train.in.
"""
