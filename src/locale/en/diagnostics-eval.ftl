# E10xx: mistakes that only facts bring to light. How to write one: see diagnostics-syntax.ftl.

declared-here = declared here
partly-written-here = this says it only in part
left-blank-here = left blank
asked-here = needed here
row-holds = { $row }: { $points } points
found-here = this comes to { $value }
found-pair = { $row } and { $column } are looked up
in-row = reached in the row `{ $row }`
applies-here = this one holds it
departs-here = the rule gives { $rule }, the award { $given }
award-took = the rule gives { $rule }, and { $less } is taken from it
grade-next = the grade next to it
manual-awarded-points = { $score } points given
manual-awarded-level = the level given is `{ $score }`
manual-range-points = the points allowed here are { $range-or }
manual-range-levels = the level allowed here is { $range-or }

division-by-zero = the denominator is zero, so the quotient cannot be worked out
    .label = this is 0 on these facts
    .help = say in the rubric what a zero denominator means: put `{ w-inapplicable-when-0-then-full }` before the rule, or begin `{ w-cases }` with `{ w-when-zero }`
number-too-large = the result is too large to be computed exactly
    .label = this comes out too large
    .help = check the facts: mostly an exponent, an amount or a unit is a slip
date-out-of-range = the date lies outside the years 1 to 9999
    .label = the result of this
    .help = check the date and the days or months added to it
calendar-year-missing = there is no working-day calendar for { $year }, so working days cannot be counted
    .label = working days are counted here
    .help = use a file that holds the calendar of { $year }, or write `{ w-calendar-year }` in the rubric
exponent-not-whole = the exponent is too large for the power to be computed
    .label = this is too large
    .help = check the exponent and its unit, or use `{ w-lookup }`
date-step-not-whole = a date moves by whole days, months or working days only
    .label = what is added is not whole
    .help = say how it is rounded, as in `{ w-rounded-1-day-0-places-up }`; `{ w-down }` drops what is over
no-rows = there is no row to count, so there is no mean, largest, smallest or median
    .label = no row of these facts qualifies
    .help = write `{ w-inapplicable-when-count-0-then }` before the rule; if there must be rows, `{ w-at-least-1-row }` after the table's declaration
no-band = no band holds this value
    .label = its value on these facts is in none of the bands
    .help = add the band that is missing; where the ends come from the facts, `{ w-cases }` with an `{ w-else }` leaves no gap
no-case = no case holds, and there is no `{ w-else }`
    .label = these cases
    .help = add `{ w-else-rule }` at the end
no-lookup-entry = `{ w-lookup }` has no entry for this value
    .label = this value is looked up
    .help = add the entry to `{ w-lookup }`
outside-interpolation = the value lies before the first or after the last point
    .label = this value is looked up
    .help = add a point further out, or hold the value between the ends with `{ w-at-most }` and `{ w-at-least }`
nothing-applies = none of the ways that are possible can be worked out, so there is no score
    .label = this rule
    .help = fill in exactly what is known only in part; the next run then tells what cannot be worked out
negative-count = the count is negative, so nothing can be deducted by it
    .label = on these facts it is less than 0
    .help = check the facts; where less than zero is right and nothing is to be taken, write `{ w-at-least-0 }`
weights-zero = the weights add up to zero, so there is no weighted mean
    .label = the mean by these weights
    .help = check the column of weights, or add `{ w-inapplicable-when-then }`
row-points-sum = the rows' full marks add up to { $sum } points, not { $full }
    .label = the rows' full marks must add up to { $full }
    .help = correct the points in the facts; where the number of rows is open and only a ceiling applies, write `{ w-take-sum-at-most-full-points }`
row-full-missing = the row `{ $row }` of `{ $table }` has no exact full marks, so `{ $place }` cannot be scored
    .label = how many points does this row hold?
    .help = every row needs its full marks: fill in the points of this one
rate-of-dropped = `{ $name }` does not apply and was left out, so it has no rate
    .label = its rate is needed here
    .help = say in the condition first that it applies, as in `{ w-when-1-and-rate-of-60 }`
fact-missing = the fact `{ $fact }` is missing, so `{ $place }` cannot be scored
    .label = declared here, not in the facts
    .help = { $whole ->
        [yes] fill in `{ $fact }`: the limit of the total or of the grade turns on it, and no award can stand for it
       *[no] fill in `{ $fact }`; where it cannot be had, give `{ $place }` a score with its reason under `awards`
    }
fact-partly-known = the fact `{ $fact }` is known only in part, so the score of `{ $place }` is open
    .label = declared here
    .help = { $whole ->
        [yes] fill in the exact value: the limit of the total or of the grade turns on it, and no award can stand for it
       *[no] fill in the exact value; where it cannot be had, give `{ $place }` a score with its reason under `awards`
    }
cell-missing = `{ $field }` is missing in the row `{ $row }` of `{ $table }`, so `{ $place }` cannot be scored
    .label = this row has no `{ $field }`
    .help = { $whole ->
        [yes] fill in `{ $field }`: the limit of the total or of the grade turns on it, and no award can stand for it
       *[no] fill in `{ $field }`; where it cannot be had, give `{ $at }` a score with its reason under `awards`
    }
cell-partly-known = `{ $field }` in the row `{ $row }` of `{ $table }` is known only in part, so the score of `{ $place }` is open
    .label = in this row
    .help = { $whole ->
        [yes] fill in the exact value: the limit of the total or of the grade turns on it, and no award can stand for it
       *[no] fill in the exact value; where it cannot be had, give `{ $at }` a score with its reason under `awards`
    }
manual-missing = `{ $place }` is scored by the evaluator, and the score is missing
    .label = the evaluator's score is asked for here
    .help = write under `awards` in the facts: { $place }: {"{"} score: … points, reason: … {"}"}
manual-out-of-range = the evaluator's `{ $score }` is not in the range allowed
    .help = correct the award; to go beyond the rule, first stay within the range and add a second award with its reason
award-serves-twice = the evaluator is to score several things in `{ $place }`, and one award can stand for only one
    .label = taken for an earlier one already
    .help = keep one `{ w-manual }` in a row; for the others, declare columns, as in `{ w-points-column }`, and fill the scores in as facts
award-serves-here = another score is due here
award-less-undetermined = the rule's score is not settled, so nothing can be taken from it
    .label = taken from what?
    .help = fill in the missing facts; where they cannot be had, write `{ w-score }` instead of `{ w-less }`
award-out-of-points = the award comes to { $score } points, outside 0 to { $full }
    .label = comes to { $score } points
    .help = correct the award; to take all the points, write `{ w-score-0-points }`
departure-denied = the award parts from the rule, which this run refuses
    .label = this award goes beyond the rule
    .help = take the award out, or change it to what the rule allows; to keep it, run without --deny departures
total-not-decimal = the total of { $total } points has no finite decimal
    .label = nothing says how the total is rounded
    .help = write `{ w-round-indicator-2-places-half-up }` in the rubric's header, or `{ w-round-total-2-places-half-up }`
total-not-decimal-exact = all is kept exact by this
total-not-decimal-others = this rounds something else
total-no-grade = no grade holds a total of { $total } points
    .label = the total is in none of the grades
    .help = change the ranges of the grades so that one begins where another ends

band-here = a band there is
band-also-here = this band holds it too
grade-also-here = this grade holds it too

rule-beyond-points = this rule may give { $beyond } points where { $full } can be had
    .label = may leave 0 to { $full }
    .help = hold it with `{ w-at-most-full }` and `{ w-at-least-0-points }`, or declare the range of the facts more exactly
band-gap = no band holds { $region }
    .label = this may come to { $region }
    .help = add a band for { $region }, or let a neighbouring band hold it
band-overlap = two bands hold { $region }
    .label = this band holds { $region }
    .help = change an end or a bracket of one of them, so that each value is in one band
grade-gap = no grade holds a total of { $region } points
    .label = { $region } is not in here
    .help = add a grade for { $region }, or let a neighbouring grade hold it
grade-overlap = a total of { $region } points is both `{ $first }` and `{ $second }`
    .label = this grade holds { $region }
    .help = change an end or a bracket of one of them

case-gap = no case holds where { $region }
    .label = none of these holds where { $region }
lookup-gap = the table has no entry for { $region }
    .label = this may come to { $region }
lookup-overlap = two entries of the table hold { $region }
    .label = this entry holds { $region }
entry-unreachable = nothing ever comes to this entry
    .label = no facts that the declarations allow lead here
    .help = { $why }
entry-unreachable-covered = the entries marked before it take everything; delete it, or correct them
entry-unreachable-outside = it lies outside what is declared, or what stands around it keeps all away; delete it, or correct its condition or the declared range
entry-covers = what would come to it stops here
coverage-undecided = whether anything is left out or held twice here is not decided: { $reason }
    .label = not decided
    .help = look it over by hand; with an `{ w-else }`, or with conditions that only add and compare facts, it can be decided
coverage-too-many = there are too many combinations
coverage-not-linear = a formula in it goes beyond adding and comparing
coverage-not-linear-here = how this follows from the facts was not worked out
case-here = a case there is
entry-here = an entry there is
entry-also-here = this entry holds it too
grade-here = a grade there is
coverage-mend-manual = add `{ $new }`, which leaves the score to the evaluator for now; the printed table must decide what it is
coverage-mend-nearest = write `{ $new }`, which gives it to the nearest entry for now; the printed table must decide which one takes it
coverage-mend-last = add `{ $new }`, which treats it like the last entry for now; the printed table must decide
coverage-mend-grade = write `{ $new }` for now; the printed table must decide which grade takes it
coverage-mend-later = write `{ $new }`, so that the later one gives way for now; the printed table must decide which one takes it
coverage-mend-earlier = write `{ $new }`, so that the earlier one gives way for now; the printed table must decide which one takes it
coverage-mend-delete = delete `{ $old }` for now; the printed table must decide which one stays
line-gap = the line does not reach { $region }
    .label = this may come to { $region }
    .help = a line is not drawn on beyond its ends: hold the value between them with `{ w-at-most }` and `{ w-at-least }`, or add points
line-end-here = the line ends here
coverage-no-total = no facts were found that come to a total of { $region } points, and none were ruled out
coverage-no-total-help = look it over by hand; grades that adjoin each other and take in everything from 0 to full marks leave nothing open
coverage-mend-line = write `{ $new }` behind it, so that values beyond an end of the line count as that end for now; the printed table must decide
coverage-mend-cases = write it as `{ $new }` for now, where the last entry takes what is left; the printed table must decide what it is
coverage-mend-order = write it as `{ $new }` for now, where the first that holds counts; the printed table must decide which one takes it
coverage-mend-by-hand = add what is missing, or let one of the two give way; the printed table must decide which

beyond-mend = add `{ $new }` to hold it; or, if the facts never go so far, declare their range more exactly

beyond-not-shown = no facts were found that bring this about; but a rule must be seen to stay within its points

nothing-to-check = the file declares nothing
    .label = nothing to check
    .help = a rubric begins like this: rubric Name version "2024" {"{"} full 100 points exact {"}"}

several-apply = two of these hold the value, and nothing says which counts
    .label = this holds it too
    .help = change an end or a bracket of one of them, so that each value is in one; where the ends come from the facts, use `{ w-cases }`
