"""Pure: the text of a proposal: clauses, the steps they carry, redlines."""
