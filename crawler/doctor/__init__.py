"""What a channel is worth, judged by what it says and not by its status; how a new source's channels are found.

verdict.py judges one answer (pure), examine.py fetches what a verdict needs, discovery.py looks for channels,
control.py tells "it is dead" from "we are cut off", entry.py writes a catalogue entry, recorded.py keeps pages as
tests.
"""
