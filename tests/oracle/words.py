"""The words, lengths and days that random worlds are made of."""

from .facts import Settings, Span

DEFAULTS = Settings(
    circles={
        "inner": Span(2, "week", "2 weeks"),
        "close": Span(6, "week", "6 weeks"),
        "steady": Span(3, "month", "3 months"),
        "wide": Span(1, "year", "1 year"),
    },
    kinds={},
    reach_out=3,
    new_people=2,
    follow_up=Span(3, "day", "3 days"),
    decide=Span(14, "day", "14 days"),
    forget=Span(90, "day", "90 days"),
    ahead=Span(2, "week", "2 weeks"),
)
TURNS = [(2026, 2, 28), (2024, 2, 29), (2028, 2, 29), (2026, 3, 31), (2026, 12, 31), (2027, 3, 1)]
NEVER = Span(0, "never", "never")
CADENCES = [
    *(Span(1, "day", t) for t in ("daily", "1 day")),
    *(Span(n, "day", t) for n, t in ((10, "every 10 days"), (30, "30"), (45, "45 days"))),
    *(Span(1, "week", t) for t in ("weekly", "1 week", "1w")),
    *(Span(2, "week", t) for t in ("2 weeks", "2w", "fortnightly", "every 2 weeks")),
    *(Span(6, "week", t) for t in ("6w", "6 weeks")),
    *(Span(1, "month", t) for t in ("monthly", "1 month", "1m", "every month")),
    *(Span(3, "month", t) for t in ("3m", "3 months", "quarterly")),
    *(Span(1, "year", t) for t in ("1y", "yearly", "annually", "1 year")),
]
LENGTHS = [
    *(Span(n, "day", f"{n} days") for n in (3, 5, 14, 20)),
    *(Span(n, "week", f"{n} weeks") for n in (2, 3)),
    Span(1, "week", "1 week"),
    Span(1, "month", "1 month"),
]
FORGETS = [Span(30, "day", "30 days"), Span(90, "day", "90 days"), Span(3, "month", "3 months")]
FIRST = ["Ana", "Aná", "ana", "ANA", "Zoe", "Zoë", "zoe", "Émile", "Emile", "emile", "Bo", "Bö"]
FIRST += ["Chidi", "Inés", "Ines", "Yuki", "Lukáš", "Mary", "Noor", "Ömer", "Omer", "Pia", "Quinn"]
LAST = ["", "", "", " Ruiz", " Ruíz", " van der Berg", " O'Neill", " Sato", " Haddad"]
KINDS = ["lunch", "coffee", "walk", "met", "call", "video", "letter", "email", "mail", "message"]
KINDS += ["sms", "whatsapp", "ping", "contact", "chess", "sauna", "postcard", "event", "visit"]
QUIET = ["note", "like", "newsletter"]
TRIES = ["tried", "voicemail", "no answer", "no reply", "missed", "cancelled", "postponed"]
LEDGERS = ["gave", "got", "asked", "thanked", "introduced"]
SAID = ["the engine is stuck on money", "re: the flat, she is calm", "moved to Łódź — at last"]
SAID += ["plums (again) from the garden", "half 50% off & “quoted”", "x", "they laughed: a lot"]
TODO = ["send the pattern book", "return the drill", "a link to the talk", "ask about Lisbon"]
STATUSES = ["wish", "card", "paused", "let-go", "do-not-contact", "deceased"]
PLACES = ["people", "people", "people", "contacts", "people/work", "team/People", ""]
