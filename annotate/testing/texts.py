"""Texts that plugins are tried on: ordinary ones in which there is something to find, and nasty ones."""

from __future__ import annotations

ORDINARY = (
    "Le maire de Saint-Éloi, Hervé Dumontel, a déclaré mardi : « Nous rouvrirons le pont le 12 mars 2024. »\n\n"
    "Les travaux coûtent 3 500 euros (4,2 % de plus qu'en 2023), selon https://example.org/pont #pont #Dumontel.\n",
    "Dumontel s'est dit « soulagé » hier. 😀 Des sanctions économiques visent la société Ferrol SA,\n"
    "à Genève, depuis le 5 février. Contact : presse@example.org, $FRL, +33 1 23 45 67 89.\n",
    'The mayor, Anne Keller, said on Monday: "We will reopen the bridge on March 12, 2024." #bridge\n\n'
    "It costs $3,500 at Ferrol Inc. in Geneva; café and naïve are words, too.\n",
)

LONG = 200_000  # code points in the longest text, all on one line

NASTY: dict[str, str] = {
    "an empty text": "",
    "one blank": " ",
    "blank lines": "\n\r\n \t\r\u00a0\n",
    "controls": "a\x00b\x07c\x1bd\x7fe\x85f\u2028g\u2029h",
    "lone surrogates": "avant \ud800 milieu \udc80 fin \udfff",
    "bidirectional marks": "\u202eabc\u202c \u2066def\u2069 \u200fשלום\u200e مرحبا",
    "astral characters": "𝒳𝒴 😀👩\u200d🚀 𠮷野家 #𝒳 «😀»",
    "combining characters": "e\u0301\u0302\u0303 \u0301 Z\u0335\u0321\u0362a ﬁ ß İ",
    "characters that XML cannot hold": "a\ufffeb\uffffc \x01",
    "markup": "]]> <![CDATA[x]]> <a href='&'>&amp;</a> <!-- -- --> <?x?> &#0; %xx;",
    "quotation marks left open": "« “ „ ‘ \" ' « “ " * 20,
    "brackets left open": "([{" * 300,
    "no break at all": "é" * 5000,
}


def long_line() -> str:
    """One line of 200 000 code points, with what plugins look for all along it."""
    sentence = "Le 3 mars, « Jean-Noël Été » a dit à Paris : 12 € 😀 #tag. "
    return (sentence * (LONG // len(sentence) + 1))[:LONG]
