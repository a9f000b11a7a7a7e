"""The registers as the district keeps them: entries folded from events, imports, references.

An entry is a subject of the ledger, `entry:企业:91330105…`; its events are entered, changed, withdrawn, restored. An
import is one too, `import:企业-2026-000001`: imported, undone. Rows are written in the transaction of the events.
"""
