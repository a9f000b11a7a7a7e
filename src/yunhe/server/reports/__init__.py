"""The shelf of reports: what was handed in, how far it is read, its sentences, figures and findings, who may see it.

`shelf` puts, finds and opens reports; `filling` writes what was read of one; `work` takes the queue; `removal` deletes.
"""
