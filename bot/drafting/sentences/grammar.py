"""The grammar of operative sentences, for lark's LALR parser; terminals are phrases, found by the lexicon.

Parts of a step may come in any order, so a sentence is a flat list of parts; what may stand together is decided where
the step is built. LALR reads every token once, so the time is linear in the length.
"""

from functools import lru_cache

from lark import Lark

_GRAMMAR = """
start: tail* clause (AND_CLAUSE clause)* (EACH tail+)?
clause: subject modal (tail+ EACH?)? act (AND_VERB modal? (tail+ EACH?)? act)*
subject: EVERY | SIDES | names
names: NAME (AND_LIST NAME)*
modal: (HARD | SOFT | EACH)+
?act: giving | duty | counted
giving: (VERB | GERUND) group (AND_MORE group)*
group: piece+
?piece: object | region | amount | tail

object: own? THING | own NUMBER THING
own: (ITS | ADJ | ALL)+
region: IN (REGION | PLACE) | PLACE | FROM (REGION | PLACE)
amount: (BY | TO | AT | FROM | OF)? bound? quantity APIECE?
bound: ATLEAST | UPTO | NOMORE
quantity: NUMBER (ADJ? THING)?
    | NUMBER THING OF own? THING  -> counted_of
    | NUMBER OF own? THING        -> number_of
    | (NUMBER PERCENT | SHARE)    -> share
    | (NUMBER PERCENT | SHARE) OF own? THING -> share_of

duty: DUTY OTHERS? topics tail*
    | GIVE OTHERS? ATLEAST? NUMBER (TIME | HOUR) NOTICEOF topics tail* -> noticed
counted: COUNTED (ATLEAST? NUMBER)? NEW? (VISITS | INSPECTIONS) often? ((OF | TO) topics)? tail*
topics: topic ((AND_LIST | AND_MORE | OR) topic)*
topic: GERUND? NEW? own? (ACTIVITY | THING) qualifier*
?qualifier: over | size | place | ahead | EVERYTIME -> every
over: OVER NUMBER THING?
size: OF NUMBER THING? ORMORE
place: IN (REGION | PLACE) | PLACE
ahead: ATLEAST? NUMBER (TIME | HOUR) BEFORE
often: ADAY | AMONTH | AYEAR

?tail: deadline | start_on | until | lasting | PERMANENTLY -> forever | ASIS -> as_is | DEST -> destination | checked
    | UNVERIFIED -> unchecked | consent | given | outside | waiting | owed | announced | ADDITIVE -> additive
    | trigger | milestones | NOTING QUOTED -> note | TO NAME -> recipient | HEDGE -> hedge
    | MINIMUM -> minimum | MAXIMUM -> maximum
deadline: (BY | LATEST) (DATE | FORCE) | (WITHIN | LATEST) NUMBER TIME AFTER anchor
anchor: DATE | FORCE
when: DATE | FORCE | NUMBER TIME AFTER anchor
start_on: STARTING when | FROM (DATE | FORCE)
until: UNTIL when
lasting: FOR NUMBER TIME
checked: VERIFIED METHOD details?
details: LPAR detail+ RPAR
detail: TIER NUMBER | QUOTA NUMBER | NUMBER OBJECTS | NUMBER NOTICE | NUMBER REFUSALS
consent: CONSENT names
given: GIVEN names
outside: EXCEPT IN? (REGION | PLACE) (AND_LIST IN? (REGION | PLACE))*
waiting: ONCE waited ((AND_LIST | OR | COMMA) waited)* DONE
waited: ARTICLE? NUMBER | STEP? QUOTED | EVENT QUOTED
owed: OWED (UNDER QUOTED)?
announced: ANNOUNCED DATE
trigger: TRIGGER | UPON QUOTED
milestones: REACHING point ((AND_LIST | COMMA) point)*
point: NUMBER THING? deadline

%declare EVERY SIDES NAME AND_CLAUSE AND_VERB AND_MORE AND_LIST HARD SOFT EACH VERB GERUND DUTY COUNTED
%declare ITS ADJ ALL THING ACTIVITY REGION PLACE IN FROM BY TO AT OF ATLEAST UPTO NOMORE NUMBER PERCENT SHARE
%declare OTHERS OVER ORMORE TIME BEFORE ADAY AMONTH AYEAR VISITS INSPECTIONS LATEST DATE FORCE WITHIN AFTER
%declare STARTING UNTIL FOR PERMANENTLY DEST VERIFIED METHOD UNVERIFIED LPAR RPAR TIER QUOTA OBJECTS NOTICE REFUSALS
%declare CONSENT GIVEN EXCEPT ONCE DONE ARTICLE STEP EVENT OR QUOTED OWED UNDER ANNOUNCED ADDITIVE TRIGGER UPON
%declare APIECE ASIS HOUR GIVE NOTICEOF EVERYTIME REACHING NOTING NEW COMMA HEDGE MINIMUM MAXIMUM
"""


@lru_cache(maxsize=1)
def parser() -> Lark:
    """Give the parser; building it takes some tenths of a second, so it is built once, at first use."""
    return Lark(_GRAMMAR, parser="lalr", lexer="basic", propagate_positions=False, maybe_placeholders=False)
