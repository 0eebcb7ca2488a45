# E10xx：只有看到数据才会发现的错误。写法见 diagnostics-syntax.ftl。

declared-here = 在这里声明
partly-written-here = 这里只写明了一部分
left-blank-here = 这一项空着
asked-here = 这里要用到它
row-holds = { $row }：{ $points } 分
found-here = 算出来是 { $value }
found-pair = 查的是 { $row } 和 { $column }
in-row = 算到“{ $row }”这一行
applies-here = 这一档包括它
departs-here = 规则得 { $rule } 分，评定 { $given } 分
award-took = 规则得 { $rule } 分，扣 { $less } 分
grade-next = 相邻的等级
manual-awarded-points = 打了 { $score } 分
manual-awarded-level = 定为“{ $score }”
manual-range-points = 这里只准许打 { $range-or } 分
manual-range-levels = 这里只准许定为 { $range-or }

division-by-zero = 分母为零，比值算不出来
    .label = 照这份数据，它等于 0
    .help = 请在评分表里写明分母为零时怎么办：例如在规则前加“{ w-inapplicable-when-0-then-full }”，或在“{ w-cases }”里先写“{ w-when-zero }”
number-too-large = 算出的数太大，超出了可以精确计算的范围
    .label = 这里算出的数太大
    .help = 请核对数据：多半是乘方的指数、金额或单位填错了
date-out-of-range = 算出的日期超出了公元 1 年至 9999 年
    .label = 这里的结果
    .help = 请检查日期和所加的天数、月数
calendar-year-missing = 没有 { $year } 年的工作日历，工作日数不出来
    .label = 这里要数工作日
    .help = 请引用包含 { $year } 年的工作日历，或在评分表里写一段“{ w-calendar-year }”
exponent-not-whole = 乘方的指数太大，算不出来
    .label = 指数太大
    .help = 请核对指数和它的单位，或改用“{ w-lookup }”
date-step-not-whole = 日期只能加减整数的日、月、工作日
    .label = 所加的数不是整数
    .help = 请写明怎样取整，例如“{ w-rounded-1-day-0-places-up }”；“{ w-down }”则舍去零头
no-rows = 没有一行可算，平均、最大、最小、中位数都算不出来
    .label = 照这份数据，没有一行符合
    .help = 请在规则前加“{ w-inapplicable-when-count-0-then }”；表里一定有行的，请在声明后写“{ w-at-least-1-row }”
no-band = 这个值不落在任何一档
    .label = 照这份数据，它的值各档都不包括
    .help = 请补上缺少的一档；界限随数据而定的，可以改用“{ w-cases }”，最后写“{ w-else }”
no-case = 没有一种情况成立，也没有写“{ w-else }”
    .label = 这里的“{ w-cases }”
    .help = 请在最后加上“{ w-else-rule }”
no-lookup-entry = “{ w-lookup }”里没有这一项
    .label = 查的是这个值
    .help = 请在“{ w-lookup }”里补上这一项
outside-interpolation = 这个值在插值的第一点之前或最后一点之后
    .label = 查的是这个值
    .help = 请补上更远的点，或用“{ w-at-most }”“{ w-at-least }”把值限制在两端之间
nothing-applies = 可能的情况没有一种算得出来，得不出分数
    .label = 这里的规则
    .help = 请把只知道一部分的数据填确切，再算一次，就会指出是哪里算不下去
negative-count = 计数是负数，不能按它扣分
    .label = 照这份数据，它小于 0
    .help = 请核对数据；可以小于零而不扣的，请写“{ w-at-least-0 }”
weights-zero = 权重合计为零，加权平均算不出来
    .label = 这里按权重平均
    .help = 请检查权重一列，或加上“{ w-inapplicable-when-then }”
row-points-sum = 各行的满分合计 { $sum } 分，应为 { $full } 分
    .label = 各行满分应当合计 { $full } 分
    .help = 请改正数据里的分值；行数不定、只设上限的，请写“{ w-take-sum-at-most-full-points }”
row-full-missing = “{ $table }”的“{ $row }”一行没有确切的满分，“{ $place }”算不出分数
    .label = 这一行的满分是几分？
    .help = 每一行都要有满分，请在数据里填上这一行的分值
rate-of-dropped = “{ $name }”不适用，已被剔除，没有得分率
    .label = 这里要用它的得分率
    .help = 请在条件里先写明它适用，例如“{ w-when-1-and-rate-of-60 }”
fact-missing = 缺少数据“{ $fact }”，“{ $place }”算不出分数
    .label = 在这里声明，数据文件里没有
    .help = { $whole ->
        [yes] 请在数据文件里填上“{ $fact }”；总分的上限、等级由它决定，不能用评定代替
       *[no] 请在数据文件里填上“{ $fact }”；确实无法取得的，请在“评定”里写明“{ $place }”的得分和理由
    }
fact-partly-known = 数据“{ $fact }”只知道一部分，“{ $place }”的得分定不下来
    .label = 在这里声明
    .help = { $whole ->
        [yes] 请填上确切的数；总分的上限、等级由它决定，不能用评定代替
       *[no] 请填上确切的数；确实无法取得的，请在“评定”里写明“{ $place }”的得分和理由
    }
cell-missing = “{ $table }”的“{ $row }”一行缺少“{ $field }”，“{ $place }”算不出分数
    .label = 这一行没有“{ $field }”
    .help = { $whole ->
        [yes] 请填上“{ $field }”；总分的上限、等级由它决定，不能用评定代替
       *[no] 请填上“{ $field }”；确实无法取得的，请在“评定”里写明“{ $at }”的得分和理由
    }
cell-partly-known = “{ $table }”的“{ $row }”一行的“{ $field }”只知道一部分，“{ $place }”的得分定不下来
    .label = 在这一行
    .help = { $whole ->
        [yes] 请填上确切的数；总分的上限、等级由它决定，不能用评定代替
       *[no] 请填上确切的数；确实无法取得的，请在“评定”里写明“{ $at }”的得分和理由
    }
manual-missing = “{ $place }”由评价人员打分，还没有打
    .label = 这里要求人工评分
    .help = 请在数据文件的“评定”里写：{ $place }: {"{"} 得分: …分, 理由: … {"}"}
manual-out-of-range = 人工评分“{ $score }”不在准许的范围内
    .help = 请改正这条评定；确需超出的，请先在范围内评，再另写一条评定并说明理由
award-serves-twice = “{ $place }”有几处要由评价人员打分，一条评定只能用在一处
    .label = 已经用在前面一处
    .help = 每行只留一处“{ w-manual }”；其余几处请在表里各加一列（例如“{ w-points-column }”），分数填在数据里
award-serves-here = 这里也要打分
award-less-undetermined = 标准得分还定不下来，不能写“{ w-less }”
    .label = 从多少分里扣，还不知道
    .help = 请补上缺少的数据；取不到的，请改写“{ w-score }”
award-out-of-points = 评定之后是 { $score } 分，超出了 0 至 { $full } 分
    .label = 评定之后是 { $score } 分
    .help = 请改正评定的分数；扣完为止的，请写“{ w-score-0-points }”
departure-denied = 评定超出了标准，而这次运行不准许
    .label = 这条评定超出了标准
    .help = 请去掉这条评定，或改成标准准许的分；要保留它，请去掉 --deny departures 再运行
total-not-decimal = 总分 { $total } 分除不尽，写不成小数
    .label = 总分没有写明怎样舍入
    .help = 请在评分表开头写“{ w-round-indicator-2-places-half-up }”，或“{ w-round-total-2-places-half-up }”
total-not-decimal-exact = 这里写明不舍入
total-not-decimal-others = 这里写的是别的舍入
total-no-grade = 总分 { $total } 分不在任何一个等级里
    .label = 各等级都不包括这个总分
    .help = 请改“{ w-grades }”的范围，使各级相连、不留空当

band-here = 已有的一档
band-also-here = 这一档也包括它
grade-also-here = 这一等级也包括它

rule-beyond-points = 这条规则可能给出 { $beyond } 分，而这里满分 { $full } 分
    .label = 可能超出 0 至 { $full } 分
    .help = 请用“{ w-at-most-full }”“{ w-at-least-0-points }”把它限制住，或把数据的范围声明得更准确
band-gap = { $region } 不落在任何一档
    .label = 它可能取到 { $region }
    .help = 请为 { $region } 补一档，或把它并入相邻的一档
band-overlap = { $region } 同时落在两档
    .label = 这一档包括 { $region }
    .help = 请改动其中一档的端点或括号，使每个值只落在一档
grade-gap = 总分 { $region } 分不在任何一个等级里
    .label = 这里不包括 { $region }
    .help = 请为 { $region } 补一个等级，或把它并入相邻的等级
grade-overlap = 总分 { $region } 分同时属于“{ $first }”和“{ $second }”
    .label = 这一等级包括 { $region }
    .help = 请改动其中一个等级的端点或括号

case-gap = { $region } 时，没有一种情况成立
    .label = 各种情况都不包括 { $region }
lookup-gap = 表中没有 { $region } 这一项
    .label = 它可能取到 { $region }
lookup-overlap = { $region } 在表中有两项
    .label = 这一项包括 { $region }
entry-unreachable = 这一项永远轮不到
    .label = 按声明的范围，没有数据会落到这里
    .help = { $why }
entry-unreachable-covered = 前面标出的各项已经全部包括它；请删去，或改正前面的条件
entry-unreachable-outside = 它在声明的范围之外，或到不了这里；请删去，或改正它的条件、数据的范围
entry-covers = 已先归入这一项
coverage-undecided = 不能断定这里有没有遗漏或重复：{ $reason }
    .label = 没有断定
    .help = 请人工核对；如能加上“{ w-else }”，或把条件改写成对各项数据的加减、比较，就可以断定
coverage-too-many = 各种组合太多
coverage-not-linear = 其中有不是加减、比较所能说清的算式
coverage-not-linear-here = 这个值怎样随数据变化，没有推算
case-here = 已有的一种情况
entry-here = 已有的一项
entry-also-here = 这一项也包括它
grade-here = 已有的等级
coverage-mend-manual = 可先补上“{ $new }”，由评分人打分；究竟得几分，须由印发的评分表定
coverage-mend-nearest = 可先改成“{ $new }”，归入最近的一项；究竟归哪一项，须由印发的评分表定
coverage-mend-last = 可先补上“{ $new }”，与最后一项相同；究竟如何，须由印发的评分表定
coverage-mend-grade = 可先改成“{ $new }”；究竟归哪一等，须由印发的评分表定
coverage-mend-later = 可先改成“{ $new }”，由后一项让出；究竟归哪一项，须由印发的评分表定
coverage-mend-earlier = 可先改成“{ $new }”，由前一项让出；究竟归哪一项，须由印发的评分表定
coverage-mend-delete = 可先删去“{ $old }”；究竟留哪一项，须由印发的评分表定
line-gap = 插值的折线到不了 { $region }
    .label = 它可能取到 { $region }
    .help = 折线不会向两端之外延长：请用“{ w-at-most }”“{ w-at-least }”把值限制在两端之间，或再补上点
line-end-here = 折线到此为止
coverage-no-total = 没有找到总分为 { $region } 分的数据，也没有排除
coverage-no-total-help = 请人工核对；各等级首尾相接、从 0 分一直到满分都包括，就不会有疑问
coverage-mend-line = 可先在后面加上“{ $new }”，超出一端的按那一端计；究竟如何，须由印发的评分表定
coverage-mend-cases = 可先改成“{ $new }”，由最后一项包括其余；究竟如何，须由印发的评分表定
coverage-mend-order = 可先改成“{ $new }”，从上往下由先成立的一项算；究竟归哪一项，须由印发的评分表定
coverage-mend-by-hand = 请补上遗漏的，或让重复的让出；究竟归哪一项，须由印发的评分表定

beyond-mend = 可加上“{ $new }”把它限制住；如果数据不会超出，也可把数据的范围声明得更准确

beyond-not-shown = 没有找到会这样的数据；但规则必须能看出不超出分值

nothing-to-check = 文件里什么也没有声明
    .label = 没有可以检查的内容
    .help = 评分表这样开头：评分表 名称 版本 "2024" {"{"} 满分 100分 不舍入 {"}"}

several-apply = 这个值同时落在两档，不知道该用哪一档
    .label = 这里也包括它
    .help = 请改动其中一档的端点或括号，使每个值只落在一档；界限随数据而定的，可以改用“{ w-cases }”
