"""The review desk: a Datasette plugin over the store. Reads the store; writes reviews through store/."""
