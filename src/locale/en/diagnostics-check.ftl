# E02xx, E04xx to E07xx: checking a rubric.
