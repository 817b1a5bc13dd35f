"""Say whether two files may be one person.

Blocking, comparison, three hypotheses, evidence in words. In: captives on one side, the people who are sought on the
other. Out: candidate pairs with weights that a person judges; a link is made by people only. Its verbs (model,
settings, blocking, comparisons, hypotheses, engine, spark, finder, evidence, judgement, calibration) come with the
match desk.
"""
