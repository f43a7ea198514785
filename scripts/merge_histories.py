"""Merge many made-up histories in many orders, and say whether anything was lost."""

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.storage.merge_histories import print_table


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=10_000, help="how many histories")
    parser.add_argument("--seed", type=int, default=0, help="the number of the first one")
    given = parser.parse_args()
    return 0 if print_table(given.count, given.seed) else 1


if __name__ == "__main__":
    sys.exit(main())
