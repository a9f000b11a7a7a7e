"""Tracking: plans of a district as lists of tasks, each where its report says it."""
