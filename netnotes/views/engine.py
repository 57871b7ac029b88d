"""The template engine: the shipped templates, and a vault's own ones before them, in a sandbox (LAW 19)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import wraps
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
from jinja2.sandbox import SandboxedEnvironment, SandboxedEscapeFormatter, SandboxedFormatter
from markupsafe import Markup, soft_str

from netnotes.errors import Usage
from netnotes.patterns import lazy_pattern
from netnotes.resources import templates

_MOST = 1_000_000
# SyntaxError is Python's, about what a template was made into.
_WRONG = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError, RuntimeError, SyntaxError)


# The widths of %: seven digits, one that is taken from the values, and a key in which brackets could hide either.
_WIDE = lazy_pattern(r"%(?:\([^()]*\))?[-#0 +]*[\d*]*\.?\d{7}|%\([^()]*\(")
_WIDTH_GIVEN = lazy_pattern(r"%[^%a-zA-Z]*\*")
_WIDENING = ("center", "indent", "batch", "slice", "round", "tojson")


def _refuse(is_long: object) -> None:
    if is_long:
        raise SecurityError("this would be too long")


def _is_large(values: Iterable[Any]) -> bool:
    return any(isinstance(value, int) and abs(value) > _MOST for value in values)


def _small_widths(made: Callable[..., Any]) -> Callable[..., Any]:
    """The filter *made*, given no large number."""

    @wraps(made)
    def modest(*values: Any, **named: Any) -> Any:
        _refuse(_is_large([*values[1:], *named.values()]))
        return made(*values, **named)

    return modest


class _Formatter(SandboxedFormatter):
    """`str.format` with small widths, wherever they come from."""

    def format_field(self, value: Any, format_spec: str) -> Any:
        """Format one field."""
        _refuse(re.search(r"\d{7}", format_spec))
        return super().format_field(value, format_spec)


class _EscapeFormatter(_Formatter, SandboxedEscapeFormatter):
    """The same for text that is HTML."""


class _Sandbox(SandboxedEnvironment):
    """What a vault's own template may do: no way to files or programs, and no text as long as the memory at once."""

    intercepted_binops = frozenset({"*", "**", "%"})

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.filters.update({name: _small_widths(self.filters[name]) for name in _WIDENING})
        self.filters["format"] = self._format

    def _format(self, text: Any, *values: Any, **named: Any) -> Any:
        return self.call_binop(None, "%", soft_str(text), named or values)

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Multiply what is small, and fill in to small widths."""
        if operator == "%":
            if isinstance(left, str):
                _refuse(_WIDE.search(left))
                _refuse(isinstance(right, tuple) and _is_large(right) and _WIDTH_GIVEN.search(left))
            return super().call_binop(context, operator, left, right)
        sizes = [len(side) if isinstance(side, (str, list, tuple)) else 0 for side in (left, right)]
        numbers = [side for side in (left, right) if isinstance(side, int)]
        _refuse(operator == "**" or (any(sizes) and max([*numbers, 1]) * max(sizes) > _MOST))
        return super().call_binop(context, operator, left, right)

    def call(self, context: Any, what: Any, /, *values: Any, **named: Any) -> Any:
        """Call *what*; methods of texts and numbers with small numbers only."""
        if isinstance(getattr(what, "__self__", None), (str, bytes, int)):
            _refuse(_is_large([*values, *named.values()]))
        return super().call(context, what, *values, **named)

    def wrap_str_format(self, value: Any) -> Callable[..., str] | None:
        """`str.format` as it may be used, None where *value* is another thing."""
        if super().wrap_str_format(value) is None:
            return None
        text: str = value.__self__
        formatter = _EscapeFormatter(self, escape=text.escape) if isinstance(text, Markup) else _Formatter(self)

        def formatted(*values: Any, **named: Any) -> str:
            if value.__name__ == "format_map":
                (named,), values = values, ()
            return type(text)(formatter.vformat(text, values, named))

        return formatted


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
    return kind(
        loader=loader, undefined=StrictUndefined, autoescape=autoescape, trim_blocks=True, lstrip_blocks=True,
        # Whoever asks for an engine asks for the templates as they are now; they are not looked at for every page.
        auto_reload=False,
    )  # fmt: skip


def render(engine: Environment, template: str, **values: Any) -> str:
    """What *template* makes of *values*; raises Usage with file, line and message where it is wrong."""
    try:
        return engine.get_template(template).render(**values)
    except TemplateError as error:
        raise Usage(_where(error, template)) from None
    except MemoryError as error:
        raise Usage(f"template {_place_of(error, template)}: this would be too long; mend it") from None
    except _WRONG as error:
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
