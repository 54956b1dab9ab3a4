"""Who makes and who has made, in a passage that names its parties without introducing them.

A whole contract says on its first page who its parties are. A clause that is pasted alone says
"Arden shall report to Brisa": what somebody does, is told and owns tells which side it is.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping

from contract_lint.model import Role

LONGEST = 4_000  # characters of a passage; what is longer introduces its parties
_LINE = (  # what the names of firms of this trade end in, before the legal form
    r"Bio|Biotech|Biologics|Biologicals|Biosciences?|Biopharma|Biopharmaceuticals|Biotherapeutics|Therapeutics|Therapies|Pharma|"
    r"Pharmaceuticals?|Pharmaceutical|Labs|Laboratories|Sciences|Medicines|Manufacturing|Technologies|Oncology|Genetics|Vaccines|Biomanufacturing"
)
_FORM = r"AG|GmbH|Ltd|Limited|Inc|LLC|SA|SE|SpA|plc|PLC|KK|Oy|AB|BV|NV|ApS|Corp|Corporation"
_FIRM = rf"(?: (?!(?:{_FORM})\b)[A-Z][a-z]+){{0,3}} (?:{_LINE}|{_FORM})\b(?: (?:{_FORM})\b\.?)?"
_NAME = rf"(?P<name>[A-Z][a-zà-ÿ]{{3,}}(?:(?:[A-Z][a-z]+)?{_FIRM}|[A-Z][a-z]+)?)"
_ALONE = r"(?<![\w-])"
_MODAL = r"(?:shall|will|must|may|can|cannot|is to|is obliged to|undertakes|agrees|has to|is entitled to|is required to|should|might)"
_MAKES = (
    r"(?:report|notif|inform|deliver|suppl(?:y|i)|manufactur|produc|test|stor|retain|perform|ship|investigat|keep|hold|"
    r"quarantin|fill|despatch|dispatch|forward|send|provid|hand|transmit|furnish|releas|sub-?contract|make|procur|return|"
    r"(?:accept|tolerate|host|undergo|permit|allow|receive) (?:[\w-]+ ){0,3}audits?|archiv|analy[sz]|destroy|strive|endeavou?r|begin|start|admit|grant|warrant|guarante|answer|upload|present|invoic|clean)"
)
_ORDERS = (
    r"(?:audit|approv|order|request|ask|inspect|pay|purchas|buy|reject|visit|nominat|station|observ|reimburs|accept(?! (?:\w+ ){0,2}audits?)|"
    r"place (?:\w+ ){0,3}(?:persons|people|representatives|orders?)|have (?:\w+ ){0,6}(?:persons|people|staff|employees|representatives))"
)
_AT = r"(?:,? (?:\(\w+\) |(?!be |accept |tolerate |host |undergo |permit |allow |receive )[a-z]+ ){0,4}?)"  # what stands between a name and its verb
_SIGNS = tuple(
    (worth, re.compile(words))
    for worth, words in (
        (2, rf"{_ALONE}{_NAME} {_MODAL}{_AT}(?:not )?(?:\w+ly )?{_MAKES}"),
        (-2, rf"{_ALONE}{_NAME} {_MODAL}{_AT}(?:not )?(?:\w+ly )?{_ORDERS}"),
        (
            1,
            (rf"{_ALONE}{_NAME} (?:\w+ly )?(?:notifies|informs|delivers|manufactures|produces|retains|performs|investigates|keeps|forwards|sends|"
            r"provides|hands|transmits|furnishes|makes|archives|warrants|guarantees|grants|reserves|undertakes|decides|determines|disclaims|regards|"
            r"considers|(?:reports|supplies|tests|stores|ships|fills|releases) (?:the|all|each|every|any|its|to)\b)"),
        ),
        (-1, rf"{_ALONE}{_NAME} (?:asks|approves|pays|buys|accepts|bears|waives|(?:orders|audits|purchases|requests) (?:the|all|each|every|any|its))\b"),
        (-2, rf"\b(?:[Ii]nform|[Nn]otif(?:y|ies)|[Tt]ell|[Aa]dvis|[Aa]lert)\w* {_NAME}\b"),
        (
            -2,
            (r"\b(?:report|forward|notif|send|sent|transmit|submit|hand|giv|provid|deliver|return|upload|made known|announc|suppl|mak\w+ available|made available)"
            rf"\w*(?: [\w,'’-]+){{0,12}}? to {_NAME}\b"),
        ),
        (2, rf"\b(?:made|kept|held|run|(?!requested|ordered|approved|proposed|nominated|audited|rejected|refused|accepted|owned|appointed|engaged|used|read|given)\w+ed) by {_NAME}\b"),
        (-2, rf"\b(?:requested|ordered|approved|proposed|nominated|audited|asked for|rejected|appointed|engaged) by {_NAME}\b"),
        (2, rf"\b(?:laborator(?:y|ies)|plants?|sites?|facilit(?:y|ies)|operators|quality unit|affiliates|warehouse|group) of {_NAME}\b"),
        (-2, rf"\b(?:request|instructions?|order) of {_NAME}\b"),
        (2, rf"{_ALONE}{_NAME}['’]s? (?:classification|grading|rating|assessment|answer|response) (?:of|to) (?:an?|the|each|every|any|all) (?:audit )?(?:observation|finding|deviation)"),
        (-4, rf"\b[Aa]udits? (?:[\w-]+ ){{0,6}}by {_NAME}\b"),
        (
            2,
            (rf"{_ALONE}{_NAME}['’]s? (?:[\w-]+ ){{0,3}}(?:plants?|sites?|facilit\w+|laborator\w+|operators?|capacity|manufactur\w+|production|SOPs?|"
            r"know-?how|platform|sub-?contractors?|quality (?:unit|control)|QC|shift|works|invoices?|price list|standard terms|procedures?|background)\b"),
        ),
        (
            -2,
            (rf"{_ALONE}{_NAME}['’]s? (?:[\w-]+ ){{0,3}}(?:requests?|orders?|forecasts?|cell lines?|auditors?|(?:other )?contractors|"
            r"enquir\w+|visitors?|delegates?)\b"),
        ),
        (0, rf"(?<=[a-z;] )(?<!\bin )(?<!\bat )(?<!\bnear )(?<!\bthe )(?<!\b[Ee]ach )(?<!\bany )(?<!\ba )(?<!\ban )(?<!\bthis )(?<!\bsuch )(?<!\bno ){_NAME}\b"),
    )
)  # fmt: skip
_AS = re.compile(
    rf"{_ALONE}{_NAME}(?:,? (?:acting |serving )?as|, (?:being )?the|, being) (?:the )?(?P<side>[A-Z]\w+(?: [A-Z]\w+)?)(?=[\s,.;)])"
)
_FIRM_NAME = re.compile(rf"{_ALONE}(?P<name>[A-Z][a-zà-ÿ]{{3,}}(?:[A-Z][a-z]+)?{_FIRM})")
_BEFORE = re.compile(  # the first part of a longer name
    r"\b(?!(?:Should|Where|When|Whenever|If|Upon|Before|After|Once|Unless|Until|The|By|To|From|For|As|And)\b)[A-Z][\w-]+ $"
)
_EITHER = re.compile(  # either side calls itself so
    r"(?:^|[a-z,;:(] |\b[Tt]he |\. )Company(?:['’]s)?\b(?! (?:[A-Z]|[Ll]aw|[Aa]ct|[Rr]egist))"
)
_NO_ACTOR = re.compile(
    r"Agreement|Annex|Annexes|Appendix|April|Article|Articles|August|Authority|Authorities|Batch|"
    r"Batches|Business|Calendar|Cell|Certificate|Change|Changes|Clause|Committee|Company|Confidential|"
    r"Date|December|Deliverable|Deliverables|Deviation|Deviations|Each|Effective|Either|Emergency|"
    r"Europe|European|Every|Exhibit|Facility|Facilities|February|Final|Form|Friday|From|Germany|Good|"
    r"Governance|Head|Heads|Information|January|July|June|Japan|Lead|Leads|Major|Management|"
    r"Manufacturing|March|Master|Materials|Minor|Monday|Neither|Nobody|None|Notice|Notices|November|"
    r"October|Order|Orders|Other|Both|Parties|Part|Party|Payment|Person|Persons|Phase|Plan|Plant|"
    r"Priority|Process|Product|Products|Production|Project|Purchase|Quality|Record|Records|Regulatory|"
    r"Release|Report|Reports|Results|Samples|Schedule|Section|September|Service|Services|Site|Sites|"
    r"Specification|Specifications|Statement|Steering|Such|Supply|Switzerland|Table|Team|Technical|"
    r"Term|Test|Testing|That|These|They|This|Those|Thursday|Transfer|Tuesday|Undertaking|Unit|Units|"
    r"Vials|Warranty|Wednesday|Whoever|Work|Written|Affiliate|Affiliates|Subcontractor|Subcontractors|"
    r"Auditors|Auditor|Officer|Operators|Operator|Employees|Representatives|Representative|Manager|"
    r"Person|Licence|License|Licensee|Title|Board|Experts|Expert|Dispute|Disputes|Staff|Personnel|"
    r"Visitors|Observer|Swissmedic|Sterility|Storage|Raw|Data|Key|Gantt|Obligations|Stage|Analysis|Conformance|Function|Finance|Code|Legal|Compliance"
)


def find_actors(text: str, known: Mapping[Role, Collection[str]]) -> dict[str, Role]:
    """Return the side of each party that only acts in `text`; `known` holds the other names.

    Where both sides are known, only what the text says outright is told: "Arden as Sponsor".
    Nothing is told where the text is no mere passage, or where it does not tell.
    """
    if len(text) > LONGEST:
        return {}
    told = dict(_told(text, known))
    present = {role for role, names in known.items() if any(_stands(name, text) for name in names)}
    if told or {Role.CDMO, Role.SPONSOR} <= present:
        return told
    taken = {word for names in known.values() for name in names for word in name.split()}
    leanings: Counter[str] = Counter()
    acting: set[str] = set()
    for name, worth in _mentions(text):
        first, *more = name.split()
        if first not in taken:
            leanings[first] += worth
            acting.update([first] if worth or more else ())
    sides = _by_elimination(text, acting, present) if present else _by_leaning(leanings)
    return {
        name: sides[name.split()[0]] for name in _forms(text) if name.split()[0] in sides
    } | sides


def _by_elimination(text: str, acting: set[str], present: Collection[Role]) -> dict[str, Role]:
    """Give the one name that acts the side that is not present."""
    side = Role.SPONSOR if Role.CDMO in present else Role.CDMO
    if not acting and _EITHER.search(text):
        return {"Company": side}
    return dict.fromkeys(acting, side) if len(acting) == 1 else {}


def _told(text: str, known: Mapping[Role, Collection[str]]) -> Iterator[tuple[str, Role]]:
    """Yield each name of which the text says outright what it is: "Arden, the Sponsor,"."""
    for found in _AS.finditer(text):
        sides = [role for role, names in known.items() if found["side"] in names]
        own = any(found["name"].split()[0] in names for names in known.values())
        if len(sides) == 1 and not own:
            yield found["name"], sides[0]


def _forms(text: str) -> set[str]:
    """Return the names of firms in `text`, in full."""
    return {found["name"] for found in _FIRM_NAME.finditer(text)}


def other_side(text: str, known: Mapping[Role, Collection[str]]) -> Role | None:
    """Return the side that no name in `text` is known to have, where one of the two is named in it."""
    present = {role for role, names in known.items() if any(_stands(name, text) for name in names)}
    if len(text) > LONGEST or len(present) != 1:
        return None
    return Role.SPONSOR if Role.CDMO in present else Role.CDMO


def _by_leaning(leanings: Mapping[str, int]) -> dict[str, Role]:
    """Give the ends of the scale their sides; the other one of two has the other side."""
    found: dict[str, Role] = {}
    ordered = sorted(leanings, key=lambda name: (leanings[name], name))
    if ordered and leanings[ordered[-1]] > 0:
        found[ordered[-1]] = Role.CDMO
    if ordered and leanings[ordered[0]] < 0:
        found[ordered[0]] = Role.SPONSOR
    if len(ordered) == 2 and len(found) == 1:
        other = next(name for name in ordered if name not in found)
        found[other] = Role.SPONSOR if Role.CDMO in found.values() else Role.CDMO
    return found


def _mentions(text: str) -> Iterator[tuple[str, int]]:
    """Yield each place where a name acts, is told or owns, and what that says of its side."""
    for worth, words in _SIGNS:
        for found in words.finditer(text):
            name = found["name"]
            part = _BEFORE.search(text, 0, found.start("name"))
            first = name.split()[0]
            if _NO_ACTOR.fullmatch(first) is None and not part and not _is_common(name, text):
                yield name, worth


def _is_common(name: str, text: str) -> bool:
    """Say whether a word is no name: it is written small elsewhere, or begins a longer one."""
    small = re.search(rf"\b{name.lower()}s?\b", text)
    longer = re.search(rf"\b{name} (?!(?:GmbH|Ltd|Inc|Corp)\b)[A-Z][a-z]", text)
    return bool(small or longer)


def _stands(name: str, text: str) -> bool:
    return re.search(rf"\b{re.escape(name)}\b", text) is not None
