"""An invented bureau of any size, by seed: for the demonstration, the tests and the benchmarks.

Nobody in it lives. In: a seed, a size, the officers. Out: a stream of entries, file by file, the same for the same seed
to the byte.
"""
