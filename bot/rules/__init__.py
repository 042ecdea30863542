"""Pure: is a package of steps reciprocal? Commitments, credits, rules, verdicts and cures."""
