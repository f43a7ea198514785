"""Run a module as a program and note how large its process was: python -m benchmarks.peak FILE MODULE …

The system's own count after the end also holds the size of the parent at the fork, so the process itself
reads it, just before it ends.
"""

import re
import runpy
import sys
from pathlib import Path


def peak_bytes() -> int:
    """The largest resident size of this process since it was started (Linux)."""
    match = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text("ascii"))
    assert match is not None, "this kernel does not say how large a process has been"
    return int(match[1]) * 1024


def main() -> None:
    """Run the module; its exit status is ours."""
    out, module = Path(sys.argv[1]), sys.argv[2]
    sys.argv = sys.argv[2:]
    try:
        runpy.run_module(module, run_name="__main__", alter_sys=True)
    finally:
        out.write_text(str(peak_bytes()), "ascii")


if __name__ == "__main__":
    main()
