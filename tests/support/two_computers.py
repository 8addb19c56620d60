"""One person, two computers, one synced folder: random days, and nothing is lost.

    python -m tests.support.two_computers --steps 1000 --seed 7

Every service is tried with so many steps; after each forty everybody syncs, and all is
compared.  What a step is, ``synced_days`` says.
"""

import argparse
import random

from tests.support.sync_service import SERVICES
from tests.support.synced_days import MISHAPS, STEPS, TwoComputers

_OFTEN = {"tick": 20, "upload": 16, "download": 12, "go_online": 4, "mend_disk": 6, "edit": 8}
_SELDOM = {"go_offline": 1, "break_disk": 1, "crash": 1, "purge": 1, "lock": 1}
_WEIGHTS = [(_OFTEN | _SELDOM).get(name, 2) for name in STEPS]
_CALM = [
    0 if step in MISHAPS else weight for step, weight in zip(STEPS.values(), _WEIGHTS, strict=True)
]


def run(steps: int, seed: int, service: str, every: int = 40) -> None:
    """So many random steps on one service; all is compared after ``every`` of them."""
    chance, world = random.Random(seed), TwoComputers(service)
    done: list[str] = []
    try:
        for number in range(1, steps + 1):
            weights = _CALM if number // every % 2 else _WEIGHTS
            computer, name = chance.randrange(2), chance.choices(list(STEPS), weights)[0]
            done.append(f"{world.computers[computer].name} {name}")
            world.do(computer, name, chance.randrange(1000))
            if number % every == 0 or number == steps:
                done.append("settle")
                world.settle()
    except BaseException:
        print(f"{service}, seed {seed}, after:", *done[-every - 2 :], sep="\n  ")
        raise
    finally:
        world.close()


def main() -> None:
    """Run until told, on every service or one."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--steps", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--service", choices=list(SERVICES), default=None)
    args = parser.parse_args()
    for service in [args.service] if args.service else SERVICES:
        run(args.steps, args.seed, service)
        print(f"{service}: {args.steps} steps, seed {args.seed}: nothing lost")


if __name__ == "__main__":
    main()
