"""Write the golden files anew: `python -m tests.records.keep_golden`. Read the difference before keeping it."""

from bot.records import book_of
from bot.records.akn import akn_files
from bot.records.docx import docx_files
from bot.records.readers import CHAIR
from bot.text.words import Words
from tests.records import story, test_akn, test_pictures
from tests.records.test_compilation import made
from tests.records.test_exports import GOLDEN, KEPT_FORMATS
from tests.records.word import indented

if __name__ == "__main__":
    for name, file in story.files(story.agreed(), story.talk(), KEPT_FORMATS).items():
        (GOLDEN / name).write_bytes(file.content)
    for name, content in docx_files(book_of(story.agreed(), story.frame()), Words()):
        (GOLDEN / f"{name}.xml").write_text(indented(content), encoding="utf-8")
    for name, text in made().items():
        (GOLDEN / name).write_bytes(text.encode())
    for name, content in akn_files(book_of(story.agreed(), story.frame()), Words()):
        (GOLDEN / name).write_text(test_akn.shown(content), encoding="utf-8")
    told = test_pictures.told(book_of(story.agreed(), story.frame(), reader=CHAIR))
    (GOLDEN / "pictures.txt").write_text(told, encoding="utf-8")
