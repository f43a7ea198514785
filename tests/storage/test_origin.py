"""What a file says of where it came from, by whoever wrote it."""

from datetime import UTC, datetime

from workbench.storage.origin import EXPORTED_AT, origin_of


def test_the_instant_of_an_export_is_in_utc_where_it_names_no_zone() -> None:
    assert origin_of({EXPORTED_AT: "2026-07-01T02:00:00"}).exported_at == datetime(2026, 7, 1, 2, tzinfo=UTC)
    assert origin_of({EXPORTED_AT: "yesterday"}).exported_at is None
