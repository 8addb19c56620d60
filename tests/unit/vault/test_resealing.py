from keystead.core.model import Stage
from keystead.services import maintenance, secrets
from keystead.vault.resealing import reseal_environment
from keystead.vault.writer import SecretChange
from tests.support.vaults import World, add, edit, environment_id, named, picture, value


def test_live_versions_get_a_copy_under_the_new_epoch(world: World):
    vault = world.one.open()
    add(vault, "A", "alpha")
    edit(vault, "A", "newer")
    revoked = add(vault, "R", "revoked")
    add(vault, "P", "elsewhere", environment="prod")
    gone = add(vault, "G", "gone")
    secrets.trash(vault, [gone])
    maintenance.purge(vault, [named(vault, "G")])
    first = revoked.versions[0].id
    vault.write([SecretChange(revoked.environment_id, revoked.id, revoke=(first,))])
    before = picture(vault)
    dev = environment_id(vault)
    vault.new_epochs([dev])
    assert reseal_environment(vault, dev) == 2
    entity = vault.state.entity(dev, named(vault, "A").id)
    assert entity is not None
    assert [len(version.seals) for version in entity.versions.values()] == [2, 2]
    assert picture(vault)[2] == before[2]  # type: ignore[index]
    assert value(vault, named(vault, "A")) == "newer"
    assert named(vault, "R").versions[0].stage is Stage.REVOKED


def test_nothing_to_reseal_is_no_commit(world: World):
    vault = world.one.open()
    count = len(vault.state.commits)
    assert reseal_environment(vault, environment_id(vault)) == 0
    assert len(vault.state.commits) == count
