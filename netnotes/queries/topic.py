"""Words that are looked for: the words of a topic in what notes say, and words that two texts share."""

import re
import unicodedata
from collections.abc import Iterable, Sequence

from netnotes.model.names import fold
from netnotes.model.person import Person
from netnotes.patterns import lazy_pattern

# From here on there are scripts that write no spaces between words.
NO_SPACES = "\u2e80"
_LINK = lazy_pattern(r"\[\[(?:[^\[\]|\n]*\||[^\[\]|\n]*/)?([^\[\]|\n]*)\]\]|\[([^\[\]\n]*)\]\([^()\s]*\)")
# The fields that say what somebody can help with, the plainest first.
OFFERS = "offers"
FIELDS = (OFFERS, "role", "org", "tags")
LEAST = 4
# A word as short as this is found only as a whole: few letters begin too many words.
SHORT = 2
# What may stand after a beginning that two words share, so that they are one word: printer, printing; lens, lenses.
_ENDINGS = (
    "a e i o y n s en er or in an es as os ed ers ors ing ings ion ions ies ist ists ery ant ants ian ians "
    "ung ungen innen"
)
ENDINGS = frozenset(("", *_ENDINGS.split()))
# Words that say nothing of what is needed or offered.
_STOP = (
    "a an and are as at be but by can could do does done for from get gets good has have help helps her here him his "
    "how if in into is it its just know knows like looking make may more most much my need needs new no not of on one "
    "or other our out own people person please really she he they them their that the there thing things this time to "
    "too up us very want wants was we what when where which who whom whose will with would you your about after all "
    "also any anybody anyone anything some somebody someone something somewhere still than then contact "
    "der die das ein eine einen und oder mit von zu im in fur auf wer den dem einem einer bei nach aus ohne uber nicht "
    "le la les un une des du de et ou pour par avec sans dans sur chez aux qui que est "
    "el los las una unos unas del al por para con sin sobre como "
    "os um uma ao aos da das do dos em na nas no nos com sem "
    "il lo gli dei della delle dello degli di su per tra fra uno che "
    "het een voor van met op te bij naar uit aan zonder niet"
)
STOP = frozenset(_STOP.split())


def texts_of(person: Person, field: str) -> Sequence[str]:
    """What *person*'s field says: offers or tags one by one, without tags that make a note a person's."""
    if field == OFFERS:
        return person.offers
    if field == "tags":
        return [tag for tag in person.tags if tag.lower() not in ("person", "people", "contact")]
    return [text for key, text in person.contact if key == field]


def words_of(text: str) -> list[str]:
    """The words of *text*, folded, each once."""
    return list(dict.fromkeys(re.findall(r"\w+", fold(text))))


def may_hold(text: str, word: str) -> bool:
    """Whether *text* can hold the folded *word*: quick, and never wrong where it says no."""
    if text.isascii():
        return word in text.lower()
    if not word.isascii():
        return True
    # The steps of `fold` that can bring letters forth; what is left out here can stand in no such word.
    return word in unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode().lower()


def holds(folded: str, word: str) -> bool:
    """Whether a word of the *folded* text is or begins with the folded *word*; any part, in scripts without spaces.

    A word of one or two letters must be a whole word.
    """
    at = folded.find(word)
    while at >= 0:
        before, after = folded[at - 1 : at] if at else "", folded[at + len(word) : at + len(word) + 1]
        if min(word) >= NO_SPACES or not (_is_letter(before) or (len(word) <= SHORT and _is_letter(after))):
            return True
        at = folded.find(word, at + 1)
    return False


def _is_letter(sign: str) -> bool:
    return sign.isalnum() or sign == "_"


def without_links(text: str) -> str:
    """*text* with links as the names they show."""
    return _LINK.sub(lambda found: found[1] or found[2] or "", text) if "[" in text else text


def telling(texts: Iterable[str]) -> list[str]:
    """The words of *texts* that say something: folded, without numbers and the words of STOP."""
    found = dict.fromkeys(word for text in texts for word in words_of(text))
    return [word for word in found if word not in STOP and len(word) > 1 and not word.isdigit()]


def alike(one: str, other: str) -> bool:
    """Whether two folded words are the same, or share a beginning of four letters with short ENDINGS after it."""
    if one == other:
        return True
    shared = len(common_beginning((one, other)))
    return any(one[at:] in ENDINGS and other[at:] in ENDINGS for at in range(LEAST, shared + 1))


def common_beginning(words: Sequence[str]) -> str:
    """What all of *words* begin with."""
    short, long = min(words), max(words)
    for at, sign in enumerate(short):
        if at >= len(long) or sign != long[at]:
            return short[:at]
    return short
