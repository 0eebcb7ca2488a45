# E01xx: text and syntax.
# Text and syntax (E01xx)

not-text = { $count ->
    [one] The text holds a character that is not seen: { $character }
   *[other] The text holds { $count } characters that are not seen; the first is { $character }
}
    .label = here, between what is seen
    .help = Delete it. It usually comes with text pasted from a web page or another program.

limit-exceeded = { $limit }: the limit is { $most }
    .help = Split it: a long formula into several 计算 (let) lines, a large file into several that 引用 (use) one another.

syntax = { $count ->
    [one] Expected { $expected }, found { $found }
   *[other] Expected one of { $expected }; found { $found }
}
    .label = this cannot stand here
    .after = something is missing after this
    .insert = Write “{ $missing }” before it.

number-too-long = A number of { $count } digits; at most { $most } are exact
    .help = Use a larger unit, or leave out digits that do not matter.
limit-bytes = The file is too large, in bytes
limit-lines = The file has too many lines
limit-nesting = Brackets, quotes or 若 (if) nest too deep
limit-operators = Too many operators in one expression
limit-stack = The text nests too deep to be read

unclosed-quote = The quote does not close on its line
    .label = quoted text begins here
    .help = Put { $quote } where the text ends. A text stands on one line.

unclosed-brace = { $count ->
    [one] A brace is not closed
   *[other] { $count } braces are not closed
}
    .label = opened here
    .here = the closing brace is missing here, to judge by the layout
    .help = Write a closing brace where the block ends.

stray-brace = A closing brace without an opening one
    .help = Delete it, or write the opening brace where the block begins.

missing-blank = A blank is missing in “{ $word }”
    .help = Set the keyword apart: “{ $parted }”.

keyword-as-name = “{ $word }” is a keyword and cannot be a name as it stands
    .help = Quote it, { $quoted }, here and wherever it is used, or choose another name.

unknown-statement = No line begins with “{ $word }”
    .nearest = Is “{ $nearest }” meant?
    .declare = A value is declared with 计算 (let), a fact with 数据 (fact).
    .help = A line begins with a keyword such as 指标 (indicator), 数据 (fact), 计算 (let), 得分 (score), 分档 (bands) or 扣分 (deduct).

misplaced = “{ $word }” does not stand here
    .help = “{ $word }” stands { $place }.
place-file = at the top of the file, outside every brace
place-block = in an indicator, a part, a method or at the top of the file
place-header = between the braces of 评分表 (rubric)

vague-bound = “{ $written }” leaves open whether the number itself is in it
    .with = If { $value } is in it, write “{ $right }”.
    .without = If { $value } is not in it, write “{ $right }”.

date-form = A date is not written “{ $written }”
    .help = Write “{ $date }”.

grouped-digits = “{ $written }”: a comma does not part the thousands here
    .help = Write “{ $right }”.

wrong-quote = { $quote } does not quote here
    .help = Quote with "…" or “…”.

wrong-sign = “{ $sign }” does not stand here
    .help = Write “{ $right }”.
    .quote = If it is part of a name, quote the whole name: "…".

blank-before-paren = A blank stands between “{ $name }” and its parenthesis
    .help = Delete the blank: a parenthesis that stands apart begins a range.

needless-words = “{ $words }” says nothing here
    .help = Leave it out: deductions stop at zero by themselves.

printed-word = “{ $written }” is not a word of the language
    .help = Write “{ $right }”.

unit-apart = A blank stands between a number and its unit
    .help = Write “{ $right }”.

repeated-part = This is written twice
    .first = written first here
    .help = Keep one of the two.

mixed-order = “<” and commas between the options of one set
    .less = “<” here orders them
    .help = Put “<” between all of them if they are ordered from the least to the greatest, else commas.

after-otherwise = A case after 否则 (else) is never reached
    .otherwise = this takes all that is left
    .help = Move it before 否则 (else).

per-beyond = “{ $written }” can be read in several ways
    .readings = When it is { $beyond } beyond: whole steps (不足不计) { $whole }, started steps (不足计一) { $started }, in proportion (按比例) { $proportion }.
    .percent = On a rate, say { $step } where percentage points are meant.
    .help = Write from where on it counts, and what is done with part of a step: “支出率 低于 95%，每 1个百分点 扣 0.2分，不足不计”.

decimal-point = “{ $written }” is no decimal point here
    .help = Write “{ $right }”.

bare-range = “{ $written }” does not say which of its ends are in it
    .help = Write “{ $with }” if both are, “{ $without }” if the upper one is not.

empty-name = A name is empty
    .help = Write a name between the quotes.

rows-of-no-table = 至少 … 行 (at least … rows) is said of a table only
    .help = For the least value of a number write “≥ 1” after its type.

found-line-end = the end of the line

expect-name = a name
expect-field = a field such as “名称 : 文本”
expect-condition = a condition
expect-value = a value
expect-rule = points, 满分 (full), 不得分 (zero) or another rule
expect-range = a range such as “≥ 90%” or “[80%, 90%)”
expect-interval-end = “]” or “)”
expect-key = a key: a name, 是, 否 or a range such as “≥ 10”
expect-number = a number
expect-points = points such as “20分”
expect-date = a date such as “2024-01-01”
expect-year = a year such as “2024”
expect-text = a text in quotes
expect-type = a type such as 金额, 比率 or 是否
expect-aggregate = 平均 (mean), 合计 (sum), 最低 (lowest), 最高 (highest) or 加权平均 (weighted)
expect-grade = a grade such as “优 : [90分, 100分]”
expect-clause = a clause such as “问题数 每 1项 扣 0.5分”
expect-statement = a line that begins with a keyword
expect-end = the end of the line
