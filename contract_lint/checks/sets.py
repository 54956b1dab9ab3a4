"""Checks on what the documents of a set call and leave out."""

import re
from collections.abc import Iterator, Sequence
from itertools import chain

from contract_lint.model import DocumentSet, DocumentType, Hit, ReadContract, Span

GOOD_PRACTICE = re.compile(
    r"(?=[\"'“‘cgCG])[\"'“‘]?\b(?P<term>c?GMPs?|(?:[Cc]urrent )?[Gg]ood [Mm]anufacturing [Pp]ractices?)\b[\"'”’]?"
    r"(?: (?:or )?\(?[\"'“‘]c?GMPs?[\"'”’]\)?)?,? (?:shall )?(?:means?|refers? to|ha(?:s|ve) the meaning|(?:is|are) defined)\b"
    r"(?P<words>(?:[^.]|\.(?=\w| \d)){0,240})"
)
MADE_UNDER = re.compile(  # "the batches are made under the Japanese GMP Ordinance"
    r"\b(?:[Bb]atch(?:es)?|[Pp]roducts?|[Ll]ots?|[Ss]ubstance|[Ss]ervices)\b[^.;]{0,40}\b(?:made|manufactured|produced|compl(?:y|ies)|performed|conform)\b"
    r"[^.;]{0,12}\b(?:under|with|to|in (?:accordance|compliance|line|conformity) with)\b(?P<words>(?=[^.;]{0,80}(?:GMP|CFR|EudraLex|ICH))[^.;]{0,160})"
)
STANDARDS = {
    "US": re.compile(r"21 ?C\.?F\.?R|\bUS\b|\bU\.S\.|United States|\bFDA\b"),
    "EU": re.compile(r"\bEU\b|EudraLex|European|2003/94|2017/1572"),
    "ICH": re.compile(r"\bICH\b"),
    "JP": re.compile(r"Japan|\bMHLW\b|\bPMDA\b|\bJ-?GMP\b"),
    "CN": re.compile(r"China|Chinese|\bNMPA\b"),
    "UK": re.compile(r"\bUK\b|United Kingdom|\bMHRA\b|Orange Guide"),
    "PIC/S": re.compile(r"PIC/?S"),
    "WHO": re.compile(r"\bWHO\b|World Health"),
}
ENTIRE = re.compile(
    r"\b(?:entire|whole|complete|full|sole)(?:,? (?:and|final|exclusive|complete)){0,3} (?:statement of (?:the|their) )?"
    r"(?:agreement|understanding|contract)\b[^.]{0,60}\b(?:between|of|among)\b"
    r"|\bthis agreement (?:is|constitutes|contains) (?:the )?(?:complete|final|entire|whole) and (?:exclusive|complete|final)\b"
    r"|\bthere are no (?:other |further )?(?:agreements|understandings)\b[^.]{0,40}\b(?:between|among)\b"
    r"|\bno other (?:agreement|document|understanding)s?\b[^.]{0,60}\b(?:forms? part|binds?|exists?|appl(?:y|ies))\b",
    re.IGNORECASE,
)
QUALITY_AGREEMENT = re.compile(
    r"\b(?:quality|technical)(?: \w+)? agreements?\b|\bQAG\b|\bQTA\b|\bQAA\b", re.IGNORECASE
)
PLACE = r"(?!Site\b)[A-Z][a-zà-ÿ]+(?: [A-Z][a-zà-ÿ]+)?"
PLACES = rf"(?P<places>{PLACE}(?:(?:, | and |, and ){PLACE}){{0,5}})\b(?! \d)"
SITE = re.compile(
    r"\b(?:[Ss]ites?|[Pp]lants?|Facility|Facilities|facility|facilities|[Pp]remises|[Ww]orks|factory|factories|[Mm]anufactur(?:e|ed|ing)"
    r"|[Pp]roduction|[Pp]roduced|(?:[Bb]atch(?:es)?|[Pp]roduct|[Ss]ubstance|[Vv]ials) (?:is|are|shall be|will be) made|[Tt]ested|[Ff]ill(?:ing|ed)|[Pp]ackag(?:ing|ed)|[Ll]abell?(?:ing|ed)|operations|[Ss]ervices(?= (?:are|shall be|will be) ))"
    r"(?:,? under this [Aa]greement)?(?: (?:is|are|takes? place|performed|carried out|shall be|will be)){0,3}"
    r"(?: of (?:the )?[A-Z][\w&-]*(?: [A-Z][\w&.-]*){0,3})?(?: located| situated)? (?:in|at) "
    + PLACES
)
SITE_IS = re.compile(  # "the manufacturing site under this Agreement is Osaka", "Sites covered: Osaka, Kobe"
    r"\b[Ss]ites?(?:(?: of [a-z]+)?(?: (?:under|for) (?:this|the) [A-Z]?[a-z]+)? (?:is|are)"
    r"|(?: (?:covered|concerned|included|in scope)(?: (?:by|in|under|of) [\w ]{1,40})?)?:) "
    + PLACES
)
PLANT_OF = re.compile(  # "the Cork plant", "its Basel facility"
    r"\b(?:the|its|their|['’]s) (?P<place>(?!New\b|(?:Manufactur|Product|Approv|Other|Each|Test|Fill|Pack|Stor|Clinical|Commercial|Sponsor|Client|"
    r"Customer|Suppl|Service|Relevant|Applicable|Initial|Current|Alternat|Second|Company|Buyer|Purchas|Additional|Existing|Designated|Named|"
    r"Receiving|Sending|Contract|Vendor|Provider|Backup|Back|Main|Parent|First|GMP|Drug|Quality|Research|Development|Licens|Subject|Mock|"
    r"Pilot|Joint|Third|Affiliate|Launch|Qualified|Proposed|Transfer|Web)[a-z]*\b)[A-Z][a-zà-ÿ]{2,}) (?:site|plant|facility|factory|works)\b"
)
LABORATORY_OF = re.compile(  # "tested at the Newark laboratory"
    r"\b(?:test|analy[sz]|stor|releas)\w*\b[^.;]{0,60}\b(?:at|in) (?:the|its) (?P<place>(?!New\b|(?:Central|Quality|Reference|Independent|Contract|"
    r"Analytical|Testing|Approved|Other|Sponsor|Client|Customer|Suppl|Manufactur|Provider)[a-z]*\b)[A-Z][a-zà-ÿ]{2,}) laborator(?:y|ies)\b"
)
ONE_PLACE = re.compile(PLACE)
_STREET = (
    r"(?:Road|Rd|Street|St|Avenue|Ave|Drive|Dr|Lane|Ln|Way|Boulevard|Blvd|Park|Place|Parkway|Close|Quay|"
    r"Industrial Estate|Business Park)\.?"
)
ADDRESS = re.compile(  # behind "at": 12 Dock Road, Cork; Lindenstr. 9, 55116 Mainz; 4-1 Minato, Toyama
    rf"\bat (?:\d+[\w/-]{{0,6}} (?:[A-Z][\w'’-]+ ){{1,3}}{_STREET}|[A-ZÀ-Þ][\w.'’-]+(?: [A-Z][\w'’-]+)? \d+[a-z]?"
    rf"|\d+-\d+(?:-\d+)? [A-Z][\w-]+), (?:[A-Z]{{1,2}}-)?(?:\d{{4,6}}(?:-\d{{4}})? )?"
    rf"(?!(?:Suite|Part|Unit|Building|Floor|Section|Exhibit|Annex)\b)(?P<place>{PLACE})\b"
)
WORK = re.compile(
    r"\b(?:manufactur\w*|fill\w*|produc(?:e|es|ed|tion|ing)|made|perform\w*|carried out|sites?|plants?|facilit(?:y|ies)|"
    r"packag\w*|test(?:ed|ing)|services)\b",
    re.IGNORECASE,
)
ELSEWHERE = re.compile(
    r"\b(?:notices?|registered|head office|principal (?:place|office)|having its|attention|attn|governed|courts?|"
    r"jurisdiction|incorporated|e-?mail|telephone|invoices?|deliver\w*|shipped|warehouse|offices?|headquarter\w*|address)\b",
    re.IGNORECASE,
)
BEHIND = 120  # characters in front of an address that tell what it is
SITE_HEAD = re.compile(
    r"(?:manufacturing |production )?(?:sites?|locations?|plants?|facilit(?:y|ies))\b",
    re.IGNORECASE,
)
LETTERED = re.compile(r"\bSite (?P<letter>[A-Z]|\d)\b")
PARTY = (
    r"(?:Company|Supplier|Manufacturer|Customer|Client|Purchaser|Buyer|Provider|Contractor|Vendor|"
    r"CDMO|CMO|Sponsor|Service Provider)"
)
SUBJECT = re.compile(rf"\b(?P<name>{PARTY}) (?:shall|must)\b")
SELF = re.compile(
    rf"\b(?P<name>{PARTY}) (?:shall|will|must) (?:(?:notify|inform|advise|tell|provide|send)"
    r"|(?:report|deliver|send|submit|provide|notify)(?: [\w-]+){0,4}? to) (?:the )?(?P=name)\b(?!['’])"
)
ALIAS = re.compile(r"\([^()]{0,80}?[\"“‘'](?P<name>[A-Z][\w ]{1,30})[\"”’'][^()]{0,60}\)")
PARTY_WORD = re.compile(
    rf"\b(?:[Tt]he )(?P<name>{PARTY}|Principal|Agent|Undertaking|Service Recipient|Orderer|Maker|Toller|Licensee|Firm|Enterprise|Seller)"
    r"(?= (?:shall|will|must|may|pays?|sends?|receives?|keeps?|makes?|delivers?|reports?|notif(?:y|ies)|informs?|stores?|then)\b|[;.,]|$)"
)
MANY_NAMES = 4  # for two parties, none of which is introduced
INTRODUCED = re.compile(  # "Lenz Biologics AG (the 'CDMO')"
    r"\b(?P<full>(?:[A-Z][\w&.-]+,? ){1,4}(?:Ltd|Limited|Inc|LLC|Corp|Corporation|GmbH|AG|SA|plc|KK|K\.K|BV|B\.V|SpA|S\.p\.A|SAS|AB|Oy|A/S))\b\.?"
    r"[^()\n]{0,160}?\((?:the |hereinafter |hereinafter the )?[\"“‘'](?P<alias>[A-Z][\w ]{1,30})[\"”’'][^()\n]{0,40}\)"
)
MEANS = re.compile(r"[\"“‘'](?P<name>[A-Z][\w ]{1,30})[\"”’'] (?:means|shall mean|is|refers to)\b")
LEAST_USES = 2


def two_standards(
    reads: Sequence[ReadContract], _documents: DocumentSet
) -> Iterator[tuple[int, Hit]]:
    """Point at a definition of good practice that names other rules than an earlier one."""
    first: tuple[int, Span, frozenset[str]] | None = None
    for index, read in enumerate(reads):
        document = read.contract.document
        for found in GOOD_PRACTICE.finditer(document.text):
            named = frozenset(k for k, form in STANDARDS.items() if form.search(found["words"]))
            if not named:
                continue
            span = Span(*found.span("term"))
            if first is None:
                first = (index, span, named)
            elif first[0] != index and first[2] != named:
                other = reads[first[0]].contract.document
                line = str(other.locate(first[1]).line)
                values = {"term": found["term"], "document": other.path.name, "line": line}
                yield index, Hit(span, values)
    yield from _made_under_others(reads)


def _made_under_others(reads: Sequence[ReadContract]) -> Iterator[tuple[int, Hit]]:
    """Point at work that a document puts under rules none of which an earlier one names."""
    first: tuple[int, Span, frozenset[str]] | None = None
    for index, read in enumerate(reads):
        document = read.contract.document
        for found in MADE_UNDER.finditer(document.text):
            named = frozenset(k for k, form in STANDARDS.items() if form.search(found["words"]))
            span = Span(*found.span("words"))
            if first is None and named:
                first = (index, span, named)
            elif first is not None and named and first[0] != index and not first[2] & named:
                other = reads[first[0]].contract.document
                line = str(other.locate(first[1]).line)
                words = " ".join(found["words"].split())
                yield index, Hit(span, {"term": words, "document": other.path.name, "line": line})


def entire_agreement(
    reads: Sequence[ReadContract], documents: DocumentSet
) -> Iterator[tuple[int, Hit]]:
    """Point at an entire-agreement clause that does not name the quality agreement of the set."""
    if not documents.of_type(DocumentType.QAG):
        return
    found: list[tuple[int, Span]] = []
    for index, read in enumerate(reads):
        document = read.contract.document
        for provision in read.provisions:
            words = " ".join(document.quote(provision.span).split("\n"))
            if re.search(r"\bentire[- ]agreement\b", words, re.IGNORECASE) and (
                QUALITY_AGREEMENT.search(words)
            ):
                return
            entire = ENTIRE.search(words)
            if entire is None or QUALITY_AGREEMENT.search(words):
                continue
            if read.contract.type in (DocumentType.MSA, DocumentType.SUP):
                start = provision.span.start
                found.append((index, Span(start + entire.start(), start + entire.end())))
    for index, span in found:
        text = " ".join(reads[index].contract.document.quote(span).split())
        yield index, Hit(span, {"text": text})


def sites_differ(
    reads: Sequence[ReadContract], _documents: DocumentSet
) -> Iterator[tuple[int, Hit]]:
    """Point at sites that one document names and another one, which names sites too, does not."""
    if len(reads) < 2:
        return
    named = [list(_sites(read)) for read in reads]
    tested = [list(_laboratories(read)) for read in reads]
    texts = [read.contract.document.text for read in reads]
    part = [read.contract.type is DocumentType.SOW for read in reads]  # of the work only
    told: set[str] = set()
    for index, sites in enumerate(named):
        for span, site in chain(sites, tested[index]):
            others = [n for n, found in enumerate(named) if n != index and found and not part[n]]
            silent = [n for n in others if site not in texts[n]]
            if silent and site not in told:
                told.add(site)
                name = reads[silent[0]].contract.document.path.name
                yield index, Hit(span, {"site": site, "document": name})


def _sites(read: ReadContract) -> Iterator[tuple[Span, str]]:
    yield from _named_sites(read)
    yield from _addresses(read)
    yield from _site_columns(read)


def _laboratories(read: ReadContract) -> Iterator[tuple[Span, str]]:
    for found in LABORATORY_OF.finditer(read.contract.document.text):
        yield Span(*found.span("place")), found["place"]


def _addresses(read: ReadContract) -> Iterator[tuple[Span, str]]:
    """Yield the town of each address behind words about where work is done."""
    text = read.contract.document.text
    for found in ADDRESS.finditer(text):
        before = text[max(0, found.start() - BEHIND) : found.start()].rpartition("\n\n")[2]
        if WORK.search(before) and not ELSEWHERE.search(before):
            yield Span(*found.span("place")), found["place"]


def _site_columns(read: ReadContract) -> Iterator[tuple[Span, str]]:
    """Yield the places in the column of a table that is headed as one of sites."""
    document = read.contract.document
    for table in document.tables:
        heads = [cell for row in table.rows[: table.headers] for cell in row.cells]
        columns = {
            cell.column for cell in heads if SITE_HEAD.fullmatch(document.quote(cell.span).strip())
        }
        for row in table.rows[table.headers :]:
            for cell in row.cells:
                place = ONE_PLACE.match(document.quote(cell.span).strip())
                if cell.column in columns and place:
                    yield cell.span, place.group()


def _named_sites(read: ReadContract) -> Iterator[tuple[Span, str]]:
    text = read.contract.document.text
    for found in chain(SITE.finditer(text), SITE_IS.finditer(text)):
        start = found.start("places")
        for place in ONE_PLACE.finditer(found["places"]):
            yield Span(start + place.start(), start + place.end()), place.group()
    for found in PLANT_OF.finditer(text):
        yield Span(*found.span("place")), found["place"]
    for found in LETTERED.finditer(text):
        defined = re.search(rf"[\"“'‘]{re.escape(found.group())}[\"”'’]", text)
        if defined is None:
            yield Span(*found.span()), found.group()


def _other_side(reads: Sequence[ReadContract]) -> Iterator[tuple[int, Hit]]:
    """Point at a name that an earlier document, with the same parties, gives to the other one."""
    first: dict[str, str] = {}  # what a party is called -> its full name
    for index, read in enumerate(reads):
        document = read.contract.document
        full_names = set(first.values())
        for party in read.contract.parties:
            if party.name not in document.text:
                continue  # a role without a party, as the configuration may name it
            for alias in party.aliases:
                at = document.text.find(alias)
                if party.name.startswith(alias) or at < 0:
                    continue
                other = first.setdefault(alias, party.name)
                if other == party.name or not {other, party.name} <= full_names:
                    continue
                values = {"name": alias, "document": document.path.name}
                yield index, Hit(Span(at, at + len(alias)), values)


def _introduced_twice(reads: Sequence[ReadContract]) -> Iterator[tuple[int, Hit]]:
    """Point at a short name that an earlier document gives to another company of the set."""
    first: dict[str, str] = {}  # short name -> full name
    for index, read in enumerate(reads):
        document = read.contract.document
        full_names = set(first.values())
        for found in INTRODUCED.finditer(document.text):
            other = first.setdefault(found["alias"], found["full"])
            if other != found["full"] and {other, found["full"]} <= full_names:
                values = {"name": found["alias"], "document": document.path.name}
                yield index, Hit(Span(*found.span("alias")), values)


def _many_names(reads: Sequence[ReadContract]) -> Iterator[tuple[int, Hit]]:
    """Point at the last of many names under which two parties act that nobody introduces."""
    for index, read in enumerate(reads):
        document = read.contract.document
        first: dict[str, re.Match[str]] = {}
        for found in PARTY_WORD.finditer(document.text):
            first.setdefault(found["name"], found)
        introduced = re.search(rf"[\"“‘'](?:{'|'.join(first)})[\"”’']", document.text)
        if len(first) >= MANY_NAMES and introduced is None:
            last = list(first.values())[-1]
            values = {"name": last["name"], "document": document.path.name}
            yield index, Hit(Span(*last.span("name")), values)


def party_renamed(
    reads: Sequence[ReadContract], _documents: DocumentSet
) -> Iterator[tuple[int, Hit]]:
    """Point at names that owe something and that no document of the set gives to a party.

    A party that owes something to itself is pointed at as well, and a name that an earlier
    document gives to the other side.
    """
    for index, read in enumerate(reads):
        document = read.contract.document
        for found in SELF.finditer(document.text):
            values = {"name": found["name"], "document": document.path.name}
            yield index, Hit(Span(*found.span()), values)
    yield from _other_side(reads)
    yield from _introduced_twice(reads)
    yield from _many_names(reads)
    texts = [read.contract.document.text for read in reads]
    known = {m["name"] for text in texts for form in (ALIAS, MEANS) for m in form.finditer(text)}
    if len(reads) < 2 or len(known & set(re.findall(PARTY, " ".join(known)))) < LEAST_USES:
        return
    for index, read in enumerate(reads):
        document = read.contract.document
        uses: dict[str, list[re.Match[str]]] = {}
        for found in SUBJECT.finditer(document.text):
            uses.setdefault(found["name"], []).append(found)
        for name, matches in uses.items():
            if name not in known and len(matches) >= LEAST_USES:
                values = {"name": name, "document": document.path.name}
                yield index, Hit(Span(*matches[0].span("name")), values)
