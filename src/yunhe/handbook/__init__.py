"""The handbook of a district: pages for readers, made from its definitions alone and never written by hand."""
