"""Connection strings: what is told, and that no password ever is."""

import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from keystead.core.connections import connection, password_of
from keystead.core.model import Kind
from keystead.core.secret_types import SecretText
from keystead.services.recognition import identify, view

FORMS = [
    "postgres://app:{}@db.example.com/shop",
    "postgresql+psycopg2://app:{}@db.example.com:5432/shop?sslmode=require",
    "mongodb+srv://app:{}@db.example.com",
    "redis://:{}@db.example.com:6379/0",
    "redis://{}@db.example.com:6379/0",
    "nats://{}@db.example.com",
    "https://app:{}@db.example.com/shop.git",
    "jdbc:postgresql://db.example.com:5432/shop?user=app&password={}",
    "jdbc:postgresql://db.example.com:5432/shop?password={}&user=app",
    "jdbc:sqlserver://db.example.com:1433;databaseName=shop;user=app;password={};encrypt=true",
    "Server=db.example.com;Database=shop;User Id=app;Password={};",
    "Password={};Server=db.example.com;User Id=app",
    "host=db.example.com user=app dbname=shop password={}",
    "password='{}' host=db.example.com user=app",
]
PUBLIC = {
    *("app", "db.example.com", "postgres://", "postgresql+psycopg2://", "mongodb+srv://", ""),
    *("redis://", "nats://", "https://", "jdbc:postgresql://", "jdbc:sqlserver://"),
}


@pytest.mark.parametrize("form", FORMS)
@given(password=st.text(min_size=1, max_size=40) | st.text("@:/?#;&='\" ab1[]\\%", min_size=1))
@example(password="p@ss:w/rd")
@example(password="x/y@evil")
@example(password="1/2")
@example(password="a&user=hunter2")
@example(password="a;User Id=hunter2;x=")
@example(password="a' user=hunter2 b='")
@example(password="a?b@c:1/d#@e")
def test_no_part_of_a_password_is_ever_told(form: str, password: str) -> None:
    """Whatever is said is one of the few things that anybody may know."""
    found = identify(SecretText(form.format(password)))
    if found is None:
        return
    told = view(found, 0)
    facts = told.pop("facts")
    assert isinstance(facts, dict)
    assert {*facts.values(), told.pop("hint")} <= PUBLIC
    # The rest does not depend on the password at all.
    other = identify(SecretText(form.format("hunter2")))
    assert other is not None
    plain = view(other, 0)
    del plain["facts"], plain["hint"]
    assert json.dumps(told) == json.dumps(plain)


@pytest.mark.parametrize(
    ("text", "service", "facts"),
    [
        ("postgresql://app:pw@DB.x:5432/shop", "PostgreSQL", {"user": "app", "host": "db.x"}),
        ("postgres://app:p@ss@db.x/shop", "PostgreSQL", {"user": "app", "host": "db.x"}),
        ("postgres://me:p@ss:w/rd@db.example/shop", "PostgreSQL", {"user": "me"}),
        ("mysql+pymysql://app:pw@[::1]:3306/x", "MySQL", {"user": "app", "host": "::1"}),
        ("mongodb://u:p@h1:27017,h2:27017/x", "MongoDB", {"user": "u", "host": "h1"}),
        ("postgres://app@db/x", "PostgreSQL", {"user": "app", "host": "db"}),
        ("postgres://db/x?options=a@b", "PostgreSQL", {}),
        ("redis://token@db", "Redis", {"host": "db"}),
        ("redis://:pw@db:6379", "Redis", {"host": "db"}),
        ("mysql://u:p@[::1/x", "MySQL", {"user": "u"}),
        ("jdbc:mysql://db:3306/x?user=u&password=p", "MySQL", {"host": "db"}),
        ("jdbc:sqlserver://db:1433;user=u;password=p", "SQL Server", {"host": "db"}),
        ("host=db port=5432 user = u password='a b'", "PostgreSQL", {"user": "u", "host": "db"}),
        ("Data Source=db;Initial Catalog=x;UID=u;PWD=p", "", {"user": "u", "host": "db"}),
        ("https://token:x-oauth-basic@git.example/x", "", {"host": "git.example"}),
    ],
)  # fmt: skip
def test_user_and_host_are_told(text: str, service: str, facts: dict[str, str]) -> None:
    found = connection(text)
    assert found is not None
    assert (found.kind, found.service) == (Kind.CONNECTION_STRING, service)
    assert dict(found.facts) == facts


@pytest.mark.parametrize(
    "text",
    [
        *("https://example.com/@me", "https://me@example.com", "ftp://u:p@h", "postgres://"),
        *("postgres://u:p w@h", "jdbc:https://u:p@h", "password=x", "Password=x;y=z", "a;b=c"),
        *("host=db user=u", "host=db, password=x y", "host=db\npassword=x", "Server=a;b=c"),
        "Server=a;\nPassword=b",
    ],
)
def test_other_texts_are_none(text: str) -> None:
    assert connection(text) is None


@pytest.mark.parametrize(
    ("text", "password"),
    [
        ("postgres://me:p@ss:w/rd@db/x", "p@ss:w/rd"),
        ("postgres://me:p%40ss@db/x", "p@ss"),
        ("postgres://me@db/x", ""),
        ("postgres://db/x?password=pw&a=b", "pw"),
        ("jdbc:sqlserver://db:1433;user=u;password=pw;encrypt=true", "pw"),
        ("host=db password='a b' user=u", "a b"),
        ("password=pw host=db", "pw"),
        ("Server=db;Password=pw;x=y", "pw"),
        ('Server=db;Password="p;w";x=y', "p;w"),
        ("Server=db;Password={p;w}", "p;w"),
        ("Server=db;Password=", ""),
        ("Server=db", ""),
        ("host=db", ""),
    ],
)
def test_the_password_is_found_whole(text: str, password: str) -> None:
    assert password_of(text) == password
