"""Writes sentences whose figures are bound to queries: the mirror of reading. Pure: no clock, no network, no Django."""
