"""Measure, and print one table: `python -m bench [NAME ...]`."""

import sys
import traceback
from collections.abc import Callable, Iterator

from bench import (
    advised,
    auditing,
    benefit,
    bringing,
    choosing,
    cold,
    crowd,
    exports,
    fair,
    letters,
    mailbox,
    mails,
    meeting,
    record,
    reruns,
    saving,
)
from bench.figures import Figure, machine, table

BENCHES: dict[str, Callable[[], Iterator[Figure]]] = {
    "reruns": reruns.demo,
    "large": reruns.large,
    "crowd": crowd.run,
    "exports": exports.run,
    "record": record.run,
    "import": bringing.run,
    "shortlist": choosing.run,
    "cold": cold.run,
    "sheet": saving.alone,
    "saving": saving.run,
    "killed": saving.killed,
    "auditing": auditing.run,
    "fair": fair.run,
    "benefit": benefit.run,
    "advised": advised.run,
    "advice": advised.cost,
    "meeting": meeting.run,
    "letters": letters.run,
    "posting": letters.killed,
    "mails": mails.run,
    "mailbox": mailbox.run,
}


def main(names: list[str]) -> int:
    """Run the benches that are named, or all; a missed limit is no mistake, a broken bench is."""
    unknown = [name for name in names if name not in BENCHES]
    if unknown:
        print(f"Unknown: {', '.join(unknown)}. There are: {', '.join(BENCHES)}.")
        return 2
    print(machine(), flush=True)
    figures: list[Figure] = []
    broken = False
    for name in names or BENCHES:
        print(f"{name} …", file=sys.stderr, flush=True)
        try:
            figures += BENCHES[name]()
        except Exception:  # noqa: BLE001  # the other benches can still tell something
            broken = True
            traceback.print_exc()
    print(f"\n{table(figures)}\n\n{machine()}")
    return int(broken)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
