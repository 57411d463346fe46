"""What a look at an article is worth to a curator: the order of the queue, as an expression of SQL. Reads nothing.

In halvings, so that the parts add up (base-2 logarithms):

- the calibrated score: the chance that there is a strike to report;
- uncertainty: a decision on a score of .5 teaches the learned reader most, and counts up to half a halving more;
- place: a strike abroad is worth a sixteenth of one in Kazakhstan or of unknown place;
- novelty: a telling half as likely stands where one of a week earlier does. Each story is shown once (`candidate`).

An article of the audit slice counts as sure: recall can only be estimated from audits that somebody looks at.
"""

# A morning's list is of this week's news, and a likely strike of last week still comes before a doubtful one of today.
DAYS_A_HALVING = 7
# At .5 the uncertainty is 1 and adds this much.
_TEACHES = 0.5
_ABROAD = -4.0

#: Of the aliases `article` and `d` (detection).
VALUE = f"""
    CASE WHEN d.strike = 0 THEN 0.0 ELSE log2(max(d.score, 0.001)) + {_TEACHES} * 4.0 * d.score * (1.0 - d.score)
      + (d.in_kazakhstan IS 0) * {_ABROAD} END
    + julianday(min(ifnull(article.published, article.fetched), article.fetched)) / {DAYS_A_HALVING}"""
