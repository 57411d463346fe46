"""What people decided, as an append-only log. Writes: review."""
