"""Audit 14: no symbol appears unnamed: a sentence with the symbol in it stands below it at the latest, or came before.

Symbols are the letters of formulas, but for those of an index or an exponent; of other texts the Greek ones, and a letter
that stands alone or before a sign of equality: the name of an axis, or "w = 0.5".
"""

import re
from unicodedata import lookup, name, normalize

from scenes.stage.text import Formula, Sentence
from scenes.studio.audits.failure import Failure

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
    plain = normalize("NFKC", text.template)
    alone = re.fullmatch(r"([A-Za-z])( = .*)?", plain)
    return {character for character in plain if name(character, "").startswith(("GREEK", "NABLA"))} | set(alone[1] if alone else "")


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
