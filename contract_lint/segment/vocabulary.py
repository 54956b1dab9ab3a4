"""The words that contracts of this trade have for parties and papers."""

SPONSOR_WORDS = (
    "Sponsor",
    "Client",
    "Customer",
    "Buyer",
    "Purchaser",
    "Principal",
    "Licensee",
    "Product Owner",
    "Contract Giver",
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
    "Contract Acceptor",
    "Consultant",
    "Subcontractor",
)
# Words that stand for a party although the preamble gives it another name.
STAND_INS = (
    "Supplier",
    "Seller",
    "Buyer",
    "Purchaser",
    "Manufacturer",
    "Contractor",
    "Sponsor",
    "Client",
    "CMO",
    "CDMO",
)
