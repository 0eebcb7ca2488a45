# Words of the workbook with formulas.

sheet-open = open
sheet-points-unit = points
sheet-line = { $subject }, { $period }

sheet-scores = Scores in detail

sheet-facts = Facts
sheet-facts-title = Facts
sheet-facts-hint = Light yellow cells may be changed, and the scores follow; orange cells are blank or known in part.
sheet-name = Name
sheet-of = Indicator
sheet-what = What it is
sheet-unit = Unit
sheet-value = Value
sheet-source = Source
sheet-counts = Counts
sheet-table-missing = this table was not filled in
sheet-table-empty = no rows
sheet-bracket-open = { " (" }
sheet-bracket-close = )
sheet-note-digits = This number has more than 15 significant digits. A spreadsheet keeps 15, so what is worked out anew may differ in the last place.

sheet-awards = Awards
sheet-awards-title = Awards
sheet-awards-hint = Awarded scores are those of this sheet: change a light yellow cell and the total follows; cleared, the rule score counts.
sheet-award-row = Row
sheet-award-score = Score
sheet-award-less = Less
sheet-award-level = Level
sheet-award-input = awarded score (enter)

sheet-steps = Steps
sheet-steps-title = Steps
sheet-steps-hint = A row for each step; the results are formulas over the sheet of facts and the tables.
sheet-step = Step
sheet-step-source = As the rubric has it, or the reason of an award
sheet-step-result = Result
sheet-step-note = Remark
sheet-step-score = Score
sheet-step-value = Value
sheet-check = Check
sheet-check-holds = holds
sheet-check-fails = does not hold
sheet-checks = Checks of the whole
sheet-step-closed = Inapplicable or zero
sheet-step-unrounded = Score before rounding
sheet-weight = Weight
sheet-grade = Grade
sheet-distinct = Distinct:
sheet-distinct-first = First of its kind

sheet-calendar = Working days
sheet-calendar-hint = The days worked in the years of the rubric's calendar: with weekend days that are worked, without holidays.
sheet-calendar-month = Month

sheet-notes = Notes
sheet-notes-title = Notes
sheet-notes-rubric-digest = Digest of the rubric
sheet-notes-facts-digest = Digest of the facts
sheet-notes-live = Formulas
sheet-notes-live-text = The scores, sums, rates, differences and the grade in the tables are formulas. They are worked out step by step, on the sheet of steps, from the sheets of facts and awards.
sheet-notes-input = Changing facts
sheet-notes-input-text = Light yellow cells may be changed. Numbers are in the unit beside them or in the head of their column, shares in percent; dates, yes and no, and options are written as they stand.
sheet-notes-open = Open scores
sheet-notes-open-text = Orange cells are blank or known in part. Where facts are wanting, a score reads “open” or shows its range. A score that follows from what is known stands as it is, and is worked out anew once a cell that it rests on is changed. Fill in the value, and the formula yields the score.
sheet-notes-rows = More rows
sheet-notes-rows-text = At the end of each table there are empty rows, which count when they are filled in. When they are used up, insert rows within the table and copy the formulas at the right down.
sheet-notes-awards = Awarded scores
sheet-notes-awards-text = Awarded scores are taken from the sheet of awards; those of rows may also be entered beside the row. Where there is none, the rule score counts.
sheet-notes-exact = Exactness
sheet-notes-exact-text = A spreadsheet computes with about 15 digits, this program exactly. Formulas bring a score back to 10 decimals before it is rounded; where a computed number is compared with a limit, a difference beyond the 12th decimal (fewer for larger limits) counts as none; money is compared to 4 decimals. Where the facts have no more than 15 digits, what is worked out anew is what this program gives.
sheet-notes-words = Words
sheet-notes-words-text = Justifications and reasons were written when the assessment was made and do not follow a change; for a changed result to be filed, run the assessment again.
sheet-notes-frozen = Scores that are no formulas
sheet-notes-frozen-none = None: every score is a formula.
sheet-notes-frozen-one = “{ $name }” is a constant: { $why }.

sheet-frozen = constant: { $why }
sheet-why-long = as a formula it would be longer than a spreadsheet takes
sheet-why-rows-within-rows = within each row of one table each row of another is read
sheet-why-each-within-each = rows are scored within rows
sheet-why-distinct = different values, or a median, are wanted within a row or of children
sheet-why-early-day = days before March 1900, which spreadsheets count differently
sheet-why-calendar = the working calendar has a year missing between others, or there is none
sheet-why-two-awards = one row has both a score by judgement and a deduction by the evaluator
sheet-why-levels = levels are compared between rows
