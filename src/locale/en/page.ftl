# The words of the result as a web page.

page-skip = Skip to the indicators
page-kind = Result of scoring
page-contents = Contents
page-none = —
page-points = points
page-grade = Grade
page-line = line { $line }
page-award-place = facts, { $place }

page-summary = Result
page-by-rule = { $graded ->
    [yes] By the rule alone: { $rule } points, grade { $grades-or }.
   *[no] By the rule alone: { $rule } points.
}
page-lacks = { $margin } points short of “{ $grade }” ({ $limit }).
page-lacks-more = More than { $margin } points short of “{ $grade }” (above { $limit }).
page-enough = The total is enough for “{ $grade }” ({ $limit }), but the grade is held down.
page-held = By “{ $rule }” the grade is “{ $grade }” at most: more points do not raise it.
page-ceiling = By “{ $rule }” the total is { $limit } points at most: it cannot reach “{ $grade }”.
page-highest = “{ $grade }” is the highest grade.
page-above = { $margin } points above { $limit }, the least for “{ $grade }”; below that the grade is “{ $below }”.
page-totals = { $low-end ->
    [with] { $high-end ->
        [with] { $low } to { $high }
        [without] { $low } to less than { $high }
       *[none] { $low } or more
    }
    [without] { $high-end ->
        [with] more than { $low }, up to { $high }
        [without] more than { $low }, less than { $high }
       *[none] more than { $low }
    }
   *[none] { $high-end ->
        [with] { $high } or less
        [without] less than { $high }
       *[none] any total
    }
}
page-grades = Grades
page-here = This result
page-no-total = This rubric has no total.
page-levels = Levels awarded
page-rule-level = Level by rule
page-level = Level awarded
page-tile-all = indicators scored
page-tile-lost = lost points
page-tile-departures = awards depart from the rule
page-tile-open = rule scores not determined
page-total-account = How the total comes about

page-groups = Rates by group
page-groups-about = Rate, score, points lost and rule score of each group
page-drawn = The rate as a bar
page-score-of = Score / points
page-rule-range = By rule (where it differs)
page-same = the same

page-lost = Where points were lost
page-lost-points = Lost
page-lost-sum = { $count ->
    [one] One indicator lost points: { $sum } in all.
   *[other] { $count } indicators lost points, { $sum } in all; the greatest loss stands first.
}
page-lost-sum-other = { $count ->
    [one] One indicator lost points: { $sum } in all.
   *[other] { $count } indicators lost points, { $sum } in all; the greatest loss stands first.
} The total lost { $total }: adjustments, the way of combining, caps or rounding come on top.
page-number = No.
page-row-lost = { $name } { $score } of { $points }
page-rows-lost = { $count ->
    [one] One row lost points: { $rows }
   *[other] { $count } rows lost points: { $rows }
}
page-rows-lost-most = { $count ->
    [one] One row lost points: { $rows }
   *[other] { $count } rows lost points, most of all { $rows }
}
page-why = Why
page-more-rows = { $count ->
    [one] One more
   *[other] { $count } more
}

page-awards = Awards and the rule
page-awards-about = An award is a judgement where the rule leaves room for one, and a departure where it leaves none.
page-departures = Departures ({ $count })
page-judgements = Judgements ({ $count })
page-departure = Departure
page-unreachable = Departure (the rule can never give this score)
page-judgement = Judgement
page-nature = Nature

page-open = Facts still missing
page-open-about = For want of facts the rule gives these indicators a range only. The facts named here would settle it; what matters most stands first.
page-open-badge = Rule score not determined
page-spread = Spread
page-wanted = To be found out

page-indicators = Indicators and justifications
page-show = Show
page-show-all = All
page-show-lost = Points lost
page-show-departs = Departures
page-show-open = Rule score not determined
page-unfold = Expand all
page-fold = Collapse all
page-nothing = There are no such indicators.
page-standard = Standard
page-account = Justification
page-checked = { $count ->
    [one] One more step (conditions tried, methods used)
   *[other] { $count } more steps (conditions tried, methods used)
}
page-more-lines = { $count ->
    [one] One more line
   *[other] { $count } more lines
}
page-more-facts = { $count ->
    [one] One more fact
   *[other] { $count } more facts
}
page-place = In the facts
page-written = As the rubric says it
page-method = The method “{ $name }” as the rubric says it

page-about-checks = Facts contradict one another: find out which is right.
page-about-unchecked = For want of facts these checks were not made.
page-about-assumptions = Facts were left out; the values are those that the rubric says for that case.

page-filed = Basis and verification
page-filed-about = The same rubric and facts always give the scores of this page. Another digest means that the rubric or the facts were changed.
page-tool = Computed by
page-again = To compute it again
