"""What was claimed, by whom, on whose word: origins, corroboration, figures, assessments; and the reading desk.

In: claims with their chains of attribution. Out: the origins behind each, counted once. Its verbs (model, lineage,
corroboration, figures, assessment, reading) come with the claims.
"""
