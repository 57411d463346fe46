"""The morning mail: composed from values (`compose`), made a message (`message`), delivered (`deliver`, `post`).

Reads what it is given and its templates; writes mail and the outcome of each letter through the ledger it is given.
It knows neither the web nor SQL.

DigestError
├── BadLetter             a header or address that no mail may carry
└── Undelivered
    ├── Refused           the server will not have this recipient: do not try again
    ├── Rejected          the server rejects login, sender or message: a person must look
    ├── NotTaken          nothing was taken over: try again
    └── InDoubt           the line broke before the server answered: it may have the letter or not
"""
