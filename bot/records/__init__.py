"""Transcripts and agreed texts in every format, and the verification of a record."""
