"""How a question worth asking is said."""

from __future__ import annotations

from netnotes.queries.questions import MEETS, NEED, OFFER, TOPIC, Question
from netnotes.views.terminal import cut, safe

MOST = 80


def question_words(row: Question, *, named: bool = False) -> str:
    """The question in a sentence, of nobody's gender; *named* where it is not plain whom it is about."""
    text, name = cut(safe(row.text), MOST), safe(row.name)
    if row.what == MEETS:
        return f"{name} needs {text}; {safe(row.other)} offers {cut(safe(row.offer), MOST)}."
    if row.what == NEED:
        return f"Who could help {name} with {text}?" if named else f"Who could help with {text}?"
    if row.what == TOPIC:
        # Their own words, which need not be a noun.
        return f'{name}: what became of "{text}"?' if named else f'What became of "{text}"?'
    if row.what == OFFER:
        return f"{name}: what is there to learn about {text}?" if named else f"What is there to learn about {text}?"
    return f"What would {name} be glad to hear?" if named else "What would they be glad to hear?"
