"""The drafting table: what a member puts together before it is tabled."""
