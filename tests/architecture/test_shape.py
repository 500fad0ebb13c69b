"""Sizes and names: a room that grows too large is two rooms."""

import ast

MODULE_LINES = 400
CLASS_LINES = 200
FUNCTION_LINES = 40
MAIN_WINDOW = "quality_desktop/ui/main_window.py"
MAIN_WINDOW_LINES = 250
WORDS_THAT_MEAN_NOTHING = {"utils", "util", "helpers", "helper", "common", "misc", "manager"}


def _lines(node: ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Counts the lines of a definition without its docstring, which nobody should shorten."""
    assert node.end_lineno is not None
    lines = node.end_lineno - node.lineno + 1
    first = node.body[0]
    if ast.get_docstring(node, clean=False) is not None:
        assert first.end_lineno is not None
        lines -= first.end_lineno - first.lineno + 1
    return lines


def test_no_module_is_too_long(modules):
    long = {
        module.path: length
        for module in modules
        if (length := len(module.text.splitlines()))
        > (MAIN_WINDOW_LINES if module.path == MAIN_WINDOW else MODULE_LINES)
    }
    assert not long, f"split by idea: {long}"


def test_no_class_is_too_long(modules):
    long = {
        f"{module.path}:{node.lineno} {node.name}": _lines(node)
        for module in modules
        for node in module.nodes
        if isinstance(node, ast.ClassDef)
        and _lines(node) > (MAIN_WINDOW_LINES if module.path == MAIN_WINDOW else CLASS_LINES)
    }
    assert not long, f"a class has one duty: {long}"


def test_no_function_is_too_long(modules):
    long = {
        f"{module.path}:{node.lineno} {node.name}": _lines(node)
        for module in modules
        for node in module.nodes
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and _lines(node) > FUNCTION_LINES
    }
    assert not long, f"name the steps: {long}"


def test_every_module_is_named_by_what_it_holds(modules):
    vague = [
        module.path
        for module in modules
        if WORDS_THAT_MEAN_NOTHING & set(module.name.rsplit(".", 1)[-1].split("_"))
    ]
    assert not vague, f"a name that fits anything attracts anything: {vague}"


def test_every_room_says_its_duty_in_one_sentence(modules):
    silent = []
    for module in modules:
        if module.path.endswith("__init__.py"):
            docstring = ast.get_docstring(module.tree) or ""
            if not docstring.split("\n\n")[0].endswith("."):
                silent.append(module.path)
    assert not silent
