"""The closed lists of words of the deal file."""

GIVING_VERBS = frozenset({"reduce", "eliminate", "withdraw", "cap", "transfer", "pay", "lift"})
VERBS = GIVING_VERBS | {"freeze", "increase"}
CLAUSE_VERBS = frozenset({"refrain", "notify", "host_visit", "accept_inspection"})
HARD = frozenset({"shall", "will", "must"})
SOFT = frozenset(
    {
        "consider",
        "study",
        "explore",
        "discuss",
        "intend",
        "endeavour",
        "seek",
        "aim",
        "should",
        "may",
        "best_efforts",
        "willing_to_discuss",
    },
)
MODALITIES = HARD | SOFT
BOUNDS = frozenset({"exact", "at_least", "up_to"})
DESTINATIONS = frozenset({"destroyed", "converted", "home_garrison", "storage_sealed", "out_of_area", "inside_zone"})
NEEDS = frozenset({"quantity", "deadline", "verification"})
ANYBODY = "*"
EVENT = "event:"
HIGHEST_TIER = 3
