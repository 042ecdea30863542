"""What Discord shows: cards, forms, persistent buttons, transformers, the one error path."""
