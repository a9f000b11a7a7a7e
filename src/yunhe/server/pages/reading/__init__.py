"""The reading room: reports read, audited, compared, searched."""
