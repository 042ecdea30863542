"""The agreed text and its amendment history as Akoma Ntoso 3.0 (LegalDocML), built with lxml.

Names that are identifiers there (of parties, people, articles, versions) are numbers of this file's own, so no foreign
word is ever a name. `ins` and `del` are the redline of `bot.drafting.redline`.
"""

from collections.abc import Iterator

from bot.records.agreed import agreed_documents
from bot.records.akn.agreed import agreed_act
from bot.records.akn.history import history
from bot.records.akn.markup import written
from bot.records.book import Book
from bot.records.pens import PLAIN
from bot.text.words import Words


def akn_files(book: Book, words: Words, locale: str = "en") -> Iterator[tuple[str, bytes]]:
    """Give the agreed text, where there is one (or several), and the history of its versions.

    Where nothing is agreed, the history is that of all proposals; where nothing was tabled, there is no file.
    """
    documents = agreed_documents(book, words, PLAIN, locale)
    for number, document in enumerate(documents, start=1):
        name = "agreed-text" if len(documents) == 1 else f"agreed-text-{number}"
        yield f"{name}.akn.xml", written(agreed_act(document, words, locale))
    if (found := history(book, words, locale)) is not None:
        yield "history.akn.xml", written(found)


__all__ = ["akn_files"]
