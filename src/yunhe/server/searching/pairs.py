"""The index itself: each sentence under every pair of neighbouring letters in it, kept by the database alone.

SQLite has a full-text table over a view, followed by two triggers; PostgreSQL a generated column under a GIN index.
A pair of letters is a token, so words of two letters are found exactly, longer ones by all their pairs, one letter by
the pairs that begin with it; the words themselves are looked for in what the pairs leave.
"""

from yunhe.server.guards import Guard

_VIEW = """CREATE VIEW IF NOT EXISTS searching_pairs AS SELECT id, (
    WITH RECURSIVE place(at) AS (SELECT 1 UNION ALL SELECT at + 1 FROM place WHERE at < length(folded))
    SELECT group_concat(substr(folded, at, 2), ' ') FROM place
) || ' ' || facets AS pairs FROM searching_line"""
_TABLE = """CREATE VIRTUAL TABLE IF NOT EXISTS searching_index USING fts5(
    pairs, content='searching_pairs', content_rowid='id', detail='none', tokenize='ascii')"""
_COMES = """CREATE TRIGGER searching_comes AFTER INSERT ON searching_line BEGIN
    INSERT INTO searching_index(rowid, pairs) SELECT id, pairs FROM searching_pairs WHERE id = NEW.id; END"""
_GOES = """CREATE TRIGGER searching_goes BEFORE DELETE ON searching_line BEGIN
    INSERT INTO searching_index(searching_index, rowid, pairs)
    SELECT 'delete', id, pairs FROM searching_pairs WHERE id = OLD.id; END"""
_FUNCTION = """CREATE OR REPLACE FUNCTION searching_pairs(said text, facets text) RETURNS text[]
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    WITH letters AS (SELECT letter, at FROM unnest(string_to_array(said, NULL)) WITH ORDINALITY AS l(letter, at))
    SELECT array_agg(DISTINCT pair) FROM (
        SELECT letter || coalesce(lead(letter) OVER (ORDER BY at), '') AS pair FROM letters
        UNION ALL SELECT letter FROM letters
        UNION ALL SELECT unnest(string_to_array(facets, ' '))
    ) AS found
$$"""
_COLUMN = """ALTER TABLE searching_line ADD COLUMN IF NOT EXISTS pairs text[]
    GENERATED ALWAYS AS (searching_pairs(folded, facets)) STORED"""
_INDEX = "CREATE INDEX IF NOT EXISTS searching_index ON searching_line USING gin (pairs)"


class Pairs(Guard):
    """Puts the index over the lines."""

    def triggers(self, vendor: str) -> dict[str, str]:
        """By which SQLite follows the lines."""
        return dict.fromkeys(("searching_comes", "searching_goes"), "searching_line") if vendor == "sqlite" else {}

    def statements(self, vendor: str) -> list[str]:
        """The SQL of one of the databases."""
        return [_VIEW, _TABLE, _COMES, _GOES] if vendor == "sqlite" else [_FUNCTION, _COLUMN, _INDEX]
