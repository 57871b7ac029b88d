"""The template engine: the shipped templates, and a vault's own ones before them, in a sandbox (LAW 19)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jinja2 import (
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    FunctionLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
)  # fmt: skip
from jinja2.exceptions import SecurityError
from jinja2.sandbox import SandboxedEnvironment

from netnotes.errors import Usage
from netnotes.resources import templates

_MOST = 1_000_000


class _Sandbox(SandboxedEnvironment):
    """What a vault's own template may do: no way to files or programs, and no text as long as the memory."""

    intercepted_binops = frozenset({"*", "**"})

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Multiply what is small."""
        sizes = [len(side) if isinstance(side, (str, list, tuple)) else 0 for side in (left, right)]
        numbers = [side for side in (left, right) if isinstance(side, int)]
        if operator == "**" or (any(sizes) and max([*numbers, 1]) * max(sizes) > _MOST):
            raise SecurityError("this would be too long")
        return super().call_binop(context, operator, left, right)


def environment(folder: str, own: Mapping[str, bytes], *, autoescape: bool) -> Environment:
    """The engine for the templates in *folder* (none, or ``page``); *own* are a vault's own, which come first."""

    def load(name: str) -> tuple[str, str, None] | None:
        name = "/".join(part for part in name.split("/") if part not in ("", "."))
        data = own.get(f"{folder}/{name}" if folder else name)
        # What is given as the name of the file stands in tracebacks, with the line.
        return None if data is None else (data.decode("utf-8"), name, None)

    shipped = FileSystemLoader(templates() / folder, encoding="utf-8")
    loader = ChoiceLoader([FunctionLoader(load), shipped]) if own else shipped
    kind = _Sandbox if own else Environment
    return kind(loader=loader, undefined=StrictUndefined, autoescape=autoescape, trim_blocks=True, lstrip_blocks=True)


def render(engine: Environment, template: str, **values: Any) -> str:
    """What *template* makes of *values*; raises Usage with file, line and message where it is wrong."""
    try:
        return engine.get_template(template).render(**values)
    except TemplateError as error:
        raise Usage(_where(error, template)) from None
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError, RecursionError) as error:
        raise Usage(f"template {_place_of(error, template)}: {error}; mend it") from None


def _where(error: TemplateError, template: str) -> str:
    if isinstance(error, TemplateSyntaxError):
        return f"template {error.name or template}:{error.lineno}: {error.message}; mend it"
    what = f"there is no template {error.name}" if isinstance(error, TemplateNotFound) else error.message or error
    return f"template {_place_of(error, template)}: {what}; mend it"


def _place_of(error: BaseException, template: str) -> str:
    """The template and the line in it, which the engine puts into the traceback; *template* alone where it does not."""
    found, trace = template, error.__traceback__
    while trace is not None:
        file = trace.tb_frame.f_code.co_filename
        if re.search(r"\.(?:html|md|css|js)$", file):
            found = f"{Path(file).name if Path(file).is_absolute() else file}:{trace.tb_lineno}"
        trace = trace.tb_next
    return found
