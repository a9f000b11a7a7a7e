"""Statistics over matters: how they stand, what moved, how they flow, where they wait, which limits were kept.

What a bounded scope shows is counted as it is asked for. What a scope without bounds shows in a large database is read
from tallies that `yunhe tick` takes; they can be taken again from the rows at any time and say of when they are.
"""
