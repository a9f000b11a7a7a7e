"""Simulation 模拟: lives of matters that never were, drawn from a seed; pure, the clock and the database are arguments.

Everything it makes is flagged 模拟. Names, numbers and places are invented so that they can be nobody's: firms are
called 例…, phone numbers are 400-000…, people were born before 1910.
"""
