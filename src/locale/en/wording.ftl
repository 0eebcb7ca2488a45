# Rules in words, as the column “standard” of a printed scoring table has them.

## Punctuation and marks

wording-colon = {": "}
wording-comma = {": "}
wording-comma-list = {", "}
wording-semicolon = ;
wording-stop = .
wording-open = (
wording-close = )
wording-mark-first = { $number }.{" "}
wording-mark-second = ({ $number }){" "}
wording-mark-third = ({ $mark }){" "}
wording-marks-third = a b c d e f g h i j k l m n o p q r s t u v w x y z
wording-mark-fourth = ({ $number }){" "}

## What is earned

wording-full = full marks
wording-full-marks = full marks
wording-of-full = { $share } of full marks
wording-no-points = no points
wording-earns = { $points }
wording-share-of-full = { $share } of full marks
wording-share-between = the evaluator's score, { $range } of full marks
wording-score = score = { $value }
wording-no-more = , at most { $limit }
wording-no-less = , at least { $limit }
wording-takes = { $value }
wording-level = rated “{ $value }”
wording-level-of = rated { $value }
wording-manual = the evaluator's score, { $range }, with a reason
wording-discretion = the evaluator may take off at most { $limit } at discretion, with a reason

## Cases and bands

wording-case = if { $condition }
wording-next-case = otherwise, if { $condition }
wording-otherwise = otherwise
wording-either = { $then } if { $condition }; otherwise { $otherwise }
wording-full-when = full marks if { $condition }; otherwise no points
wording-band-of = { $subject } { $is }
wording-band = { $is }
wording-by = by { $subject }
wording-cell = { $value } if { $condition }
wording-interpolated = by { $subject } (between { $first } and { $last }), along the straight lines through
wording-corner = { $y } at { $x }
wording-rated = by { $rating }
wording-rating = { $option }: { $value }
wording-scaled = scored out of { $base } first, then scaled to { $full }
wording-by-method = by the scoring method “{ $method }”
wording-by-method-of = by the scoring method “{ $method }” with { $arguments }
wording-argument = { $name } = { $value }

## Inapplicable, and no points at all

wording-gate-zero = no points if { $condition }
wording-inapplicable = inapplicable if { $condition }
wording-drop = left out if { $condition }; its points are made up by the others beside it in proportion
wording-drop-bare = left out if { $condition }, and not scored

## Rows, parts and children

wording-each-mean = each of { $rows } is scored as follows, and their mean is the score
wording-each-sum = each of { $rows } is scored as follows, and their sum is the score
wording-each-lowest = each of { $rows } is scored as follows, and the lowest of them is the score
wording-each-highest = each of { $rows } is scored as follows, and the highest of them is the score
wording-each-weighted = each of { $rows } is scored as follows, and their mean weighted by { $weight } is the score
wording-each-full = , each with { $full } for full marks
wording-part = { $name } ({ $worth })
wording-part-level = { $name }{ $worth }
wording-part-both = { $share }, { $points }
wording-part-share-of-full = { $share } of full marks
wording-combined = from the results of its parts
wording-combined-mean = the mean of the scores of its parts
wording-combined-lowest = the lowest of the scores of its parts
wording-combined-highest = the highest of the scores of its parts
wording-combined-weighted = the weighted mean of the scores of its parts (weights: { $weights })
wording-weight = { $name } { $weight }

## Points taken and added

wording-deduct = from full marks, down to no points
wording-deduct-from = from { $full }, down to no points
wording-deduct-after = taken from the score above, down to no points
wording-deduct-one = { $clause }, from full marks down to no points
wording-deduct-one-after = taken from the score above, down to no points, { $clause }
wording-plus = { $points } added
wording-less = { $points } off
wording-plus-in-all = , at most { $points } in all
wording-less-in-all = , at most { $points } in all
wording-clause-when = { $change } if { $condition }
wording-clause-every = { $count }: { $change } for every { $step }
wording-clause-every-row = { $change } for every { $step } of { $count }
wording-clause-above = { $value } above { $threshold }: { $change } for every { $step } above it
wording-clause-below = { $value } below { $threshold }: { $change } for every { $step } below it
wording-clause-later = { $value } after { $threshold }: { $change } for every { $step } after it
wording-clause-earlier = { $value } before { $threshold }: { $change } for every { $step } before it
wording-part-nothing = , less than { $step } counting nothing
wording-part-whole = , less than { $step } counting as { $step }
wording-part-share = , less than { $step } in proportion
wording-counted-once = {" "}(the same { $field } counts once)

## Conditions

wording-is = { $subject } is { $is }
wording-is-not = { $subject } is not { $is }
wording-is-exactly = { $value }
wording-is-just = exactly { $value }
wording-is-equal = equal to { $value }
wording-is-other = other than { $value }
wording-is-before = before { $value }
wording-is-not-after = no later than { $value }
wording-is-after = after { $value }
wording-is-not-before = no earlier than { $value }
wording-is-fewer = less than { $value }
wording-is-below = below { $value }
wording-is-at-most = at most { $value }
wording-is-above = more than { $value }
wording-is-reached = at least { $value }
wording-is-not-fewer = at least { $value }
wording-is-not-below = at least { $value }
wording-is-between = { $range }
wording-range-closed = from { $low } to { $high } (both included)
wording-range-low = from { $low } (included) to below { $high }
wording-range-high = from above { $low } to { $high } (included)
wording-range-open = above { $low } and below { $high }
wording-any-value = any
wording-is-option = { $subject } is { $options-or }
wording-is-no-option = { $subject } is not { $options-or }
wording-is-none-of = { $subject } is none of { $options }
wording-all-equal = { $terms } are equal
wording-given = { $name } is given
wording-absent = { $name } is not given
wording-always = always
wording-never = never
wording-yes = { $name } is yes
wording-no = { $name } is no
wording-done = {""}
wording-not-done = {""}
wording-not = it is not so that { $condition }
wording-holds = { $condition }
wording-and = { $first } and { $last }
wording-and-long = { $first }, and { $last }
wording-or = { $first } or { $last }
wording-or-long = { $first }, or { $last }
wording-all = all of { $rows } meet “{ $condition }”
wording-all-or-empty = there are no { $rows }, or all of { $rows } meet “{ $condition }”
wording-not-all = any of { $rows } does not meet “{ $condition }”
wording-any = any of { $rows } meets “{ $condition }”
wording-none = none of { $rows } meets “{ $condition }”
wording-any-row = there are { $rows }
wording-no-row = there are no { $rows }

## Formulas

wording-where = where
wording-equation = { $name } = { $value }
wording-defined-by = { $name } is
wording-defined-yes = “{ $name }” means that { $condition }
wording-rows = { $rows } where { $condition }
wording-field-of = { $field } of { $table }
wording-children = its parts
wording-child-name = name
wording-child-score = score
wording-count = the number of { $rows }
wording-count-distinct = the number of different { $value } in { $rows }
wording-sum = the total { $value } of { $rows }
wording-mean = the mean { $value } of { $rows }
wording-largest = the largest { $value } of { $rows }
wording-smallest = the smallest { $value } of { $rows }
wording-median = the median { $value } of { $rows }
wording-days-after = { $count ->
    [one] 1 day after { $date }
   *[other] { $count } days after { $date }
}
wording-days-before = { $count ->
    [one] 1 day before { $date }
   *[other] { $count } days before { $date }
}
wording-months-after = { $count ->
    [one] 1 month after { $date }
   *[other] { $count } months after { $date }
}
wording-months-before = { $count ->
    [one] 1 month before { $date }
   *[other] { $count } months before { $date }
}
wording-workdays-after = { $count ->
    [one] 1 working day after { $date }
   *[other] { $count } working days after { $date }
}
wording-workdays-before = { $count ->
    [one] 1 working day before { $date }
   *[other] { $count } working days before { $date }
}
wording-smaller = the smaller of { $first } and { $second }
wording-larger = the larger of { $first } and { $second }
wording-days-between = the days from { $from } to { $to }
wording-absolute = the absolute value of { $value }
wording-power = { $value } to the power { $power }
wording-rounded = { $value } ({ $how })
wording-default = { $value } ({ $default } where it is not given)
wording-number-of = the number beside { $option }
wording-workdays = the working days after { $from } through { $to }
wording-rate-of = the rate of “{ $name }”
wording-percentage-points = { $count ->
    [one] 1 percentage point
   *[other] { $count } percentage points
}
wording-unit-days = { $count ->
    [one] 1 day
   *[other] { $count } days
}
wording-unit-months = { $count ->
    [one] 1 month
   *[other] { $count } months
}
wording-unit-workdays = { $count ->
    [one] 1 working day
   *[other] { $count } working days
}
wording-unit-item = {""}

## Rounding, total and grades

wording-round = { $places ->
    [one] rounded { $mode } to 1 decimal place
   *[other] rounded { $mode } to { $places } decimal places
}
wording-round-half-up = half up
wording-round-half-even = half to even
wording-round-up = up
wording-round-down = down
wording-rounding-row = the score of each row is { $how }
wording-rounding-indicator = the score of each indicator is { $how } before scores are added up
wording-rounding-total = the total is { $how }
wording-rounding-rest = nothing else is rounded
wording-rounding-none = nothing is rounded
wording-total = the total is the sum of the scores of the top indicators
wording-total-adjusted = the total is the sum of the scores of the top indicators, with the adjustments
wording-total-cap = the total is no more than { $limit }
wording-total-cap-when = the total is no more than { $limit } if { $condition }
wording-total-range = the total is no more than { $full } and no less than 0
wording-total-range-else = otherwise the total is no more than { $full }; it is no less than 0
wording-total-least = the total is no less than 0
wording-grade-cap = the grade is at best “{ $grade }” if { $condition }

## Facts to be collected

asked-share = a share, with %
asked-quantity = an amount with its unit
asked-money = { $has ->
    [yes] money ({ $unit })
   *[no] money, with its unit
}
asked-points = points
asked-whole = a whole number
asked-number = a number
asked-whole-of = a whole number ({ $unit })
asked-number-of = a number ({ $unit })
asked-date = a date
asked-yesno = yes or no
asked-text = text
asked-option = { $options-or }
asked-option-of = one of “{ $set }”
asked-table = filled in row by row
asked-table-least = { $rows ->
    [one] filled in row by row, at least 1 row
   *[other] filled in row by row, at least { $rows } rows
}
asked-not-negative = not negative
asked-positive = greater than 0
asked-optional = left out where there is none
asked-step = in steps of { $step }
