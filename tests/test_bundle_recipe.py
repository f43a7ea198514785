"""The recipe of the bundle keeps what the program needs on systems that this one is not."""

import ast
from collections.abc import Callable
from pathlib import Path

RECIPE = Path(__file__).resolve().parents[1] / "build_installer.spec"
Entry = tuple[str, str, str]


def reached(needs: dict[str, list[str]]) -> Callable[[list[Entry]], list[Entry]]:
    """The recipe's choice of binaries, where each file needs the libraries that ``needs`` names."""
    tree = ast.parse(RECIPE.read_text("utf-8"))
    chosen = [one for one in tree.body if isinstance(one, ast.FunctionDef) and one.name == "reached"]
    names = {"Path": Path, "get_imports": lambda path: [(name, None) for name in needs.get(path, [])]}
    exec(compile(ast.Module(chosen, []), str(RECIPE), "exec"), names)
    function: Callable[[list[Entry]], list[Entry]] = names["reached"]
    return function


def test_on_windows_the_modules_of_python_and_their_libraries_are_kept_though_they_lie_at_the_top() -> None:
    entries = [
        ("_ctypes.pyd", "C:/python/DLLs/_ctypes.pyd", "EXTENSION"),
        ("libffi-8.dll", "C:/python/DLLs/libffi-8.dll", "BINARY"),
        ("python311.dll", "C:/python/python311.dll", "BINARY"),
        ("VCRUNTIME140.dll", "C:/python/vcruntime140.dll", "BINARY"),
        ("PySide6/Qt6Core.dll", "C:/site/PySide6/Qt6Core.dll", "BINARY"),
        ("nobody.dll", "C:/windows/nobody.dll", "BINARY"),
    ]
    choose = reached(
        {
            "C:/python/DLLs/_ctypes.pyd": ["LIBFFI-8.dll", "KERNEL32.dll"],
            "C:/site/PySide6/Qt6Core.dll": ["vcruntime140.dll"],
        }
    )
    assert choose(entries) == entries[:-1]


def test_a_library_that_nothing_kept_needs_is_left_out() -> None:
    entries = [
        ("lib/python3.11/lib-dynload/_ssl.so", "/usr/_ssl.so", "EXTENSION"),
        ("libssl.so.3", "/usr/libssl.so.3", "BINARY"),
        ("libgtk-3.so.0", "/usr/libgtk-3.so.0", "BINARY"),
    ]
    assert reached({"/usr/_ssl.so": ["/usr/libssl.so.3"]})(entries) == entries[:2]


def test_what_is_under_the_gpl_does_not_come_along() -> None:
    tree = ast.parse(RECIPE.read_text("utf-8"))
    told = {one.value for one in ast.walk(tree) if isinstance(one, ast.Constant)}
    assert "readline" in told
