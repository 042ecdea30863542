"""Tests of operative sentences."""
