"""The fields of a key in lines; what is empty takes no room."""

from datetime import date

from keystead.core.model import Access, Kind, Restrictions, Risk, Secret
from keystead.gui.models.details import details_of

NOW = 1_795_378_380.0


def lines(**fields: object) -> dict[str, tuple[str, str, str]]:
    secret = Secret(b"i" * 16, "N", "prod", b"e" * 16, int(NOW), **fields)  # type: ignore[arg-type]
    return {one.label: (one.mono, one.words, one.remark) for one in details_of(secret, NOW)}


def test_a_bare_key_says_little():
    assert lines() == {
        "Expires": ("", "never", ""),
        "Created": ("", "today 20:13", ""),
        "Last used": ("", "never", ""),
    }


def test_everything_is_said_in_few_words():
    found = lines(
        permissions=("charges:write", "refunds:write"),
        access=Access.ADMIN,
        kind=Kind.TOKEN,
        risk=Risk.HIGH,
        expires=date(2027, 1, 31),
        restrictions=Restrictions(ip_ranges=("10.0.0.0/8",), region="EU", quota="5 a second"),
        owner="Mara",
        tags=("a", "b"),
        rotate_url="https://dashboard.stripe.com/apikeys",
    )
    assert found["Permissions"] == ("charges:write", "", "1 more")
    assert found["Access"][1] == "Admin"
    assert found["Kind"][1] == "Token"
    assert found["Risk"] == ("", "High", "overlap 24 h")
    assert found["Expires"][1] == "31 Jan 2027"
    assert found["Rotation"][1] == "every 30 days, next 22 Dec"
    assert found["Restrictions"][1] == "1 IP range, region EU, 5 a second"
    assert found["Tags"][1] == "a, b"
    assert found["Console"][1] == "dashboard.stripe.com"


def test_a_rotation_names_its_year_where_it_could_be_another():
    assert lines(rotate_every=90)["Rotation"][1] == "every 90 days, next 20 Feb"
    assert lines(rotate_every=365)["Rotation"][1] == "every 365 days, next 22 Nov 2027"
