# Sourced by ./run and ./test: system libraries, virtual environment, locked dependencies.
# Quick the second time: each step is skipped when nothing it depends on has changed.

if command -v dpkg-query >/dev/null 2>&1; then
    missing=""
    for package in python3-venv libgl1 libegl1 libglib2.0-0 libdbus-1-3 libfontconfig1 libxkbcommon0 \
        libxcb-cursor0 libxkbcommon-x11-0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0; do
        # Newer Debian and Ubuntu carry some of these under a name that ends in t64.
        dpkg-query -W -f '${Status}\n' "$package" "${package}t64" 2>/dev/null | grep -q "ok installed" ||
            missing="$missing $package"
    done
    if [ -n "$missing" ]; then
        echo "Installing system libraries:$missing"
        sudo=""
        if [ "$(id -u)" -ne 0 ]; then
            command -v sudo >/dev/null 2>&1 || {
                echo "These system libraries are missing and there is no sudo to install them:$missing" >&2
                exit 1
            }
            sudo=sudo
        fi
        $sudo apt-get update -qq
        # shellcheck disable=SC2086
        $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
    fi
fi

python=""
for candidate in python3.13 python3.12 python3.11 python3; do
    if command -v "$candidate" >/dev/null 2>&1 &&
        "$candidate" -c 'import sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        python=$candidate
        break
    fi
done
if [ -z "$python" ]; then
    echo "Python 3.11 or newer is needed and was not found." >&2
    exit 1
fi

stamp=.venv/installed
wanted=$(cat requirements.lock pyproject.toml | cksum)
if [ ! -f "$stamp" ] || [ "$(cat "$stamp")" != "$wanted" ]; then
    echo "Installing the locked dependencies…"
    [ -x .venv/bin/python ] || "$python" -m venv .venv
    # The installer itself is pinned and checked like everything else.
    grep -A 40 '^uv==' requirements.lock | awk 'NR==1 || /^ /{print; next} {exit}' >.venv/uv.lock.txt
    .venv/bin/python -m pip install -q --disable-pip-version-check --require-hashes -r .venv/uv.lock.txt
    .venv/bin/uv pip install -q --python .venv/bin/python --compile-bytecode --require-hashes -r requirements.lock
    .venv/bin/uv pip install -q --python .venv/bin/python --no-deps -e .
    printf '%s' "$wanted" >"$stamp"
fi
