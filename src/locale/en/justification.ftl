# The words of a justification.

## Words in expressions

word-yes = yes
word-no = no
word-full = full
word-and = and
word-or = or
word-not = not
word-if = if
word-then = then
word-else = else
word-when = when
word-in = in
word-not-in = not in
word-given = given
word-absent = absent
word-at-most = at most
word-at-least = at least
word-by-bands = bands
word-by-cases = cases
word-by-lookup = lookup
word-by-interpolation = interpolate
word-count = count
word-sum = sum
word-mean = mean
word-largest = max
word-smallest = min
word-median = median
word-count-distinct = distinct
word-any = any
word-all = all
word-abs = abs
word-power = power
word-round = rounded
word-default = default
word-number-of = number
word-workdays = workdays
word-rate-of = rate_of
word-children = children
word-child-name = name
word-child-score = score
word-places = {" "}places
word-half-up = half up
word-half-even = half even
word-round-up = up
word-round-down = down
word-unknown = unknown
word-missing = missing
word-dropped = dropped
word-to = {" "}to{" "}

unit-points = points
unit-point = point
unit-yuan = yuan
unit-days = days
unit-months = months
unit-workdays = workdays
unit-none = {""}
unit-percentage-points = {" "}percentage points

## Punctuation

joint-list = {", "}
joint-comma = {", "}
joint-semicolon = {"; "}
joint-colon = {": "}
joint-stop = .
joint-open = {" ("}
joint-close = )

word-about = about{" "}
word-exactly = {""}
quote-open = “
quote-close = ”
word-by-rule = by the rule{" "}
word-as-awarded = as awarded{" "}
word-whole-steps = {" "}(whole steps)
word-started-steps = {" "}(started steps)
word-in-proportion = {" "}(in proportion)

rows = { $count ->
    [one] { $count } row
   *[other] { $count } rows
}
missing-partly = { $name } (only { $known } is known)

## One sentence a step. What stands between sentences is put there by the program.

n-full = { $full ->
    [one] { $full } point
   *[other] { $full } points
}
n-cap = { $cap ->
    [one] { $cap } point
   *[other] { $cap } points
}
n-limit = { $limit ->
    [one] { $limit } point
   *[other] { $limit } points
}
n-less = { $less ->
    [one] { $less } point
   *[other] { $less } points
}
n-rule = { $rule ->
    [one] { $rule } point
   *[other] { $rule } points
}
n-points = { $points ->
    [one] { $points } point
   *[other] { $points } points
}

step-equation = { $equation }
step-scores = score = { $equation }
step-limited = { $limit }, so { $value }
limit-at-most = at most { $limit }
limit-at-least = at least { $limit }
step-assumed = { $name } is absent and taken as { $value }, as the rubric says
step-method = scored by “{ $method }”: { $arguments }

step-why = {" "}({ $reasons })
step-wanting = {" "}(missing: { $reasons })

step-inapplicable = inapplicable, as “{ $condition }” holds{ $why }
step-applicable = applicable, as “{ $condition }” does not hold{ $why }
step-inapplicable-open = whether it is inapplicable by “{ $condition }” cannot be decided{ $why }
step-gate-zero = “{ $condition }” holds{ $why }
step-gate-passed = not zero by “{ $condition }”{ $why }
step-gate-open = whether it is zero by “{ $condition }” cannot be decided{ $why }
step-drop = left out, not scored
step-zero = no points

step-in-band = falls in { $entry }
step-in-bands = may fall in { $entries }
step-in-entry = the entry “{ $entry }”
step-in-entries = the entry may be { $entries }
step-entry-gives = { $entry } ({ n-points })
step-case = the case “{ $condition }”{ $why }
step-otherwise = any other case{ $why }
step-cases-open = the case cannot be decided (missing: { $wanting }); it may be { $cases }
step-interpolated = on the line between { $from } ({ $low } points) and { $to } ({ $high } points): { $working } { $sign } { $points }
step-earns = earns { n-points }
step-earns-of = earns { $points } of { n-full }
step-level = rated “{ $level }”
step-full-when = “{ $condition }” holds{ $why }: full marks, { n-full }
step-not-full-when = “{ $condition }” does not hold{ $why }: no points
step-full-when-open = whether “{ $condition }” holds cannot be decided{ $why }: 0 or { n-full }
step-next-up = { $distance } more would reach the next band
step-next-up-more = over { $distance } more would reach the next band
step-next-down = { $distance } less would reach the next band
step-next-down-more = over { $distance } less would reach the next band

step-takes-value = taken as { $value }
step-rated = rated “{ $rating }”, worth { $share } of full marks: { $full } × { $share } { $sign } { n-points }
step-rating = rated “{ $rating }”
step-rated-open = the rating may be { $rating }
step-manual = for the evaluator to score, { $allowed } points
step-manual-missing = for the evaluator to score, { $allowed } points; not scored yet
step-given = given { n-points }
step-given-level = rated “{ $points }”
step-reason = reason: { $reason }
step-source = source: { $source }

step-rate-less = { $amount } off for every { $step }{ $partial }{ $counted }
step-rate-plus = { $amount } added for every { $step }{ $partial }{ $counted }
step-steps = { $steps ->
    [one] , { $steps } step
   *[other] , { $steps } steps
}
step-above = above { $threshold } by { $difference }
step-below = below { $threshold } by { $difference }
step-not-above = not above { $threshold }
step-not-below = not below { $threshold }
step-above-open = whether it is above { $threshold } cannot be decided
step-below-open = whether it is below { $threshold } cannot be decided
step-clause-met = “{ $condition }” holds{ $why }
step-clause-not-met = “{ $condition }” does not hold{ $why }
step-clause-open = whether “{ $condition }” holds cannot be decided{ $why }
step-clause-capped = at most { n-cap } in all
step-takes = { n-points } off
step-adds = { n-points } added
step-takes-nothing = nothing off
step-adds-nothing = nothing added
step-nothing-taken = nothing off, { n-points }
step-left = { $working } { $sign } { n-points }
step-left-none = { $working } is below 0; deductions stop there: { n-points }
step-left-open = from { $base } points, { n-points } are left

step-mean = mean of { $count } rows
step-sum = sum
step-lowest = lowest
step-highest = highest
step-weighted = weighted mean
step-combined = { $side }{ $working } { $sign } { n-points }
step-combined-open = { $side }{ n-points }
step-combined-extreme = { $side }“{ $working }”, { n-points }
step-combined-level = { $side }“{ $working }”, { $points }
step-at-most = held at { n-cap }
step-rows-skipped = { $count ->
    [one] { $count } more row is not scored
   *[other] { $count } more rows are not scored
}
step-omitted = left out: { $names }
step-dropped = left out: { $names }, whose points the others make up in proportion

step-scaled-from = scored out of { $base } points first
step-scaled = scaled from { $base } to { $full } points: { $inner } ÷ { $base } × { $full } { $sign } { $outer } points
step-rounded = { $places ->
    [one] { $from } → { $to } (rounded { $mode } to { $places } place)
   *[other] { $from } → { $to } (rounded { $mode } to { $places } places)
}
step-note = note: { $text }

step-undetermined = the rule score is not determined: { $range } points
step-missing = missing: { $facts }
step-award = awarded { n-points }
step-award-level = awarded “{ $level }”
step-award-less = awarded { n-less } less: { n-points }
step-award-more = { $difference } more than the { n-rule } by the rule
step-award-fewer = { $difference } fewer than the { n-rule } by the rule
step-award-same = the same as by the rule
step-judgement = a judgement
step-judgement-within = a judgement (at most { n-limit } less)
step-departure = a departure from the rule
step-departure-unreachable = a departure from the rule, which can never give this score

step-adjusted = with adjustments: { $working } = { n-points }
step-by-rule = { n-points } by the rule
step-total-capped = the awarded total of { $from } points is held at { $limit }
step-rule-total-capped = the rule total of { $from } points is held at { $limit }
step-grade = { n-points } fall in { $range }: the grade is “{ $grade }”
step-rule-grade = by the rule the grade is { $grades }
step-grade-lowered = the grade is lowered from “{ $from }” to “{ $to }”

step-so = in sum, { n-points }
step-so-of = in sum, { $points } of { n-full }
step-so-level = in sum, “{ $level }”
step-so-dropped = in sum, left out and not scored
step-so-total = in sum, a total of { $points } of { $full } points

## Checks

check-fails = the check “{ $condition }” fails: { $reasons }
check-fails-saying = { $message }: “{ $condition }” is due, but { $reasons }
check-open = the check “{ $condition }” cannot be decided; missing: { $reasons }

why-yes-no = { $name } is { $value }
why-rows = { $all ->
    [yes] all { $count } rows of { $table } do
   *[no] none of the { $count } rows of { $table } does
}

## Findings

finding-departure = { $rule } points by the rule, { $awarded } awarded, a departure; reason: { $reason }
finding-departure-unreachable = { $rule } points by the rule, { $awarded } awarded, a departure that the rule can never give; reason: { $reason }
finding-undetermined = the rule score is not determined: { $range } points
