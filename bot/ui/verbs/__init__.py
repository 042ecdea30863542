"""What each verb of a button, select or form does: the same as the command of the same name."""

from bot.ui.desk import Verbs
from bot.ui.drafts import verbs as drafts
from bot.ui.verbs import proposals, seats

VERBS = Verbs(
    touches={
        "accept": proposals.accept,
        "counter": proposals.counter,
        "reject": proposals.reject,
        "compare": proposals.compare,
        "details": proposals.details,
        "cure": proposals.cure,
        "seat": seats.seat,
        "seats": seats.seat_chosen,
        "observe": seats.observe,
        "leave": seats.leave,
        "begin": seats.begin,
        "brief": seats.brief,
        "board": seats.board,
        "help": seats.help_now,
        "export": seats.export,
        "pick": drafts.pick,
        "page": drafts.page,
        "clause": drafts.clause,
        "unclause": drafts.unclause,
        "mend": drafts.mend_draft,
        "check": drafts.check,
        "submit": drafts.submit,
        "discard": drafts.discard,
        "resume": drafts.resume,
        "renew": drafts.renew,
    },
    forms={"rejectform": proposals.reject_sent, "clauseform": drafts.clause_sent},
    in_place=frozenset({"pick", "page", "unclause", "mend", "submit", "discard", "resume", "renew", "clauseform"}),
)
