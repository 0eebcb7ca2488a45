# A published score table held against what is computed.

reconcile-title = Published and computed
reconcile-total = total
reconcile-published = Published
reconcile-difference = Published − rule
reconcile-causes = Why it differs from the rule
reconcile-no-differences = Every published score is what the rule gives.
reconcile-contradictions = What the published tables say against themselves
reconcile-figures = Other published numbers
reconcile-trials = The total under other roundings
reconcile-none = Nothing was found.
reconcile-place = {" "}({ $file }, line { $line })
reconcile-place-cell = {" "}({ $file } { $cell })
reconcile-part = part
reconcile-part-scores = scores
reconcile-part-contradictions = contradictions of the table
reconcile-part-figures = other numbers
reconcile-cause = cause of the difference

## Each indicator

reconcile-points = published with { $printed } points, in the rubric { $points }
reconcile-table-lacks = the published table does not have this indicator
reconcile-rounding = another rounding: { $way }, it is as published; as the rubric rounds, { $awarded } points are awarded
reconcile-award-left-out = what the rule gives was published, not the { $awarded } points awarded
reconcile-follows-below = { $awarded } points are awarded; the published score is the sum of the published scores below it, where the difference comes from
reconcile-not-below = { $awarded } points are awarded; nor is the published score the sum of the published scores below it, { $sum }
reconcile-unexplained = { $awarded } points are awarded; no cause was found for the published score
reconcile-below = the difference comes from below: { $names }
reconcile-open = the rule score is not determined; the published score is within it
reconcile-departure = award: { $score } points for “{ $name }”, by the rule { $rule }; reason: { $reason }
reconcile-departure-unreachable = award: { $score } points for “{ $name }”, by the rule { $rule }, and never this score; reason: { $reason }
reconcile-judged = judged by the evaluator: { $score } points for “{ $name }”, by the rule { $rule }; reason: { $reason }
reconcile-score = { $score }
reconcile-score-range = { $min } to { $max }
reconcile-no-score = none

## Ways of rounding

mode-half-up = half up
mode-half-even = half to even
mode-up = away from zero
mode-down = cut off
reconcile-way-exact = nothing rounded
reconcile-way-indicator = each indicator to { $places } places, { $mode }
reconcile-way-total = indicators not rounded, the total to { $places } places, { $mode }
reconcile-way-both = { $first }; { $second }
reconcile-trial = { $way }: { $total }
reconcile-trial-own = { $way }: { $total } (as the rubric says)

## Contradictions

reconcile-in-table = { $table }: { $what }
reconcile-subject = published of “{ $published }”, while the facts are of “{ $facts }”
reconcile-period = published for “{ $published }”, while the facts are for “{ $facts }”
reconcile-several = the rubric has several called “{ $name }”: { $paths }
reconcile-rubric-lacks = the rubric has no indicator “{ $name }”
reconcile-rubric-lacks-near = the rubric has no indicator “{ $name }”; the nearest is “{ $near }”
reconcile-points-sum = “{ $name }” has { $value } points; those below it have { $working }
reconcile-score-sum = “{ $name }” scores { $value }; those below it score { $working }
reconcile-points-total = the total has { $value } points; the indicators have { $working }
reconcile-score-total = the total is { $value }; the indicators score { $working }
reconcile-above = “{ $name }” scores { $score }, more than its { $points } points
reconcile-rate = the rate of “{ $name }” is printed as { $rate }; { $score } ÷ { $points } = { $right }
reconcile-rate-mode = the rate of “{ $name }” is printed as { $rate } ({ $mode }); { $score } ÷ { $points } rounded half up is { $right }
reconcile-grade = the grade is printed as “{ $grade }”; { $score } points are “{ $right }”
reconcile-differs = the { $column } of “{ $name }” is printed differently: { $first } and { $second }
reconcile-column-points = points
reconcile-column-score = score
reconcile-column-rate = rate
reconcile-said = { $value }
reconcile-said-at = { $value } ({ $place })

## Other numbers

reconcile-figure = “{ $name }” is printed as { $value }: { $what }
reconcile-figure-at = “{ $name }” is printed as { $value } ({ $place }): { $what }
reconcile-by-zero = { $from } divides by zero
reconcile-other-mode = { $from } rounded half up is { $exact }; the number was rounded otherwise ({ $mode })
reconcile-finer-parts = { $from } = { $exact }; it follows only from numbers more exact than those printed
reconcile-not-quotient = that does not follow, { $from } = { $exact }
reconcile-not-same = { $from } is { $exact }
reconcile-not-sum = that does not add up, { $from } = { $exact }; { $cause }
reconcile-no-cause = no cause was found
reconcile-cause-sign = with { $right } for “{ $part }” it would (the sign)
reconcile-cause-unit = with { $right } for “{ $part }” it would (the unit)
reconcile-cause-sign-unit = with { $right } for “{ $part }” it would (the sign and the unit)
reconcile-cause-rounded-parts = the numbers may be rounded
reconcile-cause-digit = a digit looks wrong: { $slips-or }
reconcile-slip = { $part } should be { $right }
reconcile-twice = “{ $name }” is printed differently: { $first } and { $second }
reconcile-twice-cut = “{ $name }” is printed differently: { $first } and { $second }; { $fine } rounded half up is { $right }, what is printed was cut off
reconcile-fact = “{ $name }” is printed as { $said }; the facts say { $fact }

## What a file should hold

printed-mapping = names with values
printed-list = a list
printed-row = the name of an indicator (name)
printed-figure = a name and a value (name, value)

printed-shape = the published table is not written as one
    .label = { $expected } should stand here
    .help = docs/reconcile.md shows how it is written
printed-key = “{ $key }” is unknown
    .label = there is no such name
    .help = it can be { $keys-or }
printed-not-number = “{ $written }” is no number
    .label = a number should stand here
    .help = write 19.13, 89.52% or 2641.94万元; where there is none, write -
printed-from = how “{ $written }” is worked out cannot be read
    .label = a sum or a quotient should stand here
    .help = write 2641.94万元 ÷ 2941.72万元 or 2941.72万元 + 986.84万元, with blanks around the signs
printed-empty = there is no score table in it
    .label = no indicators
    .help = the heads should have “indicator” and “score”; JSON should have “indicators”
