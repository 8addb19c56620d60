from keystead.services import environments
from keystead.vault.manifest import PAGE_RECORDS
from keystead.vault.saving import rows_of
from tests.support.vaults import World, add, edit, picture


def test_a_change_writes_what_it_touches(world: World):
    vault = world.one.open()
    for number in range(PAGE_RECORDS + 10):
        add(vault, f"K{number}")
    before = vault.keeper.manifest
    assert len(before.pages) == 2
    edit(vault, "K0", notes="x")
    after = vault.keeper.manifest
    assert after.generation == before.generation + 1
    assert (after.pages[0] != before.pages[0], after.pages[1]) == (True, before.pages[1])
    rows = rows_of(vault.state, after)
    assert (rows.nodes, rows.pages, rows.cold, rows.whole) == ((), (), (), False)


def test_a_state_that_was_built_anew_is_sealed_anew(world: World):
    vault = world.one.open()
    add(vault, "A")
    shown, before = picture(vault), vault.keeper.manifest
    vault.keeper.rebuild()
    after = vault.keeper.manifest
    assert after.key != before.key
    assert not set(after.pages) & set(before.pages)
    assert picture(vault) == shown
    vault.close()
    assert picture(world.one.open()) == shown


def test_a_new_name_of_an_environment_reaches_the_saved_pages(world: World):
    vault = world.one.open()
    add(vault, "A")
    environments.rename(vault, "dev", "local")
    vault.close()
    assert [one.environment for one in world.one.open(read_file=False).secrets()] == ["local"]
