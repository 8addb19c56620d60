"""Which vault is meant: the one named, else that of the setting, else the only or default one."""

from keystead.services import config
from keystead.services.home import Home
from keystead.vault.registry import VaultEntry


def choose(home: Home, named: str | None) -> VaultEntry:
    """The vault for NAME or PATH as given with a command (``--vault``, KEYSTEAD_VAULT).

    Where nothing is named and several vaults are set up here, ``vault.default`` decides,
    then the registry's own default.  A single vault is meant whatever the setting says: that
    is also what finds a running agent without reading any settings.  Raises NoSuchVault,
    AmbiguousVault, WrongVault, and BadSetting for a settings file that is not understood.
    """
    if named or len(home.vaults()) < 2:
        return home.find(named or None)
    settings = config.load(home.parts.host, home.paths.config)
    return home.find(settings.text("vault.default") or None)
