"""How texts are concluded: silence, statements, take-over, editorial changes, signatures."""
