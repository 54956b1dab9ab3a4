"""A small deal and its sheet, as files."""

from collections.abc import Callable

from click.testing import Result

Run = Callable[..., Result]

MSA = """\
# Master Services Agreement

This Master Services Agreement is made between Arden Therapeutics, Inc. ("Client") and Brisa
Biologics AG ("Manufacturer"). Manufacturer shall manufacture the Product for Client.

## 1. Changes

1.1 Notice. Manufacturer shall notify Client of each major change at least thirty (30) days before
its implementation.

1.2 Records. Manufacturer shall retain all batch records for ten (10) years after the end of
manufacture.

## 2. Audits

2.1 Manufacturer may permit Client to audit the facility from time to time, as set out in
Section 9.9.
"""

QAG = """\
# Quality Agreement

This Quality Agreement is made between Arden Therapeutics, Inc. ("Client") and Brisa Biologics AG
("Manufacturer"), who manufactures the Product for Client.

1. Deviations. Manufacturer shall notify Client of each critical deviation within one (1) business
day of its discovery.
"""

ROWS = """\
id,requirement,party,action,object,limit,value,unit,clock_from,condition,stage,document,strength,owner
R1,Major changes are notified at least 90 days ahead,CDMO,notify,change,>=,90,d,before implementation,major,all,any,must,QA
R2,Batch records are kept at least 10 years,CDMO,retain,batch records,>=,10,y,end of manufacture,,all,any,must,QA
R3,Safety stock of three months is held,CDMO,maintain,safety stock,>=,3,mo,,,com,any,must,CMC
R4,A joint steering committee meets quarterly,both,meet,joint steering committee,>=,4,/y,,,all,any,should,CMC
R5,The price list is in the SOW,CDMO,define,price list,present,,,,,all,SOW,must,CMC
"""
