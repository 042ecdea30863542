"""The fixed words of the language: which phrase is which terminal of the grammar, and what it stands for."""

VERBS = {
    "reduce": ("reduce", "cut", "decrease", "lower", "draw down", "scale down"),
    "eliminate": ("eliminate", "dismantle", "scrap"),
    "withdraw": ("withdraw", "pull back", "pull out", "remove"),
    "cap": (
        *("limit", "cap", "keep to", "not exceed", "hold no more than", "have no more than", "keep no more than"),
        *("take no more than", "use no more than", "draw no more than", "pump no more than", "not hold more than"),
        *("not have more than", "not keep more than", "not take more than", "not use more than", "restrict"),
    ),
    "transfer": ("transfer", "hand over", "release", "grant"),
    "pay": ("pay", "contribute"),
    "lift": ("lift", "suspend"),
    "freeze": ("freeze", "not increase", "not raise"),
    "increase": ("increase", "raise"),
}
GERUNDS = {
    "reduce": ("reducing", "cutting", "lowering", "decreasing", "reduction of", "reductions of", "reductions in"),
    "eliminate": ("eliminating", "dismantling", "elimination of"),
    "withdraw": ("withdrawing", "removing", "pulling back", "withdrawal of"),
    "cap": ("limiting", "capping", "limit on", "ceiling on"),
    "transfer": ("transferring", "releasing", "transfer of"),
    "pay": ("paying", "contributing", "payment of"),
    "lift": ("lifting", "suspending"),
    "freeze": ("freezing", "freeze of", "freeze on"),
    "increase": ("increasing", "raising", "increase of"),
}
DUTIES = {
    "refrain": (
        *("refrain from", "refraining from", "abstain from", "not hold", "not conduct", "hold no", "conduct no"),
        *("call no", "not call"),
    ),
    "refrain building": ("build no", "not build", "not construct"),
    "refrain beginning": ("begin no", "not begin", "start no", "not start"),
    "refrain deploying": ("deploy no", "not deploy"),
    "refrain stationing": ("station no", "not station"),
    "notify": (
        *("notify of", "notify", "inform of", "give notice of", "announce", "declare", "report", "exchange data on"),
        *("exchange information on", "exchange data about", "share data on", "provide data on", "publish"),
        *("notifying of", "notifying", "announcing", "declaring", "reporting", "exchanging data on", "publishing"),
    ),
    "host_visit": (
        "invite observers to",
        "host visits to",
        "admit observers to",
        "receive visits to",
        "inviting observers to",
    ),
    "accept_inspection": (
        "accept inspections of",
        "permit inspections of",
        "admit inspectors to",
        "accepting inspections of",
    ),
}
ACTING = (
    *("deploying", "stationing", "moving", "holding", "conducting", "building", "constructing", "beginning"),
    *("starting", "calling"),
)
COUNTED_DUTIES = {  # a number may stand inside: accept two inspections a year of ...
    "host_visit": ("host", "receive", "hosting", "receiving"),
    "accept_inspection": ("accept", "permit", "accepting", "permitting"),
}
HARD = {
    "shall": ("shall", "undertakes to", "undertake to", "agrees to", "agree to", "commits itself to", "is obliged to"),
    "will": ("will",),
    "must": ("must",),
}
SOFT = {
    "consider": ("consider", "considers", "consider whether to"),
    "study": ("study", "studies", "examine"),
    "explore": ("explore", "explores"),
    "discuss": ("discuss", "discusses"),
    "intend": ("intend to", "intends to", "plan to", "plans to", "hope to", "hopes to", "expects to"),
    "endeavour": ("endeavour to", "endeavours to", "endeavor to", "strive to", "strives to", "try to", "tries to"),
    "seek": ("seek to", "seeks to"),
    "aim": ("aim to", "aims to"),
    "should": ("should", "ought to"),
    "may": ("may", "might", "can", "could"),
    "best_efforts": ("use best efforts to", "use its best efforts to", "use their best efforts to", "best efforts to"),
    "willing_to_discuss": ("is willing to discuss", "are willing to discuss", "be willing to discuss"),
}
HEDGES = (
    *("as far as possible", "where possible", "if possible", "where appropriate", "as appropriate", "in principle"),
    *("to extent possible", "to extent practicable", "subject to its national interests", "when conditions permit"),
)
DESTINATIONS = {
    "destroyed": ("to be destroyed", "and destroy them", "destroying them"),
    "converted": ("to be converted", "and convert them", "converting them"),
    "home_garrison": ("to be returned to home garrisons", "to their home garrisons", "to home garrisons"),
    "storage_sealed": ("to be placed in sealed storage", "into sealed storage"),
    "out_of_area": ("to be moved out of area", "out of area"),
    "inside_zone": ("to be moved inside zone", "inside zone"),
}
TIMES = {
    "day": ("day", "days", "calendar days"),
    "week": ("week", "weeks"),
    "month": ("month", "months"),
    "year": ("year", "years"),
}
EVERY_TIMES = {
    "every hour": ("every hour", "hourly", "each hour"),
    "every day": ("every day", "daily", "each day"),
    "every week": ("every week", "weekly", "each week"),
    "every month": ("every month", "monthly", "each month"),
    "every year": ("every year", "annually", "each year", "once a year"),
}
SIDES = (("side", "sides"), ("party", "parties"))
COUNTS = {
    2: ("both", "two"),
    **{count: (word,) for count, word in enumerate(("three", "four", "five", "six", "seven", "eight"), start=3)},
}
PLAIN = {
    "EACH": ("each", "in each case"),
    "ITS": ("its", "their", "own", "number of", "strength of", "level of", "size of"),
    "ALL": ("all", "all of"),
    "OF": ("of",),
    "IN": ("in", "in territory of", "on territory of", "on", "at", "along", "inside", "deployed in", "stationed in"),
    "BY": ("by",),
    "LATEST": ("no later than", "not later than", "on or before"),
    "FROM": ("from",),
    "TO": ("to",),
    "AT": ("at",),
    "ATLEAST": ("at least", "no less than", "not less than", "no fewer than", "not fewer than", "minimum of"),
    "UPTO": ("up to", "as many as"),
    "NOMORE": ("no more than", "not more than", "at most", "ceiling of", "maximum of", "limit of"),
    "MINIMUM": ("as minimum",),
    "MAXIMUM": ("as maximum",),
    "WITHIN": ("within",),
    "AFTER": ("after", "of", "from", "following"),
    "FORCE": (
        *("entry into force", "its entry into force", "entry into force of this agreement", "this agreement's entry"),
        *("date of entry into force",),
    ),
    "STARTING": ("starting on", "beginning on", "with effect from", "starting", "beginning", "as from", "as of"),
    "UNTIL": ("until", "up to and including", "through"),
    "FOR": ("for", "for period of"),
    "PERMANENTLY": ("permanently", "for good", "indefinitely"),
    "ASIS": tuple(
        f"at {own}{now} {level}"
        for own in ("", "its ", "their ")
        for now in ("current", "present", "existing")
        for level in ("level", "levels", "strength")
    ),
    "VERIFIED": (
        *("verified by", "to be verified by", "subject to verification by", "under verification by", "checked by"),
        *("subject to", "with verification by"),
    ),
    "UNVERIFIED": ("without verification",),
    "TIER": ("tier",),
    "QUOTA": ("quota",),
    "OBJECTS": ("objects", "object"),
    "NOTICE": ("hours notice", "hours' notice", "hour notice"),
    "REFUSALS": ("refusals", "refusal"),
    "CONSENT": ("with consent of", "subject to consent of", "with agreement of"),
    "GIVEN": ("consent having been given by", "consent given by"),
    "EXCEPT": ("except in", "except", "excluding", "other than in"),
    "ONCE": (
        *("once", "if", "provided that", "on condition that", "after", "when", "only if", "only once", "only after"),
        *("provided",),
    ),
    "DONE": (
        *("has been carried out", "have been carried out", "is carried out", "are carried out", "has occurred"),
        *("have occurred", "has been implemented", "have been implemented", "has been fulfilled", "is fulfilled"),
        *("have been fulfilled", "are fulfilled", "occurs", "occur"),
    ),
    "ARTICLE": ("article", "articles", "clause", "clauses"),
    "STEP": ("step", "steps"),
    "EVENT": ("event", "events"),
    "OR": ("or",),
    "OWED": ("as already owed", "already owed"),
    "UNDER": ("under",),
    "ANNOUNCED": ("announced on", "as announced on"),
    "ADDITIVE": ("in addition to any other step", "additionally"),
    "UPON": ("triggered by", "upon trigger"),
    "REACHING": ("reaching", "passing"),
    "NOTING": ("noting",),
    "OTHERS": (
        *("each other", "one another", "each other of", "one another of", "other party", "other party of"),
        *("other side", "other side of", "each other on", "others", "others of"),
    ),
    "OVER": ("above", "over", "exceeding", "of more than", "with more than", "larger than"),
    "ORMORE": ("or more", "and more", "or above"),
    "BEFORE": ("in advance", "beforehand", "before"),
    "ADAY": ("day", "per day"),
    "AMONTH": ("month", "per month"),
    "AYEAR": ("year", "per year", "yearly", "year each", "per year each"),
    "HOUR": ("hour", "hours"),
    "GIVE": ("give", "giving"),
    "NOTICEOF": ("notice of", "advance notice of", "prior notice of"),
    "VISITS": ("visits", "visit", "observer visits"),
    "INSPECTIONS": ("inspections", "inspection", "on site inspections", "site inspections", "on site inspection"),
    "PERCENT": ("percent", "per cent", "%"),
    "NEW": ("new", "additional", "further", "more"),
    "AND": ("and", "as well as"),
}
MARKS = {"(": "LPAR", ")": "RPAR"}
SELF_PLACED = frozenset(
    {
        "east",
        "west",
        "north",
        "south",
        "outside",
        "inside",
        "near",
        "along",
        "at",
        "on",
        "beyond",
        "in",
        "around",
        "from",
    }
)
