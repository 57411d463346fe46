"""The night's steps: each takes what the store lacks, has it read by a pure package, and writes it back.

This is where the store meets analysis, translate, crawler and digest; the steps' order is in `nightly`.
"""
