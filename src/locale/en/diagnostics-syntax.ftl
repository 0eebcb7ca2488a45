# E01xx: text and syntax.

not-text = { $count ->
    [0] the file is not text in UTF-8
    [one] the text holds a character that is not seen: { $character }
   *[other] the text holds { $count } characters that are not seen; the first is { $character }
}
    .label = here, between what is seen
    .help = delete it; it usually comes with text pasted from a web page or another program

limit-exceeded = { $limit }: the limit is { $most }
    .label = beyond the limit from here on
    .help = split it: a long formula into several lines of `{ w-let }`, a large file into several that `{ w-use }` one another
limit-bytes = the file is too large
limit-lines = the file has too many lines
limit-nesting = brackets, quotes or `{ w-if }` nest too deep
limit-operators = too many operators in one expression
limit-stack = the text nests too deep to be read

syntax = expected { $expected-or }, found { $found }
    .label = this cannot stand here
syntax-statement-alone = “{ $word }” is a statement of its own; nothing stands before it
syntax-after = something is missing after this

number-too-long = a number of { $count } digits; at most { $most } are exact
    .label = this number
    .help = use a larger unit, or leave out digits that do not matter; for a quotient write the division itself, such as `2 / 3`

unclosed-quote = the quote does not close on its line
    .label = quoted text begins here
    .help = put { $quote } where the text ends; a text stands on one line

unclosed-brace = { $count ->
    [one] a brace is not closed
   *[other] { $count } braces are not closed
}
    .label = opened here
    .help = write `{"}"}` on a line of its own where the block ends
unclosed-brace-too = and this one
unclosed-brace-line = to judge by how the lines are indented, it should close on this line
unclosed-brace-here = to judge by how the lines are indented, it should close after this
unclosed-brace-doubled = it is written twice: delete one

stray-brace = a closing brace without an opening one
    .label = nothing is open here
    .help = delete it, or write the opening brace where the block begins

missing-blank = a blank is missing in `{ $word }`
    .label = read as one word
missing-blank-too = and here

keyword-as-name = `{ $word }` is a keyword and cannot be a name as it stands
    .label = a name is due here
    .help = quote it here and wherever it is used, { $quoted }, or choose another name

unknown-statement = no line begins with `{ $word }`
    .label = this is no keyword
    .help = a line begins with a keyword such as `{ w-indicator }`, `{ w-fact }`, `{ w-let }`, `{ w-score }`, `{ w-bands }` or `{ w-deduct }`
unknown-statement-nearest = is `{ $nearest }` meant?
unknown-statement-rule = a standard is written as a rule, such as `{ w-score-value }`, `{ w-full-when-condition }`, `{ w-bands }`, `{ w-deduct }`; words for the reader stand in quotes after `{ w-note }`
unknown-statement-basis = the documents stand between the braces of `{ w-rubric }`, after `{ w-basis }` and in quotes
unknown-statement-source = a source stands after the type of its fact: `{ w-fact-spent-money-source }`
unknown-statement-text = write `{ $right }` with the text in quotes
unknown-statement-declare = a value worked out is declared with `{ w-let }`, one that is filled in with `{ w-fact }`

misplaced = `{ $word }` does not stand here
    .label = it belongs elsewhere
    .help = `{ $word }` stands { $place }
misplaced-options = declare the set at the top of the file, `options direction { "{" } up, down { "}" }`, and write its name as the type
misplaced-options-listed = declare the set at the top of the file, `{ $set }`, and write its name `{ $name }` as the type
place-file = at the top of the file, outside every brace
place-block = in an indicator, a part, a method or at the top of the file
place-header = between the braces of `{ w-rubric }`

vague-bound = “{ $written }” is to be written with a sign that says whether the number itself is in it
    .label = in or out?
vague-bound-with = if { $value } is in it, write `{ $right }`
vague-bound-without = if { $value } is not in it, write `{ $right }`
vague-bound-with-points = if { $value } is in it, write `{ $right }`: exactly { $value } then earns { $points }
vague-bound-without-points = if { $value } is not in it, write `{ $right }`: exactly { $value } then earns { $points }
vague-bound-without-none = if { $value } is not in it, write `{ $right }`: exactly { $value } is then not here

date-form = a date is not written “{ $written }”
    .label = the date
date-form-right = write `{ $right }`
date-form-year = a date has its year, as in `2024-03-31`, and two digits each for month and day
date-form-calculation = a date has four digits for the year and two each for month and day, as in `2024-03-31`; where a calculation is meant, put blanks around its signs

grouped-digits = a comma does not part the thousands here
    .label = the comma makes several numbers of it

wrong-quote = { $quote } does not quote here
    .label = not read as a quote
    .help = quote with "…" or “…”

wrong-sign = “{ $sign }” does not stand here
    .label = this sign
wrong-sign-points = points stand after the name without parentheses
wrong-sign-conditions = conditions are joined by `{ $and }` where all must hold, by `{ $or }` where one is enough
wrong-sign-quote = if it is part of a name, quote the whole name: "…"

missing-brace = the opening brace of this block is missing
    .label = it should stand here
missing-brace-closes = this one closes the block

blank-before-paren = a blank stands between `{ $name }` and its parenthesis
    .label = the blank between these
    .help = delete the blank: a parenthesis that stands apart begins a range

needless-words = “{ $words }” says nothing here
    .label = these words
    .help = leave them out: deductions stop at zero by themselves
needless-words-otherwise = leave them out: where the condition of `{ w-full-when-condition }` does not hold nothing is scored

printed-word = “{ $written }” is not how it is written here
    .label = this word
printed-word-band = write `{ w-bands }` or `{ w-cases }`: `{ $example }`
printed-word-sentence = this way of writing it

unit-apart = a blank stands between a number and its unit
    .label = the blank between these
    .help = delete the blank: a percent sign or a Chinese unit follows its number at once, as in `95%`

repeated-part = this has been said before
    .label = once more
    .help = keep one of the two
repeated-part-first = written first here

mixed-order = both “<” and commas stand between the options of one set
    .label = a comma here
    .help = put “<” between all of them if they are ordered from the least to the greatest, else commas
mixed-order-less = “<” here orders them

after-otherwise = a case after `{ w-else }` is never reached
    .label = never reached
    .help = move it before `{ w-else }`
after-otherwise-taken = this takes all that is left

per-beyond = “{ $written }” can be read in several ways
    .label = what of part of a step?
per-beyond-readings = when it is { $beyond } beyond, `{ w-whole-steps }` { $does } { $whole }, `{ w-started-steps }` { $started }, `{ w-in-proportion }` { $proportion }
per-beyond-sample = at { $sample }, which is { $beyond } beyond, `{ w-whole-steps }` { $does } { $whole }, `{ w-started-steps }` { $started }, `{ w-in-proportion }` { $proportion }
per-beyond-hundredth = if “{ $step }” means a hundredth of { $from } ({ $hundredth }), `{ w-in-proportion }` { $does } { $proportion } at { $sample }
per-beyond-takes = takes
per-beyond-adds = adds
per-beyond-percent = of a rate, say { $step } where percentage points are meant
per-beyond-write = write from where on it counts and what is done with part of a step: `{ w-spent-below-95-per-1-pp }`

per-first = what is counted stands before `{ w-per }`: “{ $right }”

decimal-point = “{ $written }” is no decimal point here
    .label = the decimal point

bare-range = “{ $written }” does not say which of its ends are in it
    .label = which ends are in it?
    .help = write `{ $with }` if both are, `{ $without }` if the upper one is not
bare-range-with-points = write `{ $right }` if both are: exactly { $value } then earns { $points }
bare-range-without-points = write `{ $right }` if the upper one is not: exactly { $value } then earns { $points }
bare-range-without-none = write `{ $right }` if the upper one is not: exactly { $value } is then not here

band-names-no-value = the value stands before the brace; a band says its range only: `{ $right }`

band-one-value = a band of one value is written `{ $right }`
rounding-sentence = write `{ $right }`: whose scores are rounded, to how many places and how

unquoted-name = the name “{ $name }” is not written so
    .label = together these are one name
unquoted-name-too = here, too
unquoted-name-sign = a name that holds a sign such as “{ $sign }” is quoted: { $quoted }
unquoted-name-quote = the quotes hold but a part of the name; quote the whole of it: { $quoted }
unquoted-name-digit = a name that begins with a digit is quoted: { $quoted }
unquoted-name-blank = a name with a blank in it is quoted: { $quoted }
unquoted-name-uses = quote it wherever it is used
unquoted-name-unit = a unit is no part of the name but follows the type: `{ $right }`; where it is used write `{ $name }`

empty-name = a name is empty
    .label = nothing between the quotes
    .help = write a name between the quotes

rows-of-no-table = `{ w-at-least-rows }` is said of a table only
    .label = the type is no table
    .help = for the least value of a number write `>= 1` after its type

found-line-end = the end of the line

expect-name = a name
expect-field = a field such as `{ w-name-text }`
expect-condition = a condition
expect-value = a value
expect-rule = points, `{ w-full }`, `{ w-zero }` or another rule
expect-range = a range such as `>= 90%` or `[80%, 90%)`
expect-interval-end = `]` or `)`
expect-key = a key (a name, `yes`, `no` or a range such as `>= 10`)
expect-number = a number
expect-points = points such as `{ w-20-points }`
expect-date = a date such as `2024-01-01`
expect-year = a year such as `2024`
expect-text = a text in quotes
expect-type = a type such as `{ w-money }`, `{ w-share }` or `{ w-yesno }`
expect-aggregate = a way to combine (`mean`, `sum`, `lowest`, `highest`, `weighted`)
expect-grade = a grade such as `{ w-good-80-points-90-points }`
expect-clause = a clause such as `{ w-problems-per-1-item-less-0 }`
expect-statement = a line that begins with a keyword
expect-operator = an operator such as `+` or `{ w-and }`
expect-end = the end of the line
