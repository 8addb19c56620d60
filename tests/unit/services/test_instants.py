from keystead.services.instants import instant


def test_whole_seconds_in_utc():
    assert instant(1_700_000_000.9) == "2023-11-14T22:13:20Z"
    assert instant(None) is None
