import pytest

from keystead.core.errors import BadText
from keystead.core.ip_ranges import check_range


@pytest.mark.parametrize(
    "text",
    [
        "203.0.113.7",
        "203.0.113.0/24",
        "203.0.113.7/24",
        "10.0.0.0/255.0.0.0",
        "0.0.0.0/0",
        "2001:db8::1",
        "2001:db8::/32",
        "::ffff:10.0.0.1",
        "10.0.0.1-10.0.0.9",
        "2001:db8::1 - 2001:db8::9",
    ],
)
def test_addresses_networks_and_spans_are_ranges(text: str):
    assert check_range(text) == text


@pytest.mark.parametrize(
    "text",
    [
        "999.1.1.1/40",
        "203.0.113.0/33",
        "203.0.113",
        "2001:db8::/129",
        "2001:db8:::1",
        "office",
        "",
        "10.0.0.1-",
        "-10.0.0.1",
        "10.0.0.9-10.0.0.1",
        "10.0.0.0/8-10.0.0.9",
        "10.0.0.1-2001:db8::1",
        "10.0.0.1-9",
        "10.0.0.1, 10.0.0.2",
    ],
)
def test_what_is_no_range_is_refused_and_not_repeated(text: str):
    with pytest.raises(BadText, match="as 203") as caught:
        check_range(text)
    assert not text or f" {text} " not in caught.value.message
