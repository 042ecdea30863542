"""What comes of each act here."""

from collections.abc import Mapping

from bot.negotiation.acts import Act
from bot.negotiation.concluding import acts
from bot.negotiation.concluding.editorial import certify_editorial, contest_editorial
from bot.negotiation.concluding.signing import decline, initial, ratify, sign
from bot.negotiation.concluding.silence import break_silence, put_under_silence
from bot.negotiation.concluding.statements import make_statement
from bot.negotiation.concluding.takeover import take_over
from bot.negotiation.concluding.waiving import ask_waiver
from bot.negotiation.context import Decider

DECIDERS: Mapping[type[Act], Decider] = {
    acts.PutUnderSilence: put_under_silence,
    acts.BreakSilence: break_silence,
    acts.MakeStatement: make_statement,
    acts.TakeOver: take_over,
    acts.CertifyEditorial: certify_editorial,
    acts.ContestEditorial: contest_editorial,
    acts.AskWaiver: ask_waiver,
    acts.Initial: initial,
    acts.Sign: sign,
    acts.Ratify: ratify,
    acts.Decline: decline,
}
