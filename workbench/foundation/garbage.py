"""The interpreter's garbage collector, out of the way of bulk work."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def without_garbage_collection() -> Iterator[None]:
    """For millions of short-lived values without cycles: the collector would only search in vain."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            # What was made meanwhile counts as old at once: a million values take a second to look through.
            gc.freeze()
            gc.unfreeze()
            gc.enable()
