"""The words that contracts of this trade have for parties and papers."""

SPONSOR_WORDS = (
    "Sponsor",
    "Client",
    "Customer",
    "Buyer",
    "Purchaser",
    "Principal",
    "Orderer",
    "Licensee",
    "Product Owner",
    "Contract Giver",
    "Entrusting Party",
)
CDMO_WORDS = (
    "CDMO",
    "CMO",
    "Manufacturer",
    "Supplier",
    "Seller",
    "Vendor",
    "Contractor",
    "Service Provider",
    "Provider",
    "Contract Manufacturer",
    "Maker",
    "Toller",
    "Contract Acceptor",
    "Entrusted Party",
    "Consultant",
    "Subcontractor",
)
# Words that a text may slip into for a party although its preamble gives it another name.
STAND_INS = {
    "Sponsor": ("Buyer", "Purchaser", "Sponsor", "Client"),
    "CDMO": ("Supplier", "Seller", "Manufacturer", "Contractor", "CMO", "CDMO"),
}
