"""The review desk: a Datasette plugin over the store. Reads the store; writes reviews through store/.

DeskError
+-- DeskBusy         another desk serves this store already
+-- Exposed          the desk would be open to the network with nobody to sign in
+-- Refused          a request that cannot be carried out; the message is for the person (`review.answers`)
+-- NotAllowed   the person's role, or the request's origin, does not allow it
"""
