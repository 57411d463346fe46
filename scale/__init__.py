"""The same reading on many machines: the partitions, the engine and the merge. Alone uses Dask."""
