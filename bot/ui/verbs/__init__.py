"""What each verb of a button, select or form does: the same as the command of the same name."""

from bot.ui.desk import Verbs
from bot.ui.drafts import checking, clauses
from bot.ui.drafts import verbs as drafts
from bot.ui.verbs import marking, marks, panel, proposals, seats

VERBS = Verbs(
    touches={
        "accept": proposals.accept,
        "adref": proposals.accept_ad_referendum,
        "counter": proposals.counter,
        "reject": proposals.reject,
        "compare": proposals.compare,
        "details": proposals.details,
        "cure": proposals.cure,
        "brackets": marks.brackets,
        "lift": marks.lift,
        "take": marks.take,
        "package": marks.package,
        "bracket": marking.bracket,
        "reserve": marking.reserve,
        "link": marking.link,
        "seat": seats.seat,
        "seats": seats.seat_chosen,
        "observe": seats.observe,
        "leave": seats.leave,
        "begin": seats.begin,
        "brief": seats.brief,
        "board": seats.board,
        "boardfull": seats.board,
        "news": panel.news,
        "letter": panel.letter,
        "help": seats.help_now,
        "export": seats.export,
        "pick": drafts.pick,
        "page": drafts.page,
        "clause": clauses.clause,
        "reword": clauses.reword_chosen,
        "mend": drafts.mend_draft,
        "check": checking.check_draft,
        "submit": drafts.submit,
        "discard": drafts.discard,
        "resume": drafts.resume,
        "renew": drafts.renew,
        "bring": drafts.bring,
        "rebase": drafts.rebase,
        "keepmine": drafts.keep_mine,
    },
    forms={
        "rejectform": marking.reject_sent,
        "bracketform": marking.bracket_sent,
        "reserveform": marking.reserve_sent,
        "linkform": marking.link_sent,
        "newsform": panel.news_sent,
        "letterform": panel.letter_sent,
        "clauseform": clauses.clause_sent,
        "quoteform": clauses.quote_sent,
        "checkform": checking.check_sent,
    },
    in_place=frozenset(
        {
            *("pick", "page", "mend", "submit", "discard", "resume", "renew", "clauseform"),
            *("bring", "rebase", "keepmine"),
        }
    ),
)
