"""The public counter: hand in, follow, answer back, judge."""
