"""The command line: thin commands over the packages below. Reads arguments, writes text or JSON lines."""
