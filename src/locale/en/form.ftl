# The words of an empty form, which is written in the rubric's language.

form-title = { $name } ({ $version })
form-option-joint = {" "}/{" "}
form-joint = ;{" "}
form-optional = may be left out
form-source = to be found in: { $source }
form-at-least = at least { $count ->
    [one] { $count } row
   *[other] { $count } rows
}

## What to fill in

form-fill-number = a number
form-fill-whole = a whole number
form-fill-whole-in = a whole number, in { $unit }
form-fill-in = a number, in { $unit }
form-fill-share = a share with its %, such as 87.5%
form-fill-money = money with its unit ({ $units-or }), such as { $sample }
form-fill-points = points with their unit, such as 4.5 { $unit }
form-fill-quantity = a quantity with its unit, such as 6563 letters or 99.2%; all of one row have the same unit
form-fill-quantity-beside = a number; its unit stands in the column “{ $column }”
form-fill-date = a date, such as 2024-06-30
form-fill-yes-no = { $yes } or { $no }
form-fill-text = text
form-fill-option = one of: { $options }
form-fill-table = row by row

## What is allowed

form-ranges = { $pieces-or }
form-only = { $value } and nothing else
form-between = from { $low } to { $high }
form-both = { $low } and { $high }
form-at-least-value = not below { $value }
form-above = above { $value }
form-at-most-value = not above { $value }
form-below = below { $value }
form-not-before = not before { $value }
form-after = after { $value }
form-not-after = not after { $value }
form-before = before { $value }
form-steps = a multiple of { $step }
form-steps-from = from { $from } on, in steps of { $step }

## As YAML

form-yaml-title = { $title }: facts
form-yaml-how =
    Write behind the colon, with a blank between. Leave empty what is not known: that is a missing fact and never taken as zero. Where it is zero, or no, say so.
    Write money and quantities with their unit, shares with %; under “source” say where the value was found: document, statement, page.
    What is known in part takes “at_least”, “at_most”, “above” or “below” in place of “value”; where both ends are known, they stand one below the other.
    A row of a table begins with “-”: write it as the comment shows, without the “# ” in front. A table that has no rows is [] behind its colon.
form-yaml-others = Other facts
form-yaml-columns = columns:
form-yaml-column = { $name }: { $what }
form-yaml-awards =
    Where the evaluator parts from what the rule gives, or has to judge because facts are missing: take away the “# ” in front and write the score and the reason.
    “score” is what is awarded in the end, such as 8 points; “less” in its place takes points off what the rule gives; “level” is for those that yield a level.
form-yaml-award-rows = by rows of { $tables }: add “/” and the name of the row
form-yaml-award-due = scored by the evaluator
form-yaml-award-limit = at most { $limit }

## As a workbook

form-sheet-about = About
form-sheet-facts = Facts
form-sheet-awards = Awards
form-sheet-notes = Notes
form-key-rubric = rubric
form-key-version = version
form-column-name = name
form-column-owner = indicator
form-column-what = what it is
form-column-unit = unit
form-column-indicator = indicator
form-column-row = row
form-column-with-unit = { $name } ({ $unit })
form-subject-hint = the department or project that is assessed
form-period-hint = the period, such as 2024, 2024H1, 2024-01-01 to 2024-06-30
form-period-valid = within { $first } to { $last }
form-error-title = Not as asked for
form-list-places = indicators to be awarded
form-list-levels = levels
form-award-path = choose the indicator from the list
form-award-row = the name of the row, where one row of a table is awarded; empty for the whole indicator
form-award-score = what is awarded in the end, such as 8 points
form-award-less = points off what the rule gives, such as 1 point
form-award-level = the level, for an indicator that yields one
form-award-reason = needed: why
form-award-source = on what evidence
form-award-points-error = points, such as 8 or 7.5 points; only one of “score”, “less” and “level” is filled in
form-award-path-error = choose from the list; the names stand on the sheet “Notes”
form-page = page &P of &N

form-notes =
    1. The sheets
    “About” says who is assessed and for which period; “Facts” has a row for each fact; each table has a sheet of its own name, a row for each entry; “Awards” is for the evaluator.
    Fill in the light yellow cells only. Leave the names of sheets, the heads and the names of facts as they are; columns may be widened and rows added.
    2. What to write
    Leave empty what is not known: that is a missing fact and never taken as zero. Where it is zero, or no, say so. What “may be left out” stays empty where there is none (grey cells).
    Money and quantities have their unit: in the value (26,419,400 yuan) or in the column “unit”. Shares have their %. A date is written 2024-06-30.
    What is known in part is written “at least 1000 visits”, “below 100%” or “at least 580 letters, below 590 letters”, with the four words at least, at most, above and below alone.
    Every fact has its source: which document, which statement, which page.
    A table that has no rows at all has “none” in the first cell below its head; left empty, it is not filled in yet.
    3. Awards
    Fill in “Awards” only where the evaluator parts from what the rule gives, or has to judge because facts are missing. Only one of “score”, “less” and “level” is filled in, and a reason is needed.
    4. Scoring
    rubric eval RUBRIC THIS_FILE scores it; what is not as it should be is told sheet by sheet and cell by cell.
form-fill-from-list = choose from the list
form-table-owner = indicator: { $owner }
form-no-rows = none
form-table-none = A row for each entry; where there is none at all, write “{ $none }” in the first cell.
form-table-optional = The grey columns may be left out.
