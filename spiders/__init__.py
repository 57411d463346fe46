"""What we watch: the catalogue, the one news spider, and a file for each site that needs code of its own.

A class here whose `name` is that of a catalogue entry takes the place of NewsSpider for that source.
"""
