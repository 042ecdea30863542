"""Pure: scenario packs: schema, reading from text, linter, solver."""
