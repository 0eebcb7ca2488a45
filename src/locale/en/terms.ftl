# Terms: parts of a rubric, types. Use { kind-indicator } here, or Arg::Key("kind-indicator") in the program.

## Parts of a rubric

kind-rubric = rubric
kind-indicator = indicator
kind-part = part
kind-adjustment = adjustment
kind-fact = fact
kind-option = option
kind-option-set = option set
kind-unit = unit
kind-method = scoring method
kind-parameter = parameter
kind-let = computed value
kind-type = type
kind-function = function
kind-keyword = keyword
kind-name = name
kind-number = number
kind-text = text
kind-range = range
kind-rule = scoring rule
kind-table = table
kind-field = column
kind-row = row
kind-band = band
kind-case = case
kind-clause = clause
kind-grade = grade
kind-calendar = working-day calendar
kind-check = check
kind-judgement = judgement
kind-file = top of the file

## Types

type-number = number
type-whole = whole number
type-whole-of = whole
type-tally = tally
type-share = share
type-money = money
type-points = points
type-quantity = quantity
type-date = date
type-yesno = yes/no
type-text = text
type-table = table
type-option = option
type-level = level
type-days = days
