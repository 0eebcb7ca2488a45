# The words of a report.

report-title = { $name } ({ $version })
report-subject = Subject
report-period = Period
report-basis = Basis
report-explain = About
report-rubric = Rubric
report-facts = Facts
report-summary = { $graded ->
    [yes] Total { $score } of { $points } points, { $rate }, grade “{ $grade }”. By the rule { $rule } points, grade { $rule-grades-or }.
   *[no] Total { $score } of { $points } points, { $rate }. By the rule { $rule } points.
}

report-indicator = Indicator
report-points = Points
report-rule-score = By rule
report-score = Awarded
report-rate = Rate
report-difference = Difference
report-reason = Reason
report-unreachable = {" "}(the rule can never give this score)
report-rows-left-out = { $count ->
    [one] { $count } more row; --indicator shows all
   *[other] { $count } more rows; --indicator shows all
}
report-rows-left-out-filed = { $count ->
    [one] { $count } more row
   *[other] { $count } more rows
}
report-sum = Total
report-range = –

report-justifications = Justifications
report-total = Total
report-findings = Findings
report-departures = Departures from the rule
report-checks = Facts that contradict one another
report-undetermined = Rule scores not determined
report-unchecked = Checks that could not be made
report-assumptions = Absent values taken as the rubric says
report-would-settle = to be found out: { $facts }
report-digests = Digests

report-rule = Rule
report-place = {" "}({ $file }, line { $line })
report-line-place = {" "}(line { $line })
report-facts-read = Facts read
report-fact = Fact
report-value = Value
report-source = Source
report-cell-place = {" "}({ $file } { $cell })
report-line = Line
report-cell = Cell
report-steps = Steps
report-row = { $name } ({ $points } points)

## In words alone, for readers who hear it

report-plain-pair = { $name }: { $value }
report-plain-apart = {";"}{" "}
report-plain-line = line { $number }: { $text }

## The tables that are filed

table-level = Level { $level } indicator
table-standard = Standard
table-account = Account
table-score = Score
table-own = Together
table-nature = Nature
table-judgement = judgement
table-departure = beyond the rule
table-target = Target for the year
table-actual = Actual value
table-result = Score
table-deviation = Reasons for deviations and what will be improved

table-title-scoring = Scoring table
table-title-summary = Summary of scores
table-title-departures = List of differences
table-title-performance = Performance indicators
table-title-self-evaluation = Self-evaluation of project spending

table-alike = { $names }{ $more ->
    [yes] {" "}and others
   *[no] {""}
} ({ $count } rows): { $points } points each.

## The report that is filed

filed-title = Scoring report: { $name }
filed-caption = Table { $number }: { $title }
filed-annex = Annex { $number }: { $title }
filed-result = Result
filed-analysis = The indicators
filed-provenance = Version and digests
filed-awards = { $awards ->
    [one] In { $awards } place
   *[other] In { $awards } places
} the evaluator's score is not that of the rule; { $departures ->
    [one] { $departures } of them is
   *[other] { $departures } of them are
} beyond the rule. See the list of differences.
filed-departures = The table lists the scores that the evaluator gave beside those of the rule: by judgement where the rule leaves room for it, beyond the rule where it does not.
filed-lead = { $subject } was assessed for { $year ->
        [yes] the year { $period }
       *[no] { $period }
    }: { $score } of { $points } points, a rate of { $rate }{ $graded ->
        [yes] , grade “{ $grade }”.
       *[no] .
    }
filed-groups = Of these: { $groups }.
filed-group-score = { $rated ->
    [yes] { $name } { $score } of { $points } points ({ $rate })
   *[no] { $name } { $score } points
}
filed-rule = The rule alone, without the evaluator's awards, gives { $rule } points{ $graded ->
    [yes] , grade { $grades-or }.
   *[no] .
}
filed-group = It is made up of { $children-count ->
    [1] one indicator, { $children }
   *[other] { $children-count } indicators: { $children }
}.
filed-losses = { $clauses }.
filed-full = { $all ->
    [yes] All of these have full marks
   *[no] Full marks for { $names }
}
filed-lost = { $name } lost { $points }
filed-rows = { $count ->
    [one] One row is scored:
   *[other] { $count } rows are scored, as follows:
}
filed-score = { $kind ->
    [points] { $score } of { $points } points, { $rate }.
    [unrated] { $score } points.
    [level] Level “{ $level }”.
    [dropped] { $points } points, inapplicable and left out.
   *[none] Not scored.
}
filed-scoring = The accounts are in short; how each score is worked out, and what is still missing, is told in the report.
filed-again = This report can be made again from the rubric and the facts named here. A digest is the SHA-256 of a file: with one letter changed it is another.
filed-rubric-digest = Digest of the rubric
filed-facts-digest = Digest of the facts
filed-program = Program

## The form of self-evaluation

form-project = Project
form-department = Department in charge
form-unit = Carried out by
form-funds = Funds ({ $unit })
form-initial = Initial budget
form-budget = Budget of the year (A)
form-spent = Spent in the year (B)
form-rate = Rate (B/A)
form-all-funds = All funds of the year
form-goals = Goals of the year
form-expected = Expected
form-achieved = Achieved
form-indicators = Performance indicators
form-total = Total
