"""Tests of the chair's power to put things right."""
