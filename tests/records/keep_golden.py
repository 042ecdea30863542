"""Write the golden files anew: `python -m tests.records.keep_golden`. Read the difference before keeping it."""

from tests.records import story
from tests.records.test_exports import GOLDEN, KEPT_FORMATS

if __name__ == "__main__":
    for name, file in story.files(story.agreed(), story.talk(), KEPT_FORMATS).items():
        (GOLDEN / name).write_bytes(file.content)
