"""Matters: the folded situation of each, written in the transaction that appends its events.

`work` opens and advances them, `tick` lets happen what is due, `rebuild` derives the rows again from the events,
`numbers` names new ones, `notices` keeps what must be told until it is told.
"""
