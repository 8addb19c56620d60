"""What an unlock may cost: caps on costs read from files, and calibration of new ones.

A policy is a parameter of everything that derives keys.  The program passes SHIPPED, and
nothing outside the code can lower it; tests build a cheap KdfPolicy of their own.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass

from keystead.crypto.errors import BadParameters
from keystead.crypto.kdf import Argon2Params, argon2id

MIB = 1024
GIB = 1024 * MIB
AIM_KIB = GIB
MAX_PASSES = 10


@dataclass(frozen=True, slots=True)
class KdfPolicy:
    """Costs of the light and the heavy Argon2id run.

    ``light``: the fixed first run; ``floor``: the least that the heavy run may cost, and
    the cost of a setup slot; ``ceiling_kib``: the most memory, in KiB, that a file may ask
    for; ``target_seconds``: what calibration aims at.
    """

    light: Argon2Params
    floor: Argon2Params
    ceiling_kib: int
    target_seconds: float

    def limit_kib(self, memory_size_bytes: int) -> int:
        """The most memory, in KiB, for one run on a computer with this much of it."""
        return min(self.ceiling_kib, memory_size_bytes // 2 // 1024)

    def check(self, params: Argon2Params, memory_size_bytes: int) -> None:
        """Refuse a cost below the floor or above the caps; BadParameters, nothing derived.

        With SHIPPED: p = 4, 3 <= t <= 10, 256 MiB <= m <= min(2 GiB, half the memory).
        """
        # Why: the cost stands in a file that others may write.  Too low, and guessing
        # becomes cheap; too high, and opening the file stops the computer.
        if params.lanes != self.floor.lanes:
            raise BadParameters("The vault's unlock cost has a number of lanes that is not used.")
        if not self.floor.passes <= params.passes <= MAX_PASSES:
            raise BadParameters("The vault's unlock cost has a number of passes that is not used.")
        if not self.floor.memory_kib <= params.memory_kib <= self.ceiling_kib:
            raise BadParameters("The vault's unlock cost has a memory size that is not used.")
        if params.memory_kib > self.limit_kib(memory_size_bytes):
            raise BadParameters(
                f"Unlocking needs {_mib(params.memory_kib)} MiB of memory, and this computer can "
                f"lend {_mib(self.limit_kib(memory_size_bytes))}, half of what it has. Nothing "
                "was changed; the Emergency Kit opens the vault on a computer with less memory.",
                memory_kib=params.memory_kib,
            )

    def calibrate(self, memory_size_bytes: int, timer: Callable[[], float]) -> Argon2Params:
        """The cost for a new capsule on this computer: one run at the floor, then scaled.

        Memory first, towards 1 GiB (or less where a cap says so); time that is left goes
        into passes, up to 10.  ``timer`` gives seconds that never go back.  Raises
        BadParameters where even the floor does not fit, and OutOfMemory.
        """
        # Memory first, since a guesser can buy passes by waiting but not memory per chip.
        self.check(self.floor, memory_size_bytes)
        start = timer()
        argon2id(secrets.token_bytes(32), secrets.token_bytes(16), self.floor)
        room = self.target_seconds / max(timer() - start, 1e-6)
        most = min(AIM_KIB, self.limit_kib(memory_size_bytes))
        memory = max(self.floor.memory_kib, min(most, int(self.floor.memory_kib * room)))
        memory -= memory % (4 * self.floor.lanes)
        room_left = room * self.floor.memory_kib / memory
        passes = max(self.floor.passes, min(MAX_PASSES, int(self.floor.passes * room_left)))
        return Argon2Params(memory, passes, self.floor.lanes)


def _mib(kib: int) -> int:
    return kib // MIB


SHIPPED = KdfPolicy(
    light=Argon2Params(64 * MIB, passes=3, lanes=4),
    floor=Argon2Params(256 * MIB, passes=3, lanes=4),
    ceiling_kib=2 * GIB,
    target_seconds=1.0,
)
