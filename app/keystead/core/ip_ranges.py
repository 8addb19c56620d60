"""Ranges of addresses that may use a key, as people and issuers write them."""

from keystead.core.errors import BadText

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ipaddress import IPv4Network, IPv6Network


def check_range(text: str) -> str:
    """The range as it was written: an address or a network (RFC 4632, RFC 4291), or two
    addresses of one kind with a dash between them.  Raises BadText."""
    first, dash, last = (part.strip() for part in text.partition("-"))
    begin, end = _network(first), _network(last or first)
    if begin is not None and end is not None:
        single = begin.num_addresses == end.num_addresses == 1
        ordered = begin.version == end.version and int(begin[0]) <= int(end[0])
        if not dash or (last and single and ordered):
            return text
    raise BadText(
        "One of the IP ranges is none. Write an address or a network, as 203.0.113.7, "
        "203.0.113.0/24 or 2001:db8::/32."
    )


def _network(text: str) -> "IPv4Network | IPv6Network | None":
    import ipaddress  # takes longer to load than most commands need in all

    try:
        return ipaddress.ip_network(text, strict=False)
    except ValueError:
        return None
