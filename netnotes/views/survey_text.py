"""What `init` found in a folder of notes, for a person and as the comments of a settings file."""

from __future__ import annotations

import re
import shlex
from collections.abc import Sequence

from netnotes.queries.survey import Survey
from netnotes.views.terminal import Screen, pad, safe, wrap

LABEL = 12
MOST_KEYS = 12
_SHAPES = {
    "item": ("list item", "list items"),
    "paragraph": ("dated paragraph", "dated paragraphs"),
    "row": ("table row", "table rows"),
    "heading": ("dated heading", "dated headings"),
    "callout": ("callout", "callouts"),
    "entry": ("entry of a list among the keys", "entries of a list among the keys"),
}
_LAST = {
    "log": "their own logs",
    "dated": "dated notes",
    "probable": "lines that are probably contact",
    "household": "their household",
}


def survey_rows(survey: Survey) -> list[tuple[str, str]]:
    """What was found, as labels and sentences."""
    tally = survey.tally
    by = "; ".join(f"{count:,} by {because}" for because, count in tally.people)
    rows = [("people", f"{survey.persons:,}: {by}" if by else "none found")]
    if tally.dated:
        lines = f"{_many(tally.sure, 'contact', 'contacts')} for certain, {tally.probable:,} probable"
        rows.append((
            "dated notes",
            f"{tally.dated:,}, {tally.dated_with_people:,} of them with people: {lines}",
        ))  # fmt: skip
    if tally.shapes:
        shapes = ", ".join(_many(count, *_SHAPES.get(shape, (shape, shape))) for shape, count in tally.shapes)
        rows.append(("logs", f"of {_many(tally.loggers, 'person', 'people')}: {shapes}"))
    known = sum(count for _, count in tally.last)
    last = "; ".join(f"{count:,} from {_LAST.get(what) or _quoted(what)}" for what, count in tally.last)
    rows.append(("last contact", f"known of {known:,}: {last}" if known else "known of nobody"))
    with_rhythm = sum(count for _, count in tally.rhythm)
    rhythm = "; ".join(f"{count:,} from {_quoted(key)}" for key, count in tally.rhythm)
    rows.append(("rhythm", f"{with_rhythm:,} have one: {rhythm}" if with_rhythm else "nobody has one yet"))
    if tally.keys:
        rows.append(("keys read", _listed([(key, count) for key, count in tally.keys])))
    if tally.other:
        rows.append(("other keys", _listed(sorted(
            ((key, len(values)) for key, values in tally.other.items()), key=lambda row: (-row[1], row[0])
        ))))  # fmt: skip
    rows.extend(
        ("perhaps", f"{_quoted(found.key)} is {found.meaning} ({_many(found.notes, 'note', 'notes')})")
        for found in survey.suggestions
    )
    if survey.people:
        rows.append(("perhaps", f"people live in {survey.people.removesuffix('/**')}/"))
    if tally.unreadable:
        rows.append(("not read", f"{_many(tally.unreadable, 'note', 'notes')} in full: netnotes check"))
    return rows


def survey_lines(survey: Survey, where: str, has_settings: bool, written: Sequence[str], screen: Screen) -> list[str]:
    """What was found, and what to do next."""
    place = "this folder" if where == "." else safe(where)
    lines = [*wrap(f"Looked at {_many(survey.tally.notes, 'note', 'notes')} in {place}.", screen.columns), ""]
    for label, text in survey_rows(survey):
        lines.extend(wrap(f"  {pad(label, LABEL)}  {safe(text)}", screen.columns, " " * (LABEL + 4)))
    lines.append("")
    if written:
        lines.extend(f"wrote {safe(path)}" for path in written)
    elif has_settings:
        lines.extend(wrap("netnotes.toml is there already, and is left as it is.", screen.columns))
    else:
        folder = "" if where == "." else f" {shlex.quote(where)}"
        lines.extend(wrap("Nothing is written. A settings file that says so, all of it optional:", screen.columns))
        lines.append(f"  netnotes init{safe(folder)} --write")
    if survey.persons:
        lines.extend(["Every line can be explained:", "  netnotes explain NAME"])
    elif survey.people and written:
        lines.extend(["Now the setting people says who is a person:", "  netnotes list"])
    else:
        advice = "A note in a folder called people is a person; so is one tagged #person."
        lines.extend(wrap(advice, screen.columns))
    return lines


def settings_text(survey: Survey, template: str, day: str) -> str:
    """The settings file for what was found: the shipped *template*, with the finding above it."""
    found = [f"# Found by netnotes init on {day}, in {_many(survey.tally.notes, 'note', 'notes')}:", "#"]
    for label, text in survey_rows(survey):
        found.extend(f"# {line}" for line in wrap(f"{pad(label, LABEL)}  {safe(text)}", 96, " " * (LABEL + 2)))
    if survey.people:
        template = template.replace('# people = ["people/**"]', f"people = [{_toml(survey.people)}]")
    if survey.suggestions:
        keys = "".join(f"# {_toml(found.key)} = {_toml(found.meaning)}\n" for found in survey.suggestions)
        template = template.replace('# [keys]\n# "Contacted on" = "last-contact"\n', f"[keys]\n{keys}")
    return "\n".join(found) + "\n\n" + template


def _toml(text: str) -> str:
    """*text* as a TOML string on one line."""
    escaped = re.sub(r'["\\]', lambda found: f"\\{found[0]}", text)
    return '"' + re.sub(r"[\x00-\x1f\x7f]", lambda found: f"\\u{ord(found[0]):04x}", escaped) + '"'


def _quoted(key: str) -> str:
    return f'"{key}"'


def _listed(keys: Sequence[tuple[str, int]]) -> str:
    shown = ", ".join(f"{key} ({count:,})" for key, count in keys[:MOST_KEYS])
    return shown + (f" and {len(keys) - MOST_KEYS} more" if len(keys) > MOST_KEYS else "")


def _many(count: int, one: str, several: str) -> str:
    return f"{count:,} {one if count == 1 else several}"
