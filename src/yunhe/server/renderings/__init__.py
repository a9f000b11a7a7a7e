"""Reports made ready for reading, kept beside the shelf so that opening one again costs next to nothing.

`keeping` makes and finds them, `history` follows an indicator through the other reports of an area and the district's
observations, `accepted` gives what was accepted as the shell's file and takes it from there.
"""
