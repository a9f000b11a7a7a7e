"""What the district keeps of its things: registers as data, entries checked field by field. Pure like the machine."""
