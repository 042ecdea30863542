"""Pure: is a package of steps reciprocal? Commitments, credits, rules, verdicts and cures."""

from bot.rules.verdicts import Severity, Verdict
from bot.rules.yamlio import DEAL_LIMITS, Document, Fault, FileError, Limits, read_yaml, where_of

__all__ = ["DEAL_LIMITS", "Document", "Fault", "FileError", "Limits", "Severity", "Verdict", "read_yaml", "where_of"]
