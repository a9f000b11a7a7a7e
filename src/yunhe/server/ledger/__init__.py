"""The ledger: what happened, append-only, each event chained to the one before, each day sealed by a signature.

Who writes events (matters, registers, the personal vault) opens a transaction, calls `chain.append` with the events a
machine decided on and the number of the last event it knew, and writes its own rows in the same transaction; either all
of it is committed or nothing. Personal values never enter the body of an event: the vault keeps them and puts
`{"sealed": payload id, "digest": salted sha256}` in their place, so that erasing a person leaves the chain whole.
"""
