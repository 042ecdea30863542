"""Pure: what a negotiation is: model, acts, events, refusals, decide, evolve."""
