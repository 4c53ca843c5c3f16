r"""LaTeX in questions made readable in a terminal: `$\frac{QK^\top}{\sqrt{d_k}}$` becomes `QKᵀ/√dₖ`.

Covers what interview questions use: fractions, roots, sub- and superscripts, Greek, operators, accents.
What it does not know it leaves as it stands. Code is never touched, and `$5 to $10` stays money.
"""

from __future__ import annotations

import re

_GREEK = {
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "varepsilon": "ε", "zeta": "ζ",
    "eta": "η", "theta": "θ", "iota": "ι", "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ",
    "pi": "π", "rho": "ρ", "sigma": "σ", "tau": "τ", "phi": "φ", "varphi": "φ", "chi": "χ", "psi": "ψ",
    "omega": "ω", "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π",
    "Sigma": "Σ", "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω",
}  # fmt: skip
_SYMBOLS = {
    "cdot": "·", "times": "×", "div": "÷", "pm": "±", "mp": "∓", "le": "≤", "leq": "≤", "ge": "≥", "geq": "≥",
    "neq": "≠", "ne": "≠", "approx": "≈", "sim": "∼", "equiv": "≡", "propto": "∝", "ll": "≪", "gg": "≫",
    "infty": "∞", "sum": "∑", "prod": "∏", "int": "∫", "partial": "∂", "nabla": "∇", "in": "∈", "notin": "∉",
    "subset": "⊂", "subseteq": "⊆", "cup": "∪", "cap": "∩", "emptyset": "∅", "forall": "∀", "exists": "∃",
    "to": "→", "rightarrow": "→", "leftarrow": "←", "Rightarrow": "⇒", "implies": "⇒", "iff": "⇔",
    "mapsto": "↦", "odot": "⊙", "oplus": "⊕", "otimes": "⊗", "circ": "∘", "ast": "*", "star": "⋆",
    "top": "⊤", "bot": "⊥",
    "ell": "ℓ", "dots": "…", "ldots": "…", "cdots": "⋯", "mid": "|", "parallel": "‖", "|": "‖", "lfloor": "⌊",
    "rfloor": "⌋", "lceil": "⌈", "rceil": "⌉", "langle": "⟨", "rangle": "⟩", "lVert": "‖", "rVert": "‖",
    "lvert": "|", "rvert": "|", "quad": "  ", "qquad": "    ", ",": " ", ";": " ", ":": " ", " ": " ",
    "!": "", "{": "{", "}": "}", "%": "%", "_": "_", "#": "#", "&": "&", "$": "$", "\\": "\n", "prime": "′",
    "hbar": "ℏ", "argmax": "argmax", "argmin": "argmin",
}  # fmt: skip
_NAMES = (
    "exp", "log", "ln", "max", "min", "sup", "inf", "lim", "arg", "det", "dim", "softmax", "sigmoid", "tanh",
    "sin", "cos", "tan", "Pr", "gcd", "mod", "rank", "tr", "var",
)  # fmt: skip
_WRAPPED = ("text", "mathrm", "mathbf", "mathit", "mathsf", "mathtt", "operatorname", "boldsymbol", "textbf",
            "textit", "mathcal", "mbox", "bm")  # fmt: skip
_DOUBLE = dict(zip("CHNPQRZE1", "ℂℍℕℙℚℝℤ𝔼𝟙"))
_ACCENTS = {
    "hat": "\u0302",
    "tilde": "\u0303",
    "bar": "\u0304",
    "overline": "\u0304",
    "dot": "\u0307",
    "vec": "\u20d7",
}
_SUPER = dict(
    zip("0123456789+-=()abcdefghijklmnoprstuvwxyzTβγδθ⊤′*", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᵀᵝᵞᵟᶿᵀ′*")
)
_SUB = dict(zip("0123456789+-=()aehijklmnoprstuvxβγρφχ", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ"))
_SCRIPTS = "".join({*_SUPER.values(), *_SUB.values()} - {"′", "*"})
_TOKEN = re.compile(r"\\[A-Za-z]+|\\.|[{}^_]|\s+|.", re.DOTALL)
_CODE = re.compile(r"(```.*?```|~~~.*?~~~|(?<!`)(`+)(?!`).+?(?<!`)\2(?!`))", re.DOTALL)
_MATHS = re.compile(
    r"\$\$(?P<display>.+?)\$\$|\\\[(?P<bracket>.+?)\\\]|\\\((?P<paren>.+?)\\\)"
    r"|(?<![\\$\w])\$(?P<inline>(?=\S)[^$\n]*?(?<=[^\s\\]))\$(?![\d$])",
    re.DOTALL,
)
_ESCAPED = re.compile(r"([*_`\[\]<>#])")


def readable(markdown: str) -> str:
    """Markdown with its maths as plain Unicode, escaped so that Markdown leaves it alone."""
    parts: list[str] = []
    last = 0
    for code in _CODE.finditer(markdown):
        parts += [_outside_code(markdown[last : code.start()]), code[0]]
        last = code.end()
    return "".join([*parts, _outside_code(markdown[last:])])


def _outside_code(text: str) -> str:
    def shown(match: re.Match[str]) -> str:
        display = match["display"] or match["bracket"]
        plain = to_unicode(display or match["paren"] or match["inline"])
        escaped = _ESCAPED.sub(r"\\\1", plain)
        return f"\n\n> {escaped}\n\n" if display else escaped

    return _MATHS.sub(shown, text)


def to_unicode(latex: str) -> str:
    """One formula in Unicode. Never fails: what is unbalanced or unknown stays as text."""
    reader = _Reader(_TOKEN.findall(latex.strip()))
    return re.sub(r"[ \t]{2,}", " ", reader.until(None)).strip()


class _Reader:
    """A recursive reader of LaTeX tokens."""

    def __init__(self, tokens: list[str]) -> None:
        self.tokens = tokens
        self.at = 0

    def until(self, end: str | None) -> str:
        parts: list[str] = []
        while self.at < len(self.tokens):
            if self.tokens[self.at] == end:
                self.at += 1
                break
            parts.append(self.piece(parts[-1] if parts else ""))
        return "".join(parts)

    def argument(self) -> str:
        """The next group or single token."""
        while self.at < len(self.tokens) and self.tokens[self.at].isspace():
            self.at += 1
        return self.piece() if self.at < len(self.tokens) else ""

    def option(self) -> str:
        """An optional argument in square brackets."""
        if self.at < len(self.tokens) and self.tokens[self.at] == "[":
            self.at += 1
            return self.until("]")
        return ""

    def piece(self, before: str = "") -> str:
        token = self.tokens[self.at]
        self.at += 1
        if token == "{":
            return self.until("}")
        if token in "^_":
            return _script(self.argument(), token)
        if token.isspace():
            return " "
        if token == "-":
            return "−"
        if token.startswith("\\") and len(token) > 1:
            return self.command(token[1:], before)
        return token

    def command(self, name: str, before: str) -> str:
        if name in ("frac", "dfrac", "tfrac"):
            top, bottom = self.argument(), self.argument()
            return f"{_top(top)}/{_bottom(bottom)}"
        if name == "sqrt":
            degree, inside = self.option(), self.argument()
            root = {"": "√", "3": "∛", "4": "∜"}.get(degree, f"{_script(degree, '^')}√")
            return root + (inside if _simple(inside) else f"({inside})")
        if name == "mathbb":
            letter = self.argument()
            return _DOUBLE.get(letter, letter)
        if name in _WRAPPED:
            return self.argument()
        if name in _ACCENTS:
            inside = self.argument()
            return inside + _ACCENTS[name] if len(inside) == 1 else f"{name}({inside})"
        if name in ("left", "right", "big", "Big", "bigl", "bigr", "Bigl", "Bigr", "displaystyle", "limits"):
            if name in ("left", "right") and self.tokens[self.at : self.at + 1] == ["."]:
                self.at += 1
            return ""
        if name in _NAMES:
            gap = " " if before[-1:].isalnum() else ""
            following = self.tokens[self.at : self.at + 1]
            return gap + name + (" " if following and following[0][:1].isalnum() else "")
        known = _GREEK.get(name) or _SYMBOLS.get(name)
        if known is None and self.tokens[self.at : self.at + 1] == ["{"]:
            return f"\\{name}{{{self.argument()}}}"
        return f"\\{name}" if known is None else known


def _script(text: str, mark: str) -> str:
    table = _SUPER if mark == "^" else _SUB
    plain = text.replace("−", "-").replace(" ", "")
    if plain and all(c in table for c in plain):
        return "".join(table[c] for c in plain)
    return f"{mark}{text}" if len(text) == 1 or (mark == "_" and text.isalnum()) else f"{mark}({text})"


def _simple(text: str) -> bool:
    """One letter with its scripts and accents, one number, or one name."""
    return bool(re.fullmatch(rf"\d+(\.\d+)?|[A-Za-z]{{2,}}|√?.[{_SCRIPTS}\u0300-\u036f]*(_\w+)?", text))


def _top(text: str) -> str:
    """In parentheses where something outside of its own parentheses could be misread."""
    outside = re.sub(r"\([^()]*\)", "", re.sub(r"\([^()]*\)", "", text))
    return f"({text})" if re.search(r"[\s+−/=,]", outside) or not text else text


def _bottom(text: str) -> str:
    """In parentheses unless it is one thing: a letter, a number, a function of something."""
    return text if _simple(re.sub(r"\([^()]*\)$", "", text)) else f"({text})"
