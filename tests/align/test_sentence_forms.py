"""Sentences of every form that contracts use, and what they do to a row."""

from pathlib import Path

import pytest

from contract_lint.align import Aligner
from contract_lint.language.analyzer import Analyzer
from contract_lint.model import DocumentSet, Judgement, Place
from contract_lint.read import read
from contract_lint.segment import segment
from contract_lint.sheet import parse_row

HEAD = (
    "# Supply Agreement\n\nThis Agreement is made between Arden Therapeutics, Inc. "
    '("Sponsor") and Brisa Biologics AG ("CDMO"), who shall manufacture the Product for '
    "Sponsor.\n\n"
)


def asks(
    requirement: str, party: str, action: str, matter: str, limit: str = "present", **others: str
) -> dict[str, str]:
    """Return a row; `limit` holds the value and its unit too, as in "<= 30 d"."""
    given = {"requirement": requirement, "party": party, "action": action, "object": matter}
    measured = zip(("limit", "value", "unit"), limit.split(), strict=False)
    return given | dict(measured) | others


# fmt: off
CGMP = asks("Everything is made under current good manufacturing practice", "CDMO", "manufacture", "Product under cGMP")
ELSEWHERE = asks("The customer is free to buy from another supplier", "Sponsor", "permit", "buy from another supplier|second source")
LEAVE = asks("We may leave for any reason on six months' notice or less", "Sponsor", "terminate", "agreement for convenience", "<= 6 mo", clock_from="notice")
FOR_CAUSE = asks("For-cause audits are possible on 48 hours notice", "Sponsor", "permit", "audit|inspection", "<= 48 h", clock_from="request", condition="for-cause")
ROUTINE = asks("The customer can make a routine audit on 30 days' notice or less", "Sponsor", "permit", "audit", "<= 30 d", clock_from="notice", condition="routine")
QUALITY_AGREEMENT = asks("There is a signed quality agreement", "both", "execute", "quality agreement")
SHIPPED = asks("Goods are shipped no later than 90 days after the order", "CDMO", "deliver", "ordered product", "<= 90 d", clock_from="purchase order")
CONFORMS = asks("Each batch meets the agreed specification", "CDMO", "warrant", "product conforms to specifications")
REPLACED = asks("Defective goods are made good within 60 days", "CDMO", "replace", "defective product", "<= 60 d", clock_from="notice of defect")
FREIGHT = asks("The maker pays the transport to our depot", "CDMO", "pay", "freight")
SOLE_SELLER = asks("We are the exclusive seller in our territory", "CDMO", "grant", "exclusive distribution")
CONFIRMED = asks("Every order is confirmed in writing within 10 business days", "CDMO", "respond", "purchase order", "<= 10 bd", clock_from="receipt of order")
UNCURED = asks("A serious breach that is not cured in time lets us leave", "Sponsor", "terminate", "agreement for uncured breach")
ASSIGNED = asks("Nobody else can step into the maker's shoes without our signed yes", "CDMO", "obtain_approval", "assignment of agreement")
SHARED = asks("Scarce capacity is shared out in proportion to past orders", "CDMO", "allocate", "capacity in shortage")
ORDER_FIRST = asks("What is put in a work order outranks the main agreement", "both", "define", "order of precedence", condition="conflict")
ANSWERS = asks("The maker answers for its subcontractors as for itself", "CDMO", "remain_liable", "subcontractors")
TAIL = asks("Liability cover runs for three years or more after the last sale", "CDMO", "maintain", "liability insurance", ">= 3 y", attribute="tail after the last sale", clock_from="final sale")
SPECIFICATION = asks("The specification cannot be altered unless the customer agrees in writing", "CDMO", "obtain_approval", "change to specifications")
LICENCES = asks("The laboratory keeps its permits valid", "CDMO", "maintain", "laboratory licences")
DELAY = asks("Late delivery is announced within 3 business days", "CDMO", "notify", "expected delay", "<= 3 bd", clock_from="awareness")
DEARER = asks("Word of a dearer price comes two months beforehand", "CDMO", "notify", "price increase", ">= 60 d", clock_from="before increase")
UMPIRE = asks("An outside laboratory settles disagreements on quality", "both", "submit", "disputed product to independent laboratory")
BILLED = asks("Services are billed within a month", "CDMO", "invoice", "services", "<= 1 mo")
TWICE = asks("Two routine audits a year must be possible", "Sponsor", "permit", "audit", ">= 2 /y", attribute="frequency")
ABOVE = asks("Orders that run above our forecast are accepted too", "CDMO", "accept", "purchase order above forecast")
COVER = asks("Product liability cover reaches USD 10 million for every claim", "CDMO", "maintain", "product liability insurance", ">= 10000000 USD")
OPEN_ORDERS = asks("Orders that are open when the contract ends are still delivered", "CDMO", "deliver", "open orders after contract end")
LOST_PROFIT = asks("Profit we lose because the maker breaks the contract is compensated", "CDMO", "pay", "consequential loss from breach")
AUDIT = asks("The customer may audit the plant", "Sponsor", "permit", "audit")
OBJECTS = asks("The maker must object to our rejection of a lot within 30 days or it stands", "CDMO", "respond", "rejection notice", "<= 30 d", clock_from="notice of non-conformity")
TRAINING = asks("Eight hours of schooling for our staff cost nothing", "CDMO", "provide", "product training free of charge", ">= 8 h", condition="on request")
STAYS = asks("The maker cannot walk away without cause on less than 12 months' notice", "CDMO", "terminate", "agreement for convenience", ">= 12 mo", clock_from="notice")
REPAIR = asks("For a fault in many units the maker hands us a repair plan within a week", "CDMO", "provide", "action plan", "<= 7 d", clock_from="failure")
ALERTED = asks("A possible recall is reported within one business day", "CDMO", "notify", "recall", "<= 1 bd", clock_from="awareness")
TWO_AUDITS = asks("Two routine audits a year are possible", "Sponsor", "permit", "audit", ">= 2 /y", condition="routine")
ONE_AUDIT = asks("One routine audit a year is possible", "Sponsor", "permit", "audit", ">= 1 /y", condition="routine")
MILESTONE = asks("Delays of a milestone are announced within 2 business days", "CDMO", "notify", "milestone delay|delay", "<= 2 bd", clock_from="becoming aware")
CHANGE = asks("Major changes are announced at least 90 days ahead", "CDMO", "notify", "major change", ">= 90 d", clock_from="implementation")
APPROVAL = asks("No change of the process without our prior written approval", "CDMO", "obtain_approval", "change to the process|critical equipment")
DEVIATION = asks("Deviations are reported within 3 business days", "CDMO", "notify", "deviation", "<= 3 bd", clock_from="discovery")
DISPOSITION = asks("Our quality unit makes the final disposition of each batch", "Sponsor", "release", "final disposition|batch release")
VIABILITY = asks("The master cell bank shows at least 70 % viability after thaw", "", "", "master cell bank", ">= 70 %", attribute="post-thaw viability")
REVIEW = asks("The quality agreement is reviewed at least every two years", "both", "review", "quality agreement review", "<= 2 y")
YEARLY_REVIEW = asks("The quality agreement is reviewed once a year", "both", "review", "quality agreement", ">= 1 /y")
REJECTION = asks("We can reject defective product for 30 days after receipt", "Sponsor", "reject", "defective product|rejection", ">= 30 d", clock_from="receipt")
SUBCONTRACTING = asks("No subcontracting without our prior written approval", "CDMO", "obtain_approval", "subcontracting")
RECORDS = asks("Batch records are kept 10 years or more", "CDMO", "retain", "batch record", ">= 10 y")
SAMPLES = asks("Retention samples are kept at least 2 years after expiry", "CDMO", "retain", "retention sample", ">= 2 y", clock_from="expiry")
BATCH_RECORDS = asks("Batch records reach us within 10 business days of the end of manufacture", "CDMO", "provide", "batch record", "<= 10 bd", clock_from="end of manufacture")
INSURANCE = asks("Product liability insurance of at least 5 million USD", "CDMO", "maintain", "product liability insurance|insurance", ">= 5000000 USD")
QUANTITY = asks("At least 90 percent of the ordered quantity is delivered", "CDMO", "deliver", "ordered quantity", ">= 90 %")
RESULT = asks("OOS results are reported within one business day", "CDMO", "notify", "out-of-specification result", "<= 1 bd", clock_from="initial result")
OBSERVATION = asks("Audit observations are answered within 20 business days", "CDMO", "respond", "audit observation", "<= 20 bd", clock_from="receipt of report")
ORDER = asks("CDMO confirms orders within 5 business days", "CDMO", "respond", "purchase order|order confirmation", "<= 5 bd", clock_from="receipt of order")
RECALL = asks("CDMO tells us of a recall reason within 24 hours", "CDMO", "notify", "recall", "<= 24 h", clock_from="becoming aware")
SHELF_LIFE = asks("Product has at least 18 months of shelf life on delivery", "CDMO", "deliver", "remaining shelf life|shelf life", ">= 18 mo", clock_from="delivery")
FORECAST = asks("Sponsor gives forecasts of 12 months", "Sponsor", "provide", "forecast", ">= 12 mo")
RAW_DATA = asks("Raw data are provided within 5 business days of request", "CDMO", "provide", "raw data", "<= 5 bd", clock_from="request")
RESULTS = asks("We own the test results", "Sponsor", "own", "results")
RETEST = asks("Repeat tests are free of charge for us", "CDMO", "provide", "repeat test free of charge")
METHOD = asks("The viability test method is laid down", "CDMO", "define", "test method")
CRITERIA = asks("The criteria for acceptance are laid down", "both", "define", "acceptance criteria")
NAMED_SITES = asks("Product is made at named sites only", "CDMO", "manufacture", "named facility")
MOVE = asks("No move to another plant without our approval", "CDMO", "obtain_approval", "relocation of manufacture")
LOST_BATCH = asks("The maker makes good the cost of a lost batch", "CDMO", "compensate", "lost batch")
THRESHOLD = asks("The yield below which a batch counts as failed is fixed", "both", "define", "yield threshold")
TALKS = asks("The parties meet to discuss the forecast", "both", "meet", "forecast")
TRENDS = asks("Trend data are shared with us", "CDMO", "provide", "trend data")
MASTER = asks("We approve master batch records", "CDMO", "obtain_approval", "master batch record")
CONTACTS = asks("The quality contacts of each party are named", "both", "define", "quality contact")
FILED = asks("No change before regulatory approval", "CDMO", "obtain_approval", "implementation of change before regulatory approval")
RULES = asks("The rules of good practice are named", "CDMO", "define", "cGMP standards")
QUALITY_FIRST = asks("On quality the quality agreement comes first, on all else the main agreement", "both", "define", "order of precedence", condition="quality matters")
OTHER_PLANTS = asks("Approved subcontractors are open to our audit", "Sponsor", "permit", "audit of subcontractors")
HIDDEN = asks("Hidden defects can be claimed within 20 days after they are found", "Sponsor", "permit", "rejection for hidden defect", ">= 20 d", clock_from="discovery")
GUEST = asks("We may station a person at the plant while our product is made", "Sponsor", "permit", "person in plant")
GIVEN_BACK = asks("Our materials stay ours and come back within 30 days of the end", "CDMO", "return", "Sponsor materials", "<= 30 d", clock_from="termination")
PROOF = asks("Proof of insurance reaches us within 45 days of our request", "CDMO", "provide", "insurance certificate", "<= 45 d", clock_from="request")
REPORTED = asks("A maintenance report reaches us 30 days after we ask", "CDMO", "provide", "maintenance report", "<= 30 d", clock_from="request")
PRICE = asks("A change of price waits for our written approval", "CDMO", "obtain_approval", "price change")
AUTHORITY_VISIT = asks("We hear of an authority inspection within 2 business days", "CDMO", "notify", "regulatory inspection", "<= 2 bd", clock_from="awareness")
# fmt: on


@pytest.fixture(scope="module")
def analyzer() -> Analyzer:
    return Analyzer.build()


def judge(analyzer: Analyzer, folder: Path, row: dict[str, str], body: str) -> Judgement:
    path = folder / "supply.md"
    text = body if body.startswith(("1.", "|")) else f"1. {body}"
    path.write_text(f"{HEAD}{text}\n")
    contract = segment(read(path))
    aligner = Aligner(analyzer, [analyzer.read(contract)], DocumentSet("", (contract,)))
    asked, problems = parse_row({"id": "R1", **row}, Place(path, 1))
    assert asked is not None, problems
    return aligner.judge(asked)


FORMS = [
    (
        ROUTINE,
        "Sponsor shall make its books available for audit by CDMO on ten days' notice.",
        "missing",
    ),
    (
        HIDDEN,
        "Sponsor may reject the Product within ten (10) days of its receipt.",
        "missing",
    ),
    (
        HIDDEN,
        "Sponsor may reject the Product within ten (10) days after it discovers a hidden defect.",
        "weaker",
    ),
    (
        GUEST,
        "CDMO shall permit Sponsor access to the Facility to ascertain compliance with GMP.",
        "missing",
    ),
    (GUEST, "Sponsor may have a representative present at the Facility during manufacture.", "met"),
    (
        DEVIATION,
        "If CDMO discovers a deviation it shall use commercially reasonable efforts to notify Sponsor within two (2) business days of discovery.",
        "vague",
    ),
    (
        DEVIATION,
        "After discovery of a deviation CDMO shall use reasonable efforts to notify Sponsor within two (2) business days.",
        "vague",
    ),
    (
        DEVIATION,
        "Following its good faith efforts to contain it, CDMO shall notify Sponsor of each deviation within two (2) business days of discovery.",
        "met",
    ),
    (
        DEVIATION,
        "CDMO shall notify Sponsor or its designee as the case may be within two (2) business days of discovery of a deviation.",
        "met",
    ),
    (
        DEVIATION,
        "CDMO shall notify Sponsor of each deviation, with such details as Sponsor may require, within two (2) business days of discovery.",
        "met",
    ),
    (SUBCONTRACTING, "CDMO may use subcontractors from its own approved list.", "weaker"),
    (SUBCONTRACTING, "Subcontractors must be approved by Sponsor before use.", "met"),
    (SPECIFICATION, "The Product shall correspond to the Specifications.", "missing"),
    (
        REJECTION,
        "CDMO may approve or reject marketing materials within 28 days of receipt.",
        "missing",
    ),
    (RECALL, "CDMO agrees to cooperate fully in a recall that Sponsor initiates.", "missing"),
    (RECALL, "CDMO shall inform Sponsor of a reason to recall within five days.", "weaker"),
    (
        GIVEN_BACK,
        "Tangible objects that contain Confidential Information remain the property of its owner and shall be returned promptly.",
        "missing",
    ),
    (
        QUALITY_FIRST,
        "The parties sign a Quality Agreement. If an Exhibit conflicts with this Agreement, this Agreement shall govern.",
        "missing",
    ),
    (CONTACTS, "Quality contacts: [to be completed]", "vague"),
    (CONTACTS, "Quality contacts: Sponsor: N.N.; CDMO: N.N.", "vague"),
    (CONTACTS, "Quality contacts: Sponsor: Dr Muster; CDMO: Ms Beispiel.", "met"),
    (
        FILED,
        "Following Sponsor's approval the change of the process will be implemented at the next campaign.",
        "weaker",
    ),
    (FILED, "No change is implemented before the health authority has approved it.", "met"),
    (CGMP, "CDMO shall manufacture the Product under the standards of ISO 9001.", "weaker"),
    (CGMP, "CDMO shall manufacture the Product in accordance with all applicable laws.", "weaker"),
    (CGMP, "CDMO shall manufacture the Product under cGMP and all applicable laws.", "met"),
    (
        QUALITY_AGREEMENT,
        "The Product shall conform to the Quality Manual attached hereto as Schedule E.",
        "weaker|missing",
    ),
    (OTHER_PLANTS, "Sponsor may audit the facilities of CDMO.", "missing"),
    (OTHER_PLANTS, "Sponsor or its third-party auditors may inspect the plant of CDMO.", "missing"),
    (OTHER_PLANTS, "CDMO may use subcontractors for any work.", "missing"),
    (OTHER_PLANTS, "Sponsor may audit the facilities of the subcontractors of CDMO.", "met"),
    (
        SPECIFICATION,
        "Sponsor shall bear the cost of any change to the Specifications.",
        "missing",
    ),
    (SPECIFICATION, "CDMO may change the Specifications at any time.", "contradicted|weaker"),
    (TRENDS, "Trend data are shared at the discretion of CDMO.", "conditional"),
    (TRENDS, "Trend data are shared, and their lay-out is at the discretion of CDMO.", "met"),
    (MASTER, "CDMO issues and approves the master batch record for its own use.", "weaker"),
    (MASTER, "Sponsor reviews and approves each master batch record before its use.", "met"),
    (RULES, "cGMP means the quality standards set out in CDMO's quality manual.", "vague"),
    (RULES, "cGMP means the quality standards set out in 21 CFR 210 and 211.", "met"),
    (
        FOR_CAUSE,
        "Where there is cause (for example a serious deviation), CDMO shall admit the auditors of Sponsor within 48 hours after it is asked.",
        "met",
    ),
    (
        FOR_CAUSE,
        "If Sponsor has cause to doubt the quality of the Product, CDMO shall let Sponsor's auditors into the Facility within forty-eight (48) hours of being asked.",
        "met",
    ),
    (
        FOR_CAUSE,
        "Where there is cause, CDMO shall admit Sponsor's audit team within ten (10) days after a request.",
        "weaker",
    ),
    (
        FOR_CAUSE,
        "For cause, Sponsor's inspectors shall be given access to the Facility no later than two (2) days after Sponsor's request.",
        "met",
    ),
    (
        AUDIT,
        "CDMO shall permit, and shall cause its subcontractors to permit, Sponsor's audits of quality.",
        "met",
    ),
    (
        AUDIT,
        "CDMO shall allow, and shall ensure that its Affiliates allow, audits by Sponsor of the Facility.",
        "met",
    ),
    (
        AUDIT,
        "Quality audits by Sponsor shall be permitted by CDMO and by its subcontractors.",
        "met",
    ),
    (
        ONE_AUDIT,
        "One routine audit per calendar year (each of at most three days) may be held; for-cause audits are additional.",
        "met",
    ),
    (
        ONE_AUDIT,
        "One routine audit per calendar year (up to three auditors, up to two days); for-cause audits are additional.",
        "met",
    ),
    (
        TWO_AUDITS,
        "One routine audit per calendar year (up to three auditors, up to two days); for-cause audits are additional.",
        "weaker",
    ),
    (
        TWO_AUDITS,
        "Sponsor may conduct routine audits not more often than twice in any calendar year.",
        "met",
    ),
    (TWO_AUDITS, "Routine audits are limited to one in each twelve-month period.", "weaker"),
    (
        MILESTONE,
        "Where CDMO has grounds to expect that the date of a milestone will be missed, it shall tell Sponsor so within two Business Days.",
        "met",
    ),
    (
        MILESTONE,
        "Where CDMO has grounds to expect that the date of a milestone will be missed (whatever the cause), it shall tell Sponsor so within five Business Days.",
        "weaker",
    ),
    (
        MILESTONE,
        "CDMO shall warn Sponsor within two (2) Business Days once it expects to miss a milestone.",
        "met",
    ),
    (
        MILESTONE,
        "Should a Milestone appear likely to slip, Sponsor shall be told thereof by CDMO within one Business Day.",
        "met",
    ),
    (
        MILESTONE,
        "As soon as it appears that a milestone cannot be met on time, CDMO shall, and in any event within two Business Days, inform Sponsor.",
        "met",
    ),
    (
        CHANGE,
        "No Major Change may be put into effect sooner than four months after Sponsor has received notice of it.",
        "met",
    ),
    (
        CHANGE,
        "No Major Change may be implemented earlier than one month after Sponsor has been notified of it.",
        "weaker",
    ),
    (
        CHANGE,
        "A Major Change shall not take effect before ninety (90) days have passed since Sponsor was notified of it.",
        "met",
    ),
    (
        CHANGE,
        "CDMO shall not implement any Major Change until sixty (60) days after notice of it was given to Sponsor.",
        "weaker",
    ),
    (
        CHANGE,
        "CDMO shall announce each Major Change to Sponsor at least ninety (90) days before the day on which it is to take effect.",
        "met",
    ),
    (
        APPROVAL,
        "CDMO must not, save with the written consent of Sponsor given beforehand, alter the manufacturing process or replace any critical equipment.",
        "met",
    ),
    (
        APPROVAL,
        "CDMO shall not, except with the prior written approval of Sponsor, modify the manufacturing process.",
        "met",
    ),
    (
        APPROVAL,
        "No change to the manufacturing process shall be made without Sponsor's prior written approval.",
        "met",
    ),
    (
        APPROVAL,
        "CDMO may, without Sponsor's consent, change the manufacturing process.",
        "contradicted",
    ),
    (
        APPROVAL,
        "CDMO shall give Sponsor thirty (30) days' notice of any change to the manufacturing process.",
        "weaker",
    ),
    (
        DEVIATION,
        "Without limiting any other obligation under this Agreement and notwithstanding the fact that an investigation may not yet have been completed or a root cause may not yet have been found, within two (2) Business Days after it discovers a deviation the CDMO shall notify Sponsor.",
        "met",
    ),
    (
        DEVIATION,
        "In the event that, at any time during the Term and whether during manufacture, testing, packaging or storage of a Batch at the Facility or at a subcontractor, a deviation is discovered, CDMO shall notify Sponsor within ten (10) Business Days of such discovery.",
        "weaker",
    ),
    (
        DISPOSITION,
        "The final disposition of a Batch is reserved to the Quality Unit of Sponsor.",
        "met",
    ),
    (
        DISPOSITION,
        "The final disposition of each batch rests with the Sponsor's Quality Unit.",
        "met",
    ),
    (
        DISPOSITION,
        "Sponsor's Quality Unit alone decides on the final disposition of each Batch.",
        "met",
    ),
    (
        DISPOSITION,
        "Final disposition of each Batch is the responsibility of CDMO.",
        "weaker|contradicted",
    ),
    (
        DISPOSITION,
        "CDMO's Quality Unit shall make the final disposition of each Batch.",
        "weaker|contradicted",
    ),
    (
        DEVIATION,
        "Either Party that becomes aware of a deviation shall inform the other Party within two (2) Business Days.",
        "met",
    ),
    (
        DEVIATION,
        "The Party which first learns of a deviation shall inform the other Party within one (1) Business Day.",
        "met",
    ),
    (
        DEVIATION,
        "Whichever Party discovers a deviation shall notify the other Party thereof within three Business Days.",
        "met",
    ),
    (
        VIABILITY,
        "| Test | Method | Limit |\n|---|---|---|\n| Identity | STR | conforms |\n| Viability after thaw | dye exclusion, 2 vials | NLT 70 % |",
        "met",
    ),
    (
        VIABILITY,
        "1. Master Cell Bank\n\n| Attribute | Method | Acceptance criterion |\n|---|---|---|\n| Viability after thaw | trypan blue | NLT 60 % |",
        "weaker",
    ),
    (
        VIABILITY,
        "The master cell bank must show a post-thaw viability of at least 75 per cent.",
        "met",
    ),
    (
        VIABILITY,
        "Post-thaw viability of the master cell bank: not less than sixty percent (60%).",
        "weaker",
    ),
    (
        REVIEW,
        "The Parties shall review this Quality Agreement at least every two (2) years.",
        "met",
    ),
    (
        REVIEW,
        "This Quality Agreement shall be reviewed by the Parties once every three years.",
        "weaker",
    ),
    (REVIEW, "The Parties shall review the Quality Agreement annually.", "met"),
    (
        YEARLY_REVIEW,
        "The Parties shall review this Quality Agreement at least every two (2) years.",
        "weaker",
    ),
    (
        DEVIATION,
        "1. Notices\n\n1.1 CDMO shall notify Sponsor of each deviation within the period set out in 7.2.\n\n7. Periods\n\n7.1 Orders are confirmed within five (5) Business Days.\n\n7.2 The period for notices of deviations is two (2) Business Days after discovery.",
        "met",
    ),
    (
        DEVIATION,
        "1. Notices\n\n1.1 CDMO shall notify Sponsor of each deviation within the period stated in Section 7.2.\n\n7. Periods\n\n7.2 Notices shall be given within ten (10) Business Days.",
        "weaker",
    ),
    (
        REJECTION,
        "Sponsor may reject defective Product within thirty (30) days after receipt. If Sponsor gives no notice within said 30-day period, the Product is deemed accepted.",
        "met",
    ),
    (
        REJECTION,
        "Sponsor shall inspect the Product on receipt. Sponsor may reject defective Product within such ten (10) day period after receipt.",
        "weaker",
    ),
    (
        DEVIATION,
        '1. Definitions\n\n"Notice Period" means two (2) Business Days after discovery.\n\n2. CDMO shall notify Sponsor of each deviation within the Notice Period.',
        "met",
    ),
    (
        DEVIATION,
        '1. Definitions\n\n1.1 "Reporting Time" means fifteen (15) days.\n\n2. CDMO shall notify Sponsor of each deviation within the Reporting Time after discovery.',
        "weaker",
    ),
    (
        CHANGE,
        '1. Definitions\n\n"Notification Period" means ninety (90) days.\n\n2. Changes\n\nCDMO shall notify Sponsor of each Major Change at least the Notification Period before its implementation.',
        "met",
    ),
    (
        CHANGE,
        '1. Definitions\n\n"Notification Period" shall mean a period of thirty (30) days.\n\n2. Changes\n\nCDMO shall notify Sponsor of each Major Change no later than one Notification Period before its implementation.',
        "weaker",
    ),
    (
        SUBCONTRACTING,
        "Neither CDMO nor any of its Affiliates shall subcontract any part of the Services without the prior written consent of Sponsor.",
        "met",
    ),
    (
        SUBCONTRACTING,
        "CDMO shall neither assign nor subcontract any of the Services unless Sponsor has agreed in writing beforehand.",
        "met",
    ),
    (
        SUBCONTRACTING,
        "Neither Party may subcontract its obligations without the other Party's prior written approval.",
        "met",
    ),
    (
        SUBCONTRACTING,
        "Sponsor's approval of subcontracting is deemed given with the signature of a Work Order.",
        "contradicted|weaker|conditional",
    ),
    (
        SUBCONTRACTING,
        "CDMO may subcontract the Services to any third party at its discretion.",
        "contradicted|weaker|conditional",
    ),
    (
        RECORDS,
        "CDMO, which shall keep the batch records for at least twelve (12) years, shall make them available on request.",
        "met",
    ),
    (
        RECORDS,
        "The batch records, which CDMO shall retain for five years, are the property of Sponsor.",
        "weaker",
    ),
    (
        BATCH_RECORDS,
        "CDMO shall notify Sponsor of each deviation within two Business Days and shall send the batch records within thirty (30) days after the end of manufacture.",
        "weaker",
    ),
    (
        DEVIATION,
        "CDMO shall send the batch records within thirty (30) days after the end of manufacture and notify Sponsor of each deviation within two (2) Business Days of discovery.",
        "met",
    ),
    (
        RECORDS,
        "CDMO shall keep batch records for twelve years, retention samples for one year and certificates for three years.",
        "met",
    ),
    (
        SAMPLES,
        "CDMO shall keep batch records for twelve years after release and retention samples for one year after the expiry date.",
        "weaker",
    ),
    (
        DEVIATION,
        "1. Within two (2) Business Days after discovery CDMO shall notify Sponsor of:\n\n(a) each deviation;\n\n(b) each complaint; and\n\n(c) each out-of-specification result.",
        "met",
    ),
    (
        RESULT,
        "1. Within five (5) Business Days CDMO shall report to Sponsor:\n\n(a) deviations;\n\n(b) out-of-specification results; and\n\n(c) complaints.",
        "weaker",
    ),
    (
        DEVIATION,
        "1. CDMO shall:\n\n(a) notify Sponsor within two (2) Business Days of the discovery of each deviation;\n\n(b) keep records for ten years.",
        "met",
    ),
    (
        SUBCONTRACTING,
        "CDMO shall not subcontract any Services without Sponsor's prior written consent, provided that CDMO may subcontract testing to its Affiliates without consent.",
        "conditional",
    ),
    (
        SUBCONTRACTING,
        "CDMO shall not subcontract any Services without Sponsor's prior written consent, provided that such consent shall not be unreasonably withheld.",
        "met",
    ),
    (
        DEVIATION,
        "CDMO shall notify Sponsor of each deviation within two Business Days, provided that CDMO may in its sole discretion delay such notice.",
        "conditional",
    ),
    (
        INSURANCE,
        "CDMO shall maintain product liability insurance with limits of not less than USD 5,000,000 per occurrence.",
        "met",
    ),
    (
        INSURANCE,
        "CDMO shall carry product liability insurance of at least two million US dollars ($2,000,000).",
        "weaker",
    ),
    (
        INSURANCE,
        "CDMO shall carry product liability insurance of no less than EUR 5 million.",
        "weaker",
    ),
    (
        QUANTITY,
        "CDMO shall deliver at least ninety-five percent (95%) of the ordered quantity of each order.",
        "met",
    ),
    (
        QUANTITY,
        "CDMO shall deliver no less than 80 % of the ordered quantity; late deliveries bear a credit of 95 % of the fee.",
        "weaker",
    ),
    (
        REJECTION,
        "Sponsor may reject defective Product within thirty (30) days after receipt. Product not accepted within that time is deemed rejected.",
        "met",
    ),
    (
        REJECTION,
        "If Sponsor has not rejected the Product within ten (10) days of receipt, Sponsor shall be deemed to have accepted it.",
        "weaker|conditional",
    ),
    (TWO_AUDITS, "Sponsor is entitled to two routine audits in each calendar year.", "met"),
    (TWO_AUDITS, "Sponsor may audit once every eighteen months.", "weaker"),
    (
        RECALL,
        "CDMO shall promptly, and in any event within twenty-four (24) hours, notify Sponsor when it becomes aware of facts that may require a recall.",
        "met",
    ),
    (RECALL, "CDMO shall notify Sponsor promptly of any fact that may require a recall.", "vague"),
    (
        DEVIATION,
        "CDMO shall notify Sponsor of a deviation within two Business Days after completion of the investigation.",
        "weaker",
    ),
    (
        SHELF_LIFE,
        "At delivery the Product shall have a remaining shelf life of no less than eighteen (18) months.",
        "met",
    ),
    (
        SHELF_LIFE,
        "Product delivered shall have not less than 12 months' shelf life remaining.",
        "weaker",
    ),
    (
        DEVIATION,
        "Notification of each deviation shall be given by CDMO within two (2) Business Days of its discovery.",
        "met",
    ),
    (
        DEVIATION,
        "Each deviation is subject to notification to Sponsor within two (2) Business Days of its discovery by CDMO.",
        "met",
    ),
    (
        OBSERVATION,
        "A response to each audit observation is due from CDMO no later than fifteen (15) Business Days after receipt of the report.",
        "met",
    ),
    (ORDER, "Orders are to be confirmed within five (5) Business Days of receipt.", "met"),
    (
        DEVIATION | {"condition": "critical"},
        "CDMO shall report critical deviations within one Business Day, major deviations within five Business Days and minor deviations in the annual review.",
        "met",
    ),
    (
        DEVIATION | {"condition": "major"},
        "CDMO shall report critical deviations within one Business Day, major deviations within five Business Days and minor deviations in the annual review.",
        "weaker",
    ),
    (
        SUBCONTRACTING,
        "CDMO shall not, and shall cause its Affiliates not to, subcontract any Services without the prior written consent of Sponsor.",
        "met",
    ),
    (
        DEVIATION,
        "CDMO's obligation to notify Sponsor of each deviation within two (2) Business Days of discovery applies at all times.",
        "met",
    ),
    (
        DEVIATION,
        "It is the responsibility of CDMO to report each deviation to Sponsor within two (2) Business Days of its discovery.",
        "met",
    ),
    (
        DEVIATION,
        "CDMO undertakes to inform Sponsor of deviations not later than the second Business Day following their discovery.",
        "met",
    ),
    (
        DEVIATION,
        "CDMO shall notify Sponsor of each deviation within seventy-two (72) hours of its discovery.",
        "met|weaker",
    ),
    (
        DEVIATION,
        "Sponsor shall be informed of each deviation within two (2) Business Days of its discovery.",
        "met",
    ),
    (
        DEVIATION,
        "Deviations must be communicated by the CDMO to the Sponsor no more than 48 hours after they are discovered.",
        "met",
    ),
    (
        DEVIATION,
        "Sponsor shall notify CDMO of each deviation within two (2) Business Days of its discovery.",
        "weaker",
    ),
    (
        DEVIATION,
        "CDMO may notify Sponsor of each deviation within two (2) Business Days of its discovery.",
        "weaker",
    ),
    (DEVIATION, "CDMO is not required to notify Sponsor of deviations.", "contradicted"),
    (
        DEVIATION,
        "CDMO shall use commercially reasonable efforts to notify Sponsor of each deviation within two (2) Business Days of its discovery.",
        "vague",
    ),
    (
        DEVIATION,
        "CDMO shall notify Sponsor of each deviation within [***] Business Days of its discovery.",
        "unverifiable",
    ),
    (
        DEVIATION,
        "CDMO shall notify Sponsor of each deviation within the time set out in the Quality Agreement.",
        "unverifiable",
    ),
    (
        DEVIATION,
        "CDMO shall notify Sponsor of each deviation as soon as reasonably practicable.",
        "vague",
    ),
    (
        DEVIATION,
        "Unless Sponsor has agreed otherwise in writing, CDMO shall notify Sponsor of each deviation within two (2) Business Days of its discovery.",
        "met",
    ),
    (
        DEVIATION,
        "CDMO shall notify Sponsor of each deviation within two (2) Business Days of its discovery, unless CDMO considers it immaterial.",
        "conditional",
    ),
    (
        DEVIATION,
        "Except in the event of force majeure, CDMO shall notify Sponsor of each deviation within two (2) Business Days of its discovery.",
        "met",
    ),
    (
        CHANGE,
        "CDMO shall not put a Major Change into effect until ninety (90) days have elapsed from its notice to Sponsor.",
        "met",
    ),
    (
        CHANGE,
        "Sponsor shall receive notice of any Major Change not less than three months in advance of its implementation.",
        "met",
    ),
    (
        CHANGE,
        "CDMO shall give Sponsor no fewer than ninety days' advance written notice of each Major Change.",
        "met",
    ),
    (
        CHANGE,
        "CDMO shall notify Sponsor of Major Changes within ninety (90) days after their implementation.",
        "weaker|vague",
    ),
    (
        AUDIT,
        "Subject to the prior written consent of CDMO, Sponsor may audit the Facility.",
        "conditional",
    ),
    (
        AUDIT,
        "Sponsor may audit the Facility on reasonable notice during business hours and subject to CDMO's site safety rules.",
        "met",
    ),
    (AUDIT, "Sponsor shall have no right to audit the Facility.", "contradicted"),
    (AUDIT, "CDMO shall audit its suppliers once a year.", "missing|weaker"),
    (
        RAW_DATA,
        "Upon request CDMO shall provide Sponsor with the raw data within three Business Days.",
        "met",
    ),
    (
        RAW_DATA,
        "Raw data shall be made available to Sponsor within five (5) Business Days of a request.",
        "met",
    ),
    (RAW_DATA, "Raw data can be inspected at the Facility.", "weaker|vague"),
    (
        FORECAST,
        "Sponsor shall provide CDMO with a rolling forecast of the quantities required in the following twelve (12) months.",
        "met",
    ),
    (FORECAST, "Each quarter Sponsor shall submit a rolling six (6) month forecast.", "weaker"),
    (
        DEVIATION,
        "CDMO and its subcontractors shall each notify Sponsor of deviations within two (2) Business Days of discovery.",
        "met",
    ),
    (
        RECORDS,
        "Batch records shall be retained for the longer of ten (10) years from release and one (1) year after expiry.",
        "met",
    ),
    (
        RECORDS,
        "Batch records shall be retained for seven (7) years or as required by law, whichever is shorter.",
        "weaker",
    ),
    (
        DEVIATION,
        "CDMO shall notify Sponsor of each deviation. Such notice shall be given within two (2) Business Days of discovery.",
        "met",
    ),
    (
        DEVIATION,
        "CDMO shall notify Sponsor of each deviation. It shall do so no later than ten (10) Business Days after discovery.",
        "weaker",
    ),
    (
        DEVIATION,
        "1. Notice periods\n\n| Event | Notice to Sponsor within |\n|---|---|\n| Deviation | 2 Business Days of discovery |\n| Complaint | 5 Business Days of receipt |",
        "met",
    ),
    (
        DEVIATION,
        "1. Notice periods\n\n| Event | Notice to Sponsor within |\n|---|---|\n| Deviation | 7 Business Days of discovery |\n| Complaint | 1 Business Day of receipt |",
        "weaker",
    ),
    (CGMP, "CDMO shall manufacture the Product in accordance with cGMP.", "met"),
    (CGMP, "The Product shall be tested, packed and manufactured under cGMP.", "met"),
    (
        CGMP,
        "CDMO shall retain samples in accordance with cGMP of each batch of Product manufactured by it.",
        "weaker|missing",
    ),
    (
        CGMP,
        "CDMO shall give Sponsor access to the plant used to manufacture the Product, to verify compliance with cGMP.",
        "weaker|missing",
    ),
    (
        CGMP,
        "CDMO shall have no liability except to the extent that the Product was not manufactured in accordance with cGMP.",
        "weaker|missing|contradicted",
    ),
    (ELSEWHERE, "Sponsor may purchase Product from third parties other than CDMO.", "met"),
    (
        ELSEWHERE,
        "Sponsor may purchase Product from third parties other than CDMO, unless CDMO determines otherwise.",
        "conditional",
    ),
    (
        ELSEWHERE,
        "Sponsor reserves the right to buy Product from other manufacturers, subject to the prior written approval of CDMO.",
        "conditional",
    ),
    (
        RECORDS,
        "CDMO shall make a record of each batch, and such batch records may be retained by it for ten (10) years.",
        "weaker",
    ),
    (
        DEVIATION,
        "CDMO shall keep a log of every deviation, which it may notify to Sponsor within two (2) Business Days of discovery.",
        "weaker",
    ),
    (LEAVE, "Sponsor may terminate this Agreement at any time on ninety (90) days' notice.", "met"),
    (
        LEAVE,
        "Sponsor may terminate this Agreement at any time, by 180 days' prior notice in writing. Sponsor may, by giving ninety (90) days' written notice specifying the breach complained of, terminate this Agreement.",
        "met",
    ),
    (
        LEAVE,
        "Either party may at any time terminate this Agreement by ninety (90) days' notice specifying the breach complained of.",
        "weaker",
    ),
    (
        ROUTINE,
        (
            "Sponsor may audit the facility of CDMO upon reasonable prior written notice, provided, however, that "
            'Sponsor may conduct a "For Cause" audit upon three (3) business days prior written notice.'
        ),
        "vague",
    ),
    (
        ROUTINE,
        "Sponsor may audit the facility of CDMO on twenty days' notice, and for cause on three days' notice.",
        "met",
    ),
    (
        QUALITY_AGREEMENT,
        "The parties agree to enter into negotiations on a Quality Agreement.",
        "vague",
    ),
    (
        QUALITY_AGREEMENT,
        "The parties shall sign a Quality Agreement before the first batch.",
        "met",
    ),
    (
        SHIPPED,
        "CDMO will use all reasonable means to ship the ordered Product within four (4) weeks of the purchase order.",
        "vague",
    ),
    (
        CONFORMS,
        "CDMO warrants that each batch of Product conforms to the Specifications in all material respects.",
        "weaker",
    ),
    (
        CONFORMS,
        (
            "CDMO warrants that each batch of Product conforms to the Specifications and, in all material "
            "respects, complies with the manual of the trade association."
        ),
        "met",
    ),
    (
        REPLACED,
        (
            "Within seven (7) days of receipt, Sponsor will notify CDMO of any defects, and CDMO will promptly "
            "replace the defective Product."
        ),
        "vague",
    ),
    (
        REPLACED,
        (
            "Sponsor will notify CDMO of any defects promptly, and CDMO will replace the defective Product within "
            "thirty (30) days of the notice."
        ),
        "met",
    ),
    (
        REPLACED,
        (
            "CDMO's sole obligation, and Sponsor's sole remedy, is for CDMO, at its option, to repair or replace "
            "the defective Product within thirty (30) days of the notice."
        ),
        "met",
    ),
    (FREIGHT, "Freight and insurance of the Product will be Sponsor's responsibility.", "weaker"),
    (FREIGHT, "Freight is for the account of Sponsor.", "weaker"),
    (FREIGHT, "The cost of freight is to be borne by Sponsor.", "weaker"),
    (FREIGHT, "The cost of freight is to be borne by CDMO.", "met"),
    (
        SOLE_SELLER,
        "CDMO appoints Sponsor as its non-exclusive distributor of the Product.",
        "contradicted",
    ),
    (SOLE_SELLER, "CDMO grants Sponsor the exclusive distribution of the Product.", "met"),
    (
        CONFIRMED,
        (
            "CDMO shall accept or reject each purchase order in writing within five (5) business days of receipt; "
            "an order that is not confirmed within such period shall be deemed rejected."
        ),
        "conditional",
    ),
    (
        CONFIRMED,
        (
            "CDMO shall accept or reject each purchase order in writing within five (5) business days of receipt; "
            "an order that is not answered within such period shall be deemed accepted."
        ),
        "met",
    ),
    (
        UNCURED,
        (
            "Sponsor may terminate this Agreement for a breach that is not cured within thirty days, provided that, "
            "if CDMO diligently pursues the cure, such period shall be extended for a reasonable time."
        ),
        "conditional",
    ),
    (
        ASSIGNED,
        (
            "Neither party may assign this Agreement without the prior written consent of the other; provided that "
            "either party may assign it to a successor to all of its business."
        ),
        "conditional",
    ),
    (
        SHARED,
        "CDMO shall act in good faith in allocating its capacity among its customers.",
        "vague",
    ),
    (
        ORDER_FIRST,
        "If a work order and the Master Services Agreement conflict, the Master Services Agreement prevails.",
        "contradicted",
    ),
    (
        ORDER_FIRST,
        "If a work order and the Master Services Agreement conflict, the work order prevails.",
        "met",
    ),
    (
        ANSWERS,
        (
            "Subject to the consent of Sponsor, CDMO may subcontract its work to any subcontractor, provided that CDMO "
            "shall remain solely liable for all of its subcontractors."
        ),
        "met",
    ),
    (
        TAIL,
        (
            "From the first sale through the date which is five (5) years after the final sale, CDMO will maintain "
            "general liability insurance."
        ),
        "met",
    ),
    (
        TAIL,
        (
            "From the first sale until the date which is two (2) years after the final sale, CDMO will maintain "
            "general liability insurance."
        ),
        "weaker",
    ),
    (
        CONFORMS,
        "CDMO warrants that each batch conforms to the Specifications and, to its knowledge, is free from defects.",
        "met",
    ),
    (
        CONFORMS,
        "CDMO warrants that, to its knowledge, each batch of Product conforms to the Specifications.",
        "weaker",
    ),
    (
        SPECIFICATION,
        (
            "The Product shall conform to the specifications of Schedule A, which Schedule may from time to time be "
            "modified by Sponsor in writing."
        ),
        "met",
    ),
    (
        LICENCES,
        "CDMO and, to the extent applicable, Sponsor shall maintain all laboratory licences at all times.",
        "met",
    ),
    (
        DELAY,
        (
            "CDMO will advise Sponsor immediately of any delay but will use all reasonable means to ship the Product "
            "within four (4) weeks of an order."
        ),
        "met",
    ),
    (
        DELAY,
        "CDMO will ship at once but shall advise Sponsor of any delay within ten (10) business days of becoming aware of it.",
        "weaker",
    ),
    (
        DEARER,
        (
            "CDMO may raise its prices, provided that CDMO gives Sponsor at least ninety (90) days' prior written "
            "notice of any such increase."
        ),
        "met",
    ),
    (
        UMPIRE,
        (
            "If the parties cannot agree on the quality of the Product following their good faith efforts to resolve "
            "the dispute, they shall submit the disputed Product to an independent laboratory."
        ),
        "met",
    ),
    (
        UMPIRE,
        "The parties shall use good faith efforts to submit the disputed Product to an independent laboratory.",
        "vague",
    ),
    (BILLED, "CDMO will invoice Sponsor monthly for Services performed in the prior month.", "met"),
    (BILLED, "CDMO will invoice Sponsor quarterly for Services performed.", "weaker"),
    (AUDIT, "Sponsor may visit the Facility to inspect the manufacture of Product.", "met"),
    (
        AUDIT,
        "Sponsor may look round the Facility and audit it; an inspection of records is not foreseen.",
        "conditional",
    ),
    (
        AUDIT,
        "Sponsor may audit the Facility and its records; a copy of the accounts is not foreseen.",
        "met",
    ),
    (
        AUDIT,
        "Sponsor may audit the Facility; CDMO may refuse an audit that it finds ill-timed.",
        "conditional",
    ),
    (AUDIT, "Sponsor may audit the Facility subject to CDMO's prior consent.", "conditional"),
    (AUDIT, "Sponsor may audit the Facility with the prior consent of CDMO.", "conditional"),
    (AUDIT, "Sponsor may not audit the Facility.", "contradicted"),
    (
        ROUTINE,
        "Sponsor's representatives may make site visits to the Facility on reasonable notice.",
        "weaker",
    ),
    (
        APPROVAL,
        "CDMO shall not change the manufacturing process without the approval of the competent authority.",
        "weaker",
    ),
    (
        APPROVAL,
        "Nor may CDMO change the manufacturing process without the approval of Sponsor.",
        "met",
    ),
    (
        APPROVAL,
        "CDMO shall not require the consent of Sponsor for changes to the manufacturing process.",
        "contradicted",
    ),
    (
        ASSIGNED,
        "CDMO shall not assign this Agreement without the prior written consent of Sponsor, except to an Affiliate.",
        "conditional",
    ),
    (
        MOVE,
        "CDMO shall manufacture the Product at its facility located in Basel and nowhere else.",
        "met",
    ),
    (
        NAMED_SITES,
        "CDMO shall manufacture Product at the Facility or at any other facility that it chooses.",
        "conditional",
    ),
    (METHOD, "The viability of the Product shall be tested by a suitable test method.", "vague"),
    (
        METHOD,
        "The viability of the Product shall be tested by a suitable test method, set out in Annex 2.",
        "met",
    ),
    (
        CRITERIA,
        "The acceptance criteria of the Product shall be defined by the Parties in due course.",
        "vague",
    ),
    (
        THRESHOLD,
        "CDMO shall report the yield of each batch, and a batch with low yield counts as failed.",
        "vague",
    ),
    (
        THRESHOLD,
        "A batch whose yield is below the yield threshold of 60 % counts as failed.",
        "met",
    ),
    (TALKS, "The Parties agree to discuss the forecast every month.", "met"),
    (
        OBSERVATION,
        "CDMO shall respond to each audit observation within ten Business Days, for its consideration only.",
        "weaker",
    ),
    (
        CONFORMS,
        "CDMO disclaims all warranties that Product conforms to the Specifications.",
        "contradicted",
    ),
    (
        LOST_BATCH,
        "CDMO shall compensate Sponsor for a lost batch but shall not be liable for it beyond replacement.",
        "contradicted",
    ),
    (
        LOST_BATCH,
        "CDMO shall compensate Sponsor for a lost batch up to a maximum of the price of the batch.",
        "conditional",
    ),
    (RETEST, "CDMO shall provide each repeat test at the cost of Sponsor.", "weaker"),
    (RETEST, "CDMO shall provide each repeat test at Sponsor's expense.", "weaker"),
    (RETEST, "CDMO shall provide each repeat test; the cost shall be borne by Sponsor.", "weaker"),
    (
        RETEST,
        "CDMO shall provide each repeat test, which shall be invoiced at the rates of Schedule 2.",
        "weaker",
    ),
    (
        RESULTS,
        "The results shall be owned by Sponsor once all invoices have been paid.",
        "conditional",
    ),
    (RESULTS, "The results shall be owned jointly by the Parties.", "weaker"),
    (RESULTS, "Title to the results shall vest in CDMO.", "contradicted"),
    (
        RAW_DATA,
        "CDMO shall provide raw data within five Business Days of a request if CDMO is able to do so.",
        "conditional",
    ),
    (
        RAW_DATA,
        "CDMO shall provide the raw data, which it may provide as copies, within five Business Days of a request.",
        "met",
    ),
    (RECORDS, "CDMO shall make batch records that it may retain for ten (10) years.", "weaker"),
    (RECORDS, "CDMO shall not retain any batch record for ten years.", "contradicted"),
    (
        REVIEW,
        "The Parties shall review this Quality Agreement every two years if they deem it useful.",
        "conditional",
    ),
    (
        LEAVE,
        "Sponsor may terminate this Agreement on six months' notice upon insolvency of CDMO.",
        "weaker",
    ),
    (
        LEAVE,
        "Sponsor may terminate this Agreement at any time on three months' notice, if it so wishes.",
        "met",
    ),
    (
        TWICE,
        "Sponsor may audit the plant of CDMO. Such audits shall not exceed one per year.",
        "weaker",
    ),
    (
        TWICE,
        "Sponsor may audit the plant of CDMO, with no more than one audit per site within three years.",
        "weaker",
    ),
    (TWICE, "Sponsor may audit the plant of CDMO at any time.", "met"),
    (
        ABOVE,
        "Where a purchase order is above the forecast, CDMO shall determine whether it accepts it, in CDMO's sole discretion.",
        "conditional",
    ),
    (
        COVER,
        "CDMO will maintain product liability insurance of not less than $5,000,000 per claim and $10,000,000 in the aggregate.",
        "weaker",
    ),
    (
        OPEN_ORDERS,
        "After the end of this Agreement CDMO reserves the right to cease delivery of any open orders.",
        "weaker|contradicted",
    ),
    (
        LOST_PROFIT,
        "A party that breaches this Agreement will only be liable to the other for direct damages arising from the breach.",
        "contradicted",
    ),
    (
        ROUTINE,
        "Sponsor shall inspect and test the Product for damage or shortage within ten (10) days of receipt.",
        "weaker|missing",
    ),
    (
        ASSIGNED,
        "Neither party may assign this Agreement without the prior written consent of the other; provided that, except as set out in Section 20.4, either party may assign it to an affiliate.",
        "conditional",
    ),
    (
        ASSIGNED,
        "Neither party may assign this Agreement without the prior written consent of the other; provided, however, that upon notice\n\n(a) CDMO may assign it to an affiliate; and\n\n(b) Sponsor may assign it to a buyer.",
        "conditional",
    ),
    (
        UNCURED,
        "Sponsor may terminate this Agreement for a breach that is not cured within [***] days, provided that, if CDMO diligently pursues the cure, such [***] cure period shall be extended for a reasonable time.",
        "conditional",
    ),
    (
        QUALITY_FIRST,
        "This Agreement shall prevail over the conflicting terms of any purchase order or invoice.",
        "missing",
    ),
    (
        QUALITY_FIRST,
        "In the event of any conflict between this Agreement and its Schedules, this Agreement shall prevail.",
        "missing",
    ),
    (
        QUALITY_FIRST,
        "This Agreement is the entire agreement of the parties and, notwithstanding the foregoing, supersedes all prior understandings.",
        "missing",
    ),
    (
        QUALITY_FIRST,
        "If this Agreement ends notwithstanding a renewal, the following terms shall apply.",
        "missing",
    ),
    (
        QUALITY_FIRST,
        "If any term of this Agreement conflicts with an Exhibit, the terms of such Exhibit shall control.",
        "contradicted",
    ),
    (
        QUALITY_FIRST,
        "If this Agreement conflicts with the Quality Agreement, this Agreement prevails, but on quality matters the Quality Agreement prevails.",
        "met",
    ),
    (
        QUALITY_FIRST,
        "The parties sign a Quality Agreement. If any documents that form this Agreement, its exhibits included, conflict, this Agreement shall govern.",
        "weaker",
    ),
    (
        ROUTINE,
        "Sponsor may, on thirty days' notice, have an independent certified public accounting firm inspect the accounts of CDMO to verify royalties.",
        "missing",
    ),
    (
        TWICE,
        "CDMO shall give Sponsor access to its accounts and records of the sale of the goods once a year.",
        "missing",
    ),
    (
        CONFIRMED,
        "Sponsor shall pay for each purchase order within thirty (30) days after receipt of the goods.",
        "missing",
    ),
    (CONFIRMED, "CDMO shall accept each purchase order within five days of its receipt.", "met"),
    (
        DELAY,
        "The party that is hindered by force majeure shall give notice of its delay within ten (10) days.",
        "missing",
    ),
    (
        DELAY,
        "CDMO shall announce a delay of delivery within ten (10) days after it learns of it.",
        "weaker",
    ),
    (
        GIVEN_BACK,
        "Each party shall return the Confidential Information of the other promptly upon termination.",
        "missing",
    ),
    (
        GIVEN_BACK,
        "CDMO shall return the Confidential Information and all materials supplied by Sponsor promptly upon termination.",
        "vague",
    ),
    (
        AUTHORITY_VISIT,
        "Sponsor shall inspect the Product on receipt and notify CDMO of a defect within ten (10) days.",
        "missing",
    ),
    (
        AUTHORITY_VISIT,
        "CDMO shall notify Sponsor of any inspection by a regulatory authority within five (5) days.",
        "weaker",
    ),
    (
        CONFORMS,
        "CDMO warrants that each batch of Product will conform to the Specifications. Sponsor's acceptance of the Product shall relieve CDMO from the obligations of this warranty.",
        "conditional",
    ),
    (
        CONFORMS,
        "CDMO warrants that each batch of Product will conform to the Specifications. Sponsor's acceptance of the Product shall not relieve CDMO from the obligations of this warranty.",
        "met",
    ),
    (
        CONFORMS,
        "CDMO makes no warranty, express or implied, of fitness for any purpose with respect to the Product, except that each batch of Product shall conform to the Specifications.",
        "met",
    ),
    (
        CONFORMS,
        "CDMO makes no warranty, express or implied, that a batch of Product conforms to the Specifications or is fit for any purpose.",
        "contradicted",
    ),
    (
        OBJECTS,
        "Unless CDMO objects, within twenty (20) working days from the notice of rejection by Sponsor, Sponsor will return the non-conforming Product to CDMO.",
        "met",
    ),
    (
        OBJECTS,
        "Unless CDMO objects, within sixty (60) days from the notice of rejection by Sponsor, Sponsor will return the non-conforming Product to CDMO.",
        "weaker",
    ),
    (
        TRAINING,
        "CDMO shall provide, at Sponsor's request and without charge, up to 10 hours of training on the Product.",
        "met",
    ),
    (
        TRAINING,
        "CDMO shall provide, at Sponsor's request and without charge, up to 4 hours of training on the Product.",
        "weaker",
    ),
    (
        STAYS,
        "Either party may terminate this Agreement for a material breach by the other.\n\nThe termination, expiration or non-renewal of this Agreement shall not relieve either party from any obligation that accrued before.",
        "met",
    ),
    (
        STAYS,
        "CDMO may choose the non-renewal of this Agreement by notice to Sponsor.",
        "contradicted",
    ),
    (
        STAYS,
        "Where the ownership of a party changes, it shall tell the other.\n\nIn such case, then the other party may terminate this Agreement forthwith upon notice.",
        "met",
    ),
    (
        REPAIR,
        "Upon a failure, it shall be CDMO's obligation, within three (3) business days, to provide an action plan, which plan may include sending engineers to the sites.",
        "met",
    ),
    (
        REPAIR,
        "Upon a failure, CDMO may, within three (3) business days, provide an action plan, which plan shall name the cause.",
        "weaker",
    ),
    (
        ALERTED,
        "Sponsor is responsible for: 1) storage of Product; 2) sale of Product under its own control   CDMO is responsible for: 1) release of Product; 2) notifying Sponsor of any information that could result in a recall no more than one (1) business day after discovery.",
        "met",
    ),
    (
        ALERTED,
        "CDMO is responsible for: 1) storage of Product; 2) making of Product under its own control   Sponsor is responsible for: 1) sale of Product; 2) notifying CDMO of any information that could result in a recall no more than one (1) business day after discovery.",
        "weaker",
    ),
    (
        QUALITY_AGREEMENT,
        "All Product is released in accordance with the Quality Agreement.",
        "weaker",
    ),
    (
        QUALITY_AGREEMENT,
        "The parties entered into the Quality Agreement on the date of this Agreement.",
        "met",
    ),
    (
        HIDDEN,
        "CDMO shall notify Sponsor of a hidden defect within thirty (30) days of discovering it.",
        "weaker",
    ),
    (
        HIDDEN,
        "Sponsor shall notify CDMO of a hidden defect within thirty (30) days of discovering it.",
        "met",
    ),
    (
        OBJECTS,
        "Unless Sponsor objects within 20 days of the notice of non-conformity, CDMO will replace the rejected lot.",
        "weaker",
    ),
    (
        OBJECTS,
        "Unless CDMO objects within 20 days of the notice of non-conformity, Sponsor will return the rejected lot.",
        "met",
    ),
    (
        RECALL,
        "CDMO shall notify Sponsor of a recall immediately, but no more than [***] hours after becoming aware of it.",
        "unverifiable",
    ),
    (
        RECALL,
        "CDMO shall notify Sponsor of a recall immediately upon becoming aware of it.",
        "met",
    ),
    (
        INSURANCE,
        "CDMO shall maintain product liability insurance of $1,000,000 per occurrence and [***] in the aggregate.",
        "unverifiable",
    ),
    (
        INSURANCE,
        "CDMO shall maintain product liability insurance of $1,000,000 per occurrence and $2,000,000 in the aggregate.",
        "weaker",
    ),
    (
        PROOF,
        "The certificate of insurance shall require the insurer to give Sponsor ten (10) days written notice of any cancellation.",
        "missing",
    ),
    (
        PROOF,
        "CDMO shall provide Sponsor with a certificate of insurance within thirty (30) days of its request.",
        "met",
    ),
    (
        REPORTED,
        "Sponsor may request a maintenance report, which CDMO shall not provide to Sponsor within thirty (30) days.",
        "contradicted",
    ),
    (
        REPORTED,
        "Sponsor may request a maintenance report, which CDMO shall provide to Sponsor within thirty (30) days.",
        "met",
    ),
    (
        QUALITY_AGREEMENT,
        "This Agreement, including the Quality Agreement, sets forth the entire agreement of the parties.",
        "weaker",
    ),
    (
        CHANGE,
        "CDMO shall keep a list of major changes and may notify Sponsor of major changes ninety (90) days before implementation.",
        "weaker",
    ),
    (
        CHANGE,
        "CDMO shall keep a list of major changes and shall not notify Sponsor of major changes ninety (90) days before implementation.",
        "contradicted",
    ),
    (
        CHANGE,
        "CDMO shall keep a list of major changes and shall notify Sponsor of major changes ninety (90) days before implementation.",
        "met",
    ),
    (PRICE, "A change of price may require the prior written approval of Sponsor.", "weaker"),
    (PRICE, "A change of price shall require the prior written approval of Sponsor.", "met"),
    (
        SAMPLES,
        "CDMO shall retain the original batch records for two (2) years after expiry.",
        "missing",
    ),
]


@pytest.mark.parametrize(("row", "body", "verdicts"), FORMS)
def test_verdict(
    analyzer: Analyzer, tmp_path: Path, row: dict[str, str], body: str, verdicts: str
) -> None:
    judgement = judge(analyzer, tmp_path, row, body)

    assert judgement.verdict.value in verdicts.split("|"), judgement.reason
