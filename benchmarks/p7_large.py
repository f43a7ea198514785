"""P7 with the 200 files of a whole company: minutes, so only where it is asked for."""

from benchmarks.figures import Figure
from benchmarks.p7_merge import figures as merge_figures


def figures() -> list[Figure]:
    """As ``p7_merge``, up to 200 files."""
    return merge_figures((40, 200))
