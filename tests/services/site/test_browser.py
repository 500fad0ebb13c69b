"""The website in a real browser without scripts: on a phone and on a wide screen."""

import json
import re
import shutil
import subprocess
from fractions import Fraction
from html import unescape
from typing import Any

import pytest

pytestmark = pytest.mark.browser

PHONE, DESK = 390, 1366
LEAST_CONTRAST = Fraction(9, 2)
"""Contrast of ordinary text by WCAG 2.1, level AA."""
SMALLEST_TEXT = 14
"""Pixels."""

# Frames without scripts are looked into from a page around them, so the browser is started once.
LOOKING = """<!DOCTYPE html><meta charset="utf-8"><body><script>
const names = %s, widths = %s, found = [];
let waiting = names.length * widths.length;
function look(frame, name, width) {
  const page = frame.contentDocument, root = page.documentElement;
  const colours = new Set(); let smallest = 99;
  for (const one of page.body.querySelectorAll("*")) {
    const own = [...one.childNodes].some(n => n.nodeType === 3 && n.data.trim());
    if (!own) continue;
    const style = page.defaultView.getComputedStyle(one);
    let behind = one, ground = "rgba(0, 0, 0, 0)";
    while (behind && ground === "rgba(0, 0, 0, 0)") {
      ground = page.defaultView.getComputedStyle(behind).backgroundColor;
      behind = behind.parentElement;
    }
    colours.add(style.color + "|" + ground);
    smallest = Math.min(smallest, parseFloat(style.fontSize));
  }
  const body = page.body.getBoundingClientRect();
  const over = [...page.body.querySelectorAll("*")].filter(one => {
    const box = one.getBoundingClientRect();
    return box.right > width + 1 && !one.closest(".wide") && box.width > 0;
  }).map(one => one.tagName + " " + one.className);
  found.push({name, width, title: page.title, scroll: root.scrollWidth, client: root.clientWidth,
    rules: page.styleSheets.length ? page.styleSheets[0].cssRules.length : 0, over,
    broken: [...page.images].filter(i => !i.naturalWidth).length, smallest,
    colours: [...colours], height: body.height});
}
for (const name of names) for (const width of widths) {
  const frame = document.createElement("iframe");
  frame.sandbox = "allow-same-origin"; frame.width = width; frame.height = 800;
  frame.onload = () => {
    look(frame, name, frame.clientWidth);
    if (--waiting === 0) {
      document.body.textContent = "BEGIN" + JSON.stringify(found) + "END";
    }
  };
  frame.src = "site/" + name;
  document.body.appendChild(frame);
}
</script>"""


@pytest.fixture(scope="module")
def seen(made_site, tmp_path_factory, find_tool) -> list[dict[str, Any]]:
    """What the browser made of every page at both widths."""
    folder = tmp_path_factory.mktemp("browser")
    shutil.copytree(made_site.folder, folder / "site")
    site = folder / "site"
    names = sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))
    page = folder / "looking.html"
    page.write_text(LOOKING % (json.dumps(names), json.dumps([PHONE, DESK])), encoding="utf-8")
    dumped = subprocess.run(
        [
            find_tool("chromium"), "--headless", "--no-sandbox", "--disable-gpu", "--disable-sync",
            "--disable-background-networking", "--disable-component-update", "--no-first-run",
            "--allow-file-access-from-files", f"--user-data-dir={folder / 'profile'}",
            "--virtual-time-budget=20000", "--window-size=1400,900", "--dump-dom", page.as_uri(),
        ],
        capture_output=True, text=True, timeout=120, check=True,
    ).stdout  # fmt: skip
    found = re.search("BEGIN(.*)END", unescape(dumped), re.DOTALL)
    assert found is not None, dumped[-500:]
    looked: list[dict[str, Any]] = json.loads(found.group(1))
    assert len(looked) == 2 * len(names)
    return looked


def test_no_page_is_wider_than_its_screen(seen):
    wide = [(one["name"], one["width"], one["scroll"], one["over"]) for one in seen
            if one["scroll"] > one["client"] or one["over"]]  # fmt: skip
    assert wide == []


def test_the_style_sheet_is_found_pictures_are_whole_and_letters_are_large_enough(seen):
    for one in seen:
        assert one["rules"] > 10, one["name"]
        assert one["broken"] == 0, one["name"]
        assert one["smallest"] >= SMALLEST_TEXT, one["name"]
        assert one["title"]


def test_every_text_stands_out_from_what_is_behind_it(seen):
    pairs = {pair for one in seen for pair in one["colours"]}
    assert len(pairs) >= 3
    for pair in pairs:
        text, ground = (_rgb(colour) for colour in pair.split("|"))
        assert _contrast(text, ground) >= LEAST_CONTRAST, pair


def _rgb(colour: str) -> tuple[int, int, int]:
    red, green, blue = re.findall(r"[\d.]+", colour)[:3]
    return int(red), int(green), int(blue)


def _contrast(one: tuple[int, int, int], other: tuple[int, int, int]) -> float:
    """Contrast of two colours by WCAG 2.1."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: tuple[int, int, int]) -> float:
    channels = [part / 255 for part in colour]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
