"""README's glossary uses the words of the code."""

import ast
import re
from pathlib import Path

README = Path(__file__).resolve().parents[2] / "README.md"


def test_every_word_of_the_glossary_is_a_class_of_the_program(modules):
    glossary = README.read_text(encoding="utf-8").split("### Glossary")[1]
    words = set(re.findall(r"`(\w+)`", glossary))
    classes = {
        node.name for module in modules for node in module.nodes if isinstance(node, ast.ClassDef)
    }
    assert words
    assert words <= classes
