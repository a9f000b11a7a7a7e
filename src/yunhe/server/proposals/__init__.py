"""Proposals to definitions: made by form, proved on a copy of the district, decided by a second person."""
