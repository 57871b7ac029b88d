"""Reads a drawing back: its dots, its rings and the room of its texts, found in the SVG and not in what drew it."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from itertools import combinations
from math import hypot
from typing import NamedTuple

# The advance widths of DejaVu Sans in thousandths of an em: the widest of the usual sans serifs.
_WIDTHS = {
    275: "'",
    278: "ijl",
    295: "IJ",
    318: " ,.·",
    337: "/:;\\|",
    352: "f",
    361: "-",
    390: "()[]",
    392: "t",
    401: "!",
    411: "r",
    460: '"',
    500: "*_`",
    521: "s",
    525: "z",
    531: "?",
    550: "c",
    557: "L",
    575: "F",
    579: "k",
    592: "vxy",
    603: "P",
    611: "TY",
    612: "oö",
    613: "a",
    615: "eé",
    632: "E",
    634: "hnu",
    635: "Sbdgpq",
    636: "$0123456789{}",
    656: "K",
    684: "AV",
    685: "XZ",
    686: "B",
    695: "R",
    698: "C",
    732: "U",
    748: "N",
    752: "H",
    770: "D",
    775: "G",
    780: "&",
    787: "OQ",
    818: "w",
    838: "#+<=>^~",
    863: "M",
    950: "%",
    974: "m",
    989: "W",
    1000: "@…",
}
DEJAVU = {sign: width for width, signs in _WIDTHS.items() for sign in signs}
# Coordinates are written with one decimal.
NEAR = 0.15


class Dot(NamedTuple):
    """A disc with its outer radius; *style* is its class, or ``points`` for a point of a path."""

    x: float
    y: float
    radius: float
    style: str


class Text(NamedTuple):
    """A text and the room that it takes in DejaVu Sans of 12 units, from ascent to descent."""

    words: str
    style: str
    left: float
    top: float
    right: float
    bottom: float


class Drawing:
    """One SVG, parsed."""

    def __init__(self, svg: str) -> None:
        """Parse *svg*; what is no XML raises here."""
        self.root = ET.fromstring(svg)
        self.left, self.top, width, height = map(float, self.root.attrib["viewBox"].split())
        self.right, self.bottom = self.left + width, self.top + height
        self.dots = [dot for element in self.root.iter() for dot in _dots(element)]
        self.texts = [_text(element) for element in self.root.iter("text")]
        self.rings = [
            float(element.attrib["r"]) for element in self.root.iter("circle") if element.get("class") == "ring"
        ]

    def styled(self, *styles: str) -> list[Dot]:
        """The dots of some classes."""
        return [dot for dot in self.dots if dot.style in styles]

    def faults(self) -> list[str]:
        """Texts over texts, texts over dots that mean somebody, and whatever lies outside."""
        marks = [dot for dot in self.dots if dot.style != "points"]
        found = [f"{a.words} | {b.words}" for a, b in combinations(self.texts, 2) if _meet(a, b)]
        found += [f"{text.words} on {dot}" for text in self.texts for dot in marks if _covers(text, dot)]
        found += [f"{text.words} outside" for text in self.texts if self._is_outside(*text[2:])]
        found += [
            f"{dot} outside"
            for dot in self.dots
            if self._is_outside(dot.x - dot.radius, dot.y - dot.radius, dot.x + dot.radius, dot.y + dot.radius)
        ]
        return found

    def _is_outside(self, left: float, top: float, right: float, bottom: float) -> bool:
        return left < self.left or top < self.top or right > self.right or bottom > self.bottom


def titles(svg: str) -> list[str]:
    """The text of every title, the drawing's own first."""
    return [element.text or "" for element in ET.fromstring(svg).iter("title")]


def elements(svg: str) -> set[str]:
    """The names of the elements that *svg* is made of."""
    return {element.tag for element in ET.fromstring(svg).iter()}


def attributes(svg: str) -> set[str]:
    """The names of the attributes in *svg*."""
    return {name for element in ET.fromstring(svg).iter() for name in element.attrib}


def overlapping(dots: list[Dot]) -> list[tuple[Dot, Dot]]:
    """Every two dots that share a point."""
    return [(a, b) for a, b in combinations(dots, 2) if hypot(a.x - b.x, a.y - b.y) < a.radius + b.radius - NEAR]


def _dots(element: ET.Element) -> list[Dot]:
    get = element.attrib.get
    style = get("class", "")
    if element.tag == "circle" and style != "ring":
        stroke = {"off": 1.0, "out": 0.875}.get(style, 0.0)
        return [Dot(float(get("cx", "")), float(get("cy", "")), float(get("r", "")) + stroke, style)]
    if element.tag == "rect" and "rx" in element.attrib and not style:
        width, height = float(get("width", "")), float(get("height", ""))
        return [Dot(float(get("x", "")) + width / 2, float(get("y", "")) + height / 2, width / 2 + 0.5, "silent")]
    if element.tag == "path" and get("stroke-linecap") == "round":
        radius = float(get("stroke-width", "")) / 2
        places = re.findall(r"M([-\d.]+) ([-\d.]+)h0", get("d", ""))
        return [Dot(float(x), float(y), radius, "points") for x, y in places]
    return []


def _text(element: ET.Element) -> Text:
    words = element.text or ""
    size = 17 if element.get("class") == "you" else 12
    width = sum(DEJAVU[sign] for sign in words) / 1000 * size
    x, y = float(element.attrib["x"]), float(element.attrib["y"])
    left = x - {"start": 0.0, "middle": width / 2, "end": width}[element.get("text-anchor", "start")]
    return Text(words, element.get("class", ""), left, y - 0.93 * size, left + width, y + 0.24 * size)


def _meet(a: Text, b: Text) -> bool:
    return a.left < b.right and a.right > b.left and a.top < b.bottom and a.bottom > b.top


def _covers(text: Text, dot: Dot) -> bool:
    across = max(text.left - dot.x, 0.0, dot.x - text.right)
    along = max(text.top - dot.y, 0.0, dot.y - text.bottom)
    return hypot(across, along) < dot.radius - NEAR
