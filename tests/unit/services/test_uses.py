from keystead.core.blast_radius import Use
from keystead.services import secrets
from keystead.services.secrets import Action
from keystead.services.uses import uses
from keystead.services.whereabouts import Whereabouts
from tests.support.vaults import World, add, edit, named


def test_uses_are_those_of_commits_and_of_the_journal(world: World):
    vault = world.one.open()
    a, b = add(vault, "A", "alpha"), add(vault, "B", "beta")
    start = int(world.clock.now())
    secrets.reveal(vault, a, Action.COPY, Whereabouts("window", "box"))
    edit(vault, "B", notes="carries the event")
    world.clock.advance(60)
    secrets.reveal(vault, named(vault, "A"), Action.EXPORT, Whereabouts("/a/.env", "box"))
    secrets.reveal(vault, b, Action.COPY)
    found = uses(vault, [a], 0)
    assert found == {
        a.id: (
            Use(start + 60, "export", "/a/.env", "box", "Ann", 1),
            Use(start, "copy", "window", "box", "Ann", 1),
        )
    }
    assert [one.what for one in uses(vault, [a], start + 1)[a.id]] == ["export"]
