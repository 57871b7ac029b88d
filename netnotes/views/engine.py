"""The template engine: the shipped templates, and a vault's own ones before them, in a sandbox (LAW 19)."""

from __future__ import annotations

import os
import re
from typing import Any

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, StrictUndefined, TemplateError, TemplateSyntaxError
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


def environment(folder: str, own: str, *, autoescape: bool) -> Environment:
    """The engine for the templates in *folder* (none, or ``page``); *own* is where a vault's own lie, or empty."""
    shipped = FileSystemLoader(templates() / folder, encoding="utf-8")
    loader = ChoiceLoader([FileSystemLoader(os.path.join(own, folder), encoding="utf-8"), shipped]) if own else shipped
    kind = _Sandbox if own else Environment
    return kind(loader=loader, undefined=StrictUndefined, autoescape=autoescape, trim_blocks=True, lstrip_blocks=True)


def render(engine: Environment, template: str, **values: Any) -> str:
    """What *template* makes of *values*; raises Usage with file, line and message where it is wrong."""
    try:
        return engine.get_template(template).render(**values)
    except TemplateError as error:
        raise Usage(_where(error, template)) from None
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError, RecursionError) as error:
        raise Usage(f"template {template}{_line_of(error)}: {error}; mend it") from None


def _where(error: TemplateError, template: str) -> str:
    if isinstance(error, TemplateSyntaxError):
        return f"template {error.name or template}:{error.lineno}: {error.message}; mend it"
    return f"template {template}{_line_of(error)}: {error.message or error}; mend it"


def _line_of(error: BaseException) -> str:
    """The line in the template, which the engine puts into the traceback; empty where it does not."""
    found, trace = "", error.__traceback__
    while trace is not None:
        if re.search(r"\.(?:html|md)$", trace.tb_frame.f_code.co_filename):
            found = f":{trace.tb_lineno}"
        trace = trace.tb_next
    return found
