"""Two Parquet tables, claims and documents, written in row groups: read them with DuckDB, pandas, polars or Spark."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from yunhe.faces import Frame
from yunhe.faces.records import document_row, record
from yunhe.types import Reading

if TYPE_CHECKING:
    import pyarrow as pa

NAME = "parquet"
SUFFIX = ".parquet"
ABOUT = "两张 Parquet 表：claims、documents"

Part = tuple["pa.RecordBatch", "pa.RecordBatch"]

_GROUP = 16 * 2**20  # bytes of rows kept before a row group is written


def claims_schema() -> "pa.Schema":
    """The claim contract; `value_text` is the exact value, `value` the same as a number, null where it does not fit."""
    import pyarrow as pa

    texts = ("unit", "bound", "kind", "indicator", "indicator_id")
    more = ("scope", "basis", "accumulation", "status", "period", "place")
    return pa.schema([
        ("doc", pa.string()), ("start", pa.int64()), ("end", pa.int64()), ("quote", pa.string()),
        ("value", pa.decimal128(38, 6)), ("value_text", pa.string()), *((key, pa.string()) for key in texts),
        ("of", pa.int64()), *((key, pa.string()) for key in more),
        ("sentence", pa.int64()), ("section", pa.string()), ("rules", pa.list_(pa.string())),
    ])  # fmt: skip


def documents_schema() -> "pa.Schema":
    """One row a document; `text` is what the offsets of its claims count in."""
    import pyarrow as pa

    kinds = {"year": pa.int64(), "truncated": pa.bool_(), "characters": pa.int64()}
    kinds |= dict.fromkeys(("claims", "others", "unread"), pa.int64())
    keys = ("doc", "title", "area", "level", "organ", "session", "speaker", "date", "year", "truncated", "media")
    more = ("encoding", "characters", "claims", "others", "unread", "notes", "text")
    return pa.schema([(key, kinds.get(key, pa.string())) for key in keys + more])


def part(reading: Reading, frame: Frame) -> Part:
    """The rows of one document in both tables."""
    import pyarrow as pa

    claims = [_row(record(claim, reading.document.name)) for claim in reading.claims]
    about = document_row(reading) | {"text": reading.document.text}
    rows = pa.RecordBatch.from_pylist(claims, schema=claims_schema())
    return rows, pa.RecordBatch.from_pylist([about], schema=documents_schema())


def write_folder(parts: Iterable[Part], folder: Path, frame: Frame) -> None:
    """claims.parquet and documents.parquet."""
    claims_table = _table(folder / "claims.parquet", claims_schema())
    documents_table = _table(folder / "documents.parquet", documents_schema())
    with claims_table as claims, documents_table as documents:
        for rows, about in parts:
            claims.append(rows)
            documents.append(about)


class _Groups:
    """Batches collected until they make a row group worth writing."""

    def __init__(self, writer: Any) -> None:
        self.writer, self.waiting, self.size = writer, list[Any](), 0

    def append(self, batch: Any) -> None:
        self.waiting.append(batch)
        self.size += batch.nbytes
        if self.size >= _GROUP:
            self.flush()

    def flush(self) -> None:
        import pyarrow as pa

        if self.waiting:
            table = pa.Table.from_batches(self.waiting)
            self.writer.write_table(table, row_group_size=max(1, table.num_rows))
        self.waiting, self.size = [], 0


@contextmanager
def _table(path: Path, schema: "pa.Schema") -> Iterator[_Groups]:
    from pyarrow.parquet import ParquetWriter

    with ParquetWriter(path, schema, compression="zstd") as writer:
        groups = _Groups(writer)
        yield groups
        groups.flush()


def _row(claim: dict[str, Any]) -> dict[str, Any]:
    digits = claim["value"]
    return claim | {"value": Decimal(digits) if _fits(digits) else None, "value_text": digits}


def _fits(digits: str) -> bool:
    """Whether decimal128(38, 6) holds these digits exactly."""
    whole, _, part = digits.lstrip("-").partition(".")
    return len(whole) <= 32 and len(part) <= 6
