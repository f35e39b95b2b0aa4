"""Audit 15: no symbol appears unnamed: a sentence with the symbol in it stands below it at the latest, or came before.

Symbols are the letters of formulas, and the Greek ones of all texts; not those of an index or an exponent.
"""

import re
from unicodedata import lookup, name, normalize

from scenes.stage.text import Formula, Sentence
from tests.audits.failure import Failure

SHOWN = 0.5          # a text counts as shown while it is no fainter
NAMES = {word: lookup(f"GREEK SMALL LETTER {word.upper()}") for word in
         ("alpha", "beta", "gamma", "delta", "epsilon", "eta", "theta", "mu", "sigma", "phi")}
NAMES |= {"Delta": lookup("GREEK CAPITAL LETTER DELTA"), "gradient": "∇", "nabla": "∇"}     # Typst's words for symbols
_INDEX = r"[_^](\((?:[^()]|\([^()]*\))*\)|\"[^\"]*\"|\w+)"
_SIGN = r"\w+(\.\w+)+"        # arrow.l
_DIFFERENTIAL = r"\b(dif|partial)\b|[d∂](?=[A-Za-z]\b)"


def failures(film):
    named = set()
    for frame in film.frames:
        texts = [text for text in frame.texts if text.opacity >= SHOWN]
        named |= {symbol for text in texts if text.kind is Sentence for symbol in in_sentence(text.template)}
        for text in texts:
            for symbol in sorted(in_text(text) - named):
                named.add(symbol)       # told once
                yield Failure("symbols", frame.section, frame.start, f'{symbol} in "{text.said}" was not named by a sentence')


def in_text(text):
    """The symbols of a text that is no sentence."""
    if text.kind is Sentence:
        return set()
    if text.kind is Formula:
        return in_formula(text.template)
    return {character for character in normalize("NFKC", text.template) if name(character, "").startswith(("GREEK", "NABLA"))}


def in_sentence(template):
    """The symbols that a sentence says: $w$, or $dC/dw$, which is three."""
    return {symbol for part in template.split("$")[1::2] for symbol in _letters(part)}


def in_formula(math):
    """The symbols of a formula in Typst's notation, without the names of its parts, indices and exponents."""
    shown = re.sub(r"\{\{(.*?):[^:}]*\}\}", r"\1", math)
    return _letters(re.sub(_SIGN, " ", re.sub(_INDEX, " ", shown)))


def _letters(math):
    words = re.findall(r"[^\W\d_]+|∇", re.sub(r'"[^"]*"', " ", re.sub(_DIFFERENTIAL, " ", math)))
    return {NAMES.get(word, word) for word in words if len(word) == 1 or word in NAMES}
