# E01xx：文字与句法。

not-text = { $count ->
    [0] 这个文件不是 UTF-8 编码的文字
   *[other] 文本中有 { $count } 个看不见的字符，第一个是 { $character }
}
    .label = 就在这里，夹在看得见的字之间
    .help = 请删去；这类字符多半是从网页或其他软件粘贴时带进来的

limit-exceeded = { $limit }：上限为 { $most }
    .label = 从这里起超出上限
    .help = 请拆开：长公式分成几行“{ w-let }”，大文件分成几个，用“{ w-use }”连起来
limit-bytes = 文件太大
limit-lines = 文件行数太多
limit-nesting = 括号、引号或“{ w-if }”嵌套太深
limit-operators = 一个式子里的运算符太多
limit-stack = 嵌套太深，无法读完

syntax = 此处应为{ $expected-or }，读到的是{ $found }
    .label = 这里不能这样写
syntax-statement-alone = “{ $word }”本身就是一句，前面不写别的
syntax-after = 这之后缺了内容

number-too-long = 这个数有 { $count } 位，最多只能精确到 { $most } 位
    .label = 这个数
    .help = 请改用更大的单位，或舍去无关紧要的位数；除不尽的数请直接写除式，例如“2 ÷ 3”

unclosed-quote = 引号在本行内没有配对
    .label = 引号从这里开始
    .help = 请在文字结束的地方补上 { $quote }；引号里的内容要写在一行之内

unclosed-brace = { $count ->
    [1] 花括号没有闭合
   *[other] 有 { $count } 个花括号没有闭合
}
    .label = 从这里打开
    .help = 请在这一块结束的地方另起一行，补上“{"}"}”
unclosed-brace-too = 还有这一个
unclosed-brace-line = 从缩进看，应在这一行闭合
unclosed-brace-here = 从缩进看，应在这之后闭合
unclosed-brace-doubled = 左花括号写重了，请删去一个

stray-brace = 多出一个右花括号
    .label = 这里没有可闭合的
    .help = 请删去，或在这一块开始的地方补上左花括号

missing-blank = “{ $word }”中缺少空格
    .label = 读成了一个词
missing-blank-too = 这里也缺

keyword-as-name = “{ $word }”是关键词，不能直接作名称
    .label = 这里应是名称
    .help = 请加引号写成 { $quoted }，凡用到它的地方都要加；或者换一个名称

unknown-statement = 没有以“{ $word }”开头的写法
    .label = 不是关键词
    .help = 每行以关键词开头，如“{ w-indicator }”“{ w-fact }”“{ w-let }”“{ w-score }”“{ w-bands }”“{ w-deduct }”
unknown-statement-nearest = 是否想写“{ $nearest }”？
unknown-statement-rule = 评分标准要写成计分规则，如“{ w-score-value }”“{ w-full-when-condition }”“{ w-bands }”“{ w-deduct }”；只给人看的文字写在“{ w-note }”后面，加引号
unknown-statement-basis = 文件依据写在“{ w-rubric }”的花括号里，以“{ w-basis }”开头，文字加引号
unknown-statement-source = 来源写在“{ w-fact }”那一行的类型之后，例如“{ w-fact-spent-money-source }”
unknown-statement-text = 请写“{ $right }”，文字加引号
unknown-statement-declare = 算出来的值用“{ w-let }”声明，填报的值用“{ w-fact }”声明

misplaced = “{ $word }”不能写在这里
    .label = 应写在别处
    .help = “{ $word }”应写在{ $place }
misplaced-options = 请在文件最外层写“选项 方向 { "{" } 正向, 反向 { "}" }”，这里只写它的名称
misplaced-options-listed = 请在文件最外层写“{ $set }”，这里只写它的名称“{ $name }”
place-file = 文件最外层，不在任何花括号之内
place-block = 指标、分项、计分方法之内或文件最外层
place-header = “{ w-rubric }”的花括号之内

vague-bound = “{ $written }”要用符号写明是否包含本数
    .label = 含不含本数？
vague-bound-with = 包含 { $value } 时写“{ $right }”
vague-bound-without = 不包含 { $value } 时写“{ $right }”
vague-bound-with-points = 包含 { $value } 时写“{ $right }”，恰为 { $value } 的得 { $points }
vague-bound-without-points = 不包含 { $value } 时写“{ $right }”，恰为 { $value } 的得 { $points }
vague-bound-without-none = 不包含 { $value } 时写“{ $right }”，恰为 { $value } 的不在这一档

date-form = 日期不写作“{ $written }”
    .label = 日期
date-form-right = 请写作“{ $right }”
date-form-year = 日期要写明年份，例如“2024-03-31”；月、日各写两位
date-form-calculation = 日期的年写四位，月、日各写两位，例如“2024-03-31”；如果是要计算，请在运算符两边加空格

grouped-digits = 数字中不能用逗号分节
    .label = 逗号会把它分成几个数

wrong-quote = { $quote } 在这里不作引号
    .label = 没有当作引号
    .help = 请用 "…" 或 “…”

wrong-sign = 这里不能用“{ $sign }”
    .label = 这个符号
wrong-sign-points = 分值写在名称后面，不加括号
wrong-sign-conditions = 几个条件都要成立的写“{ $and }”，有一个成立就行的写“{ $or }”
wrong-sign-quote = 如果它是名称的一部分，请给整个名称加引号："…"

missing-brace = 这一块缺少左花括号
    .label = 应写在这里
missing-brace-closes = 这个右花括号是这一块的结尾

blank-before-paren = “{ $name }”与后面的括号之间多了空格
    .label = 中间的空格
    .help = 请删去空格：与名称分开的括号表示一个区间

needless-words = “{ $words }”在这里是多余的
    .label = 这几个字
    .help = 请删去：扣分扣到零为止，不必另写
needless-words-otherwise = 请删去：写了“{ w-full-when-condition }”，条件不成立时就不得分，不必另写

printed-word = “{ $written }”在评分表里不这样写
    .label = 这个词
printed-word-band = 请写成“{ w-bands }”或“{ w-cases }”，例如“{ $example }”
printed-word-sentence = 这种写法

unit-apart = 数字与单位之间多了空格
    .label = 中间的空格
    .help = 请删去空格：单位、百分号要紧跟在数字后面，例如“20分”“95%”

repeated-part = 这一项前面已经写过
    .label = 又写了一次
    .help = 请只留一个
repeated-part-first = 第一次写在这里

mixed-order = 同一组选项之间既有“<”又有逗号
    .label = 这里是逗号
    .help = 选项有高低之分时，从低到高全部用“<”隔开；没有高低之分时全部用逗号
mixed-order-less = 这里用“<”表示高低

after-otherwise = 写在“{ w-else }”后面的情况永远轮不到
    .label = 永远轮不到
    .help = 请移到“{ w-else }”之前
after-otherwise-taken = 剩下的都归这里

per-beyond = “{ $written }”有几种读法
    .label = 不足一档的怎么算？
per-beyond-readings = 以相差 { $beyond } 为例，“{ w-whole-steps }”{ $does } { $whole }，“{ w-started-steps }”{ $does } { $started }，“{ w-in-proportion }”{ $does } { $proportion }
per-beyond-sample = { $sample } 时相差 { $beyond }，“{ w-whole-steps }”{ $does } { $whole }，“{ w-started-steps }”{ $does } { $started }，“{ w-in-proportion }”{ $does } { $proportion }
per-beyond-hundredth = “{ $step }”若指 { $from } 的百分之一（{ $hundredth }），{ $sample } 时“{ w-in-proportion }”{ $does } { $proportion }
per-beyond-takes = 扣
per-beyond-adds = 加
per-beyond-percent = 对百分率而言，若指百分点，请写“{ $step }”
per-beyond-write = 请写明从哪里算起、不足一档怎么办，例如“{ w-spent-below-95-per-1-pp }”

per-first = 计数的数据写在“{ w-per }”的前面，例如“{ $right }”

decimal-point = “{ $written }”在这里不能作小数点
    .label = 小数点

bare-range = “{ $written }”没有说清两端是否包含在内
    .label = 含不含两端？
    .help = 两端都含写“{ $with }”，不含上端写“{ $without }”
bare-range-with-points = 两端都含写“{ $right }”，恰为 { $value } 的得 { $points }
bare-range-without-points = 不含上端写“{ $right }”，恰为 { $value } 的得 { $points }
bare-range-without-none = 不含上端写“{ $right }”，恰为 { $value } 的不在这一档

band-names-no-value = 分档的值在花括号前面已经写明，每一档只写它的区间：“{ $right }”

band-one-value = 只有一个值的一档写“{ $right }”
rounding-sentence = 请写“{ $right }”：先写明舍入的是指标、逐项还是总分，再写位数和方式

unquoted-name = 名称“{ $name }”不能这样写
    .label = 合起来是一个名称
unquoted-name-too = 这里也是
unquoted-name-sign = 名称里有“{ $sign }”这样的符号，要加引号：{ $quoted }
unquoted-name-quote = 引号只括住了名称的一部分，整个名称都要括在引号里：{ $quoted }
unquoted-name-digit = 名称以数字开头，要加引号：{ $quoted }
unquoted-name-blank = 名称中间有空格，要加引号：{ $quoted }；或者删去空格
unquoted-name-uses = 凡用到这个名称的地方都要加引号
unquoted-name-unit = 单位不写在名称里，写在类型后面：“{ $right }”；用到它的地方写“{ $name }”

empty-name = 名称是空的
    .label = 引号之间什么也没有
    .help = 请在引号里写上名称

rows-of-no-table = “{ w-at-least-rows }”只能用于表
    .label = 类型不是表
    .help = 数值的下限请写在类型之后，如“≥ 1”

found-line-end = 行末

expect-name = 名称
expect-field = 字段（如“{ w-name-text }”）
expect-condition = 条件
expect-value = 数值或式子
expect-rule = 分数、“{ w-full }”、“{ w-zero }”或其他计分规则
expect-range = 区间（如“≥ 90%”“[80%, 90%)”）
expect-interval-end = “]”或“)”
expect-key = 查找项（名称、是、否，或如“≥ 10”的区间）
expect-number = 数字
expect-points = 分值（如“{ w-20-points }”）
expect-date = 日期（如“2024-01-01”）
expect-year = 年份（如“2024”）
expect-text = 加引号的文字
expect-type = 类型（如“{ w-money }”“{ w-share }”“{ w-yesno }”）
expect-aggregate = 合并的方法（平均、合计、最低、最高、加权平均）
expect-grade = 等级（如“{ w-good-80-points-90-points }”）
expect-clause = 扣分条款（如“{ w-problems-per-1-item-less-0 }”）
expect-statement = 以关键词开头的一行
expect-operator = 运算符（如“+”“{ w-and }”）
expect-end = 行末
