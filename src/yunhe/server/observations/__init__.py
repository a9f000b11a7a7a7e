"""Observations on the ledger: every version of every series, and the periods that are approved and locked.

`keeping` observes and withdraws, `approving` locks periods level by level, `rebuild` derives the rows again from the
events. An observation and a lock cannot pass each other: both hold the table of periods until they are committed.
"""
