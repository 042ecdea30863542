"""Pure: what a negotiation is: model, acts, events, refusals, decide, evolve.

`decide.decide` turns an act into events or a refusal, `evolve.evolve` and `replay.replay` turn recorded events into
the state, `possible.possible` and `possible.may` say what a member may do, `codec` and `chain` write the record.
"""
