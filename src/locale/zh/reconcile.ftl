# 公布的评分表与计算结果的核对。

reconcile-title = 公布与计算核对
reconcile-total = 总分
reconcile-published = 公布得分
reconcile-difference = 公布与标准之差
reconcile-causes = 与标准得分不同的原因
reconcile-no-differences = 公布的得分都与按规则算出的相同。
reconcile-contradictions = 公布的表自相矛盾之处
reconcile-figures = 公布的其他数字
reconcile-trials = 换一种舍入方式的总分
reconcile-none = 没有发现。
reconcile-place = （{ $file } 第 { $line } 行）
reconcile-place-cell = （{ $file } { $cell }）
reconcile-part = 部分
reconcile-part-scores = 得分核对
reconcile-part-contradictions = 公布的表自相矛盾
reconcile-part-figures = 其他数字
reconcile-cause = 差异原因

## 每个指标

reconcile-points = 公布的分值是 { $printed } 分，评分表是 { $points } 分
reconcile-table-lacks = 公布的表里没有这个指标
reconcile-rounding = 舍入方式不同：{ $way }，得公布的分数；按评分表的舍入方式，评定得分为 { $awarded } 分
reconcile-award-left-out = 公布的是标准得分，没有按评定的 { $awarded } 分
reconcile-follows-below = 评定得分为 { $awarded } 分；公布的分数等于公布的下级得分之和，差异来自下级
reconcile-not-below = 评定得分为 { $awarded } 分；公布的分数也不等于公布的下级得分之和 { $sum } 分
reconcile-unexplained = 评定得分为 { $awarded } 分，与公布的不同，没有找到原因
reconcile-below = 差异来自下级：{ $names }
reconcile-open = 标准得分未定，公布的分数在其中
reconcile-departure = 评定：“{ $name }”给 { $score } 分，按标准{ $rule }；理由：{ $reason }
reconcile-departure-unreachable = 评定：“{ $name }”给 { $score } 分，按标准{ $rule }，而且按标准不可能得这个分；理由：{ $reason }
reconcile-judged = 由评价小组判断：“{ $name }”给 { $score } 分，按标准{ $rule }；理由：{ $reason }
reconcile-score = 得 { $score } 分
reconcile-score-range = 得 { $min } 至 { $max } 分
reconcile-no-score = 不计分

## 舍入方式

mode-half-up = 四舍五入
mode-half-even = 逢五取偶
mode-up = 进一
mode-down = 去尾
reconcile-way-exact = 都不舍入
reconcile-way-indicator = 每个指标取 { $places } 位小数，{ $mode }
reconcile-way-total = 指标不舍入，总分取 { $places } 位小数，{ $mode }
reconcile-way-both = { $first }；{ $second }
reconcile-trial = { $way }：{ $total } 分
reconcile-trial-own = { $way }：{ $total } 分（评分表规定的方式）

## 表内矛盾

reconcile-in-table = 《{ $table }》：{ $what }
reconcile-subject = 公布的对象是“{ $published }”，数据文件写的是“{ $facts }”
reconcile-period = 公布的期间是“{ $published }”，数据文件写的是“{ $facts }”
reconcile-several = “{ $name }”在评分表里不止一个：{ $paths }
reconcile-rubric-lacks = 评分表里没有“{ $name }”这个指标
reconcile-rubric-lacks-near = 评分表里没有“{ $name }”这个指标，最接近的是“{ $near }”
reconcile-points-sum = “{ $name }”的分值是 { $value } 分，下级分值之和是 { $working } 分
reconcile-score-sum = “{ $name }”的得分是 { $value } 分，下级得分之和是 { $working } 分
reconcile-points-total = 总分值是 { $value } 分，各项分值之和是 { $working } 分
reconcile-score-total = 总分是 { $value } 分，各项得分之和是 { $working } 分
reconcile-above = “{ $name }”得 { $score } 分，超过了分值 { $points } 分
reconcile-rate = “{ $name }”的得分率写作 { $rate }，而 { $score } ÷ { $points } = { $right }
reconcile-rate-mode = “{ $name }”的得分率写作 { $rate }，是{ $mode }得来的；{ $score } ÷ { $points } 四舍五入是 { $right }
reconcile-grade = 等级写作“{ $grade }”，而 { $score } 分应为“{ $right }”
reconcile-differs = “{ $name }”的{ $column }前后不同：{ $first }，{ $second }
reconcile-column-points = 分值
reconcile-column-score = 得分
reconcile-column-rate = 得分率
reconcile-said = { $value }
reconcile-said-at = { $value }（{ $place }）

## 其他数字

reconcile-figure = “{ $name }”写作 { $value }：{ $what }
reconcile-figure-at = “{ $name }”写作 { $value }（{ $place }）：{ $what }
reconcile-by-zero = { $from }，除数是零
reconcile-other-mode = { $from } 四舍五入应为 { $exact }，这个数是{ $mode }得来的
reconcile-finer-parts = { $from } = { $exact }；只有用比这里印出的更精确的数来除，才会得到这个结果
reconcile-not-quotient = 算不出来，{ $from } = { $exact }
reconcile-not-same = { $from } 应为 { $exact }
reconcile-not-sum = 加不起来，{ $from } = { $exact }；{ $cause }
reconcile-no-cause = 没有找到原因
reconcile-cause-sign = 如果“{ $part }”是 { $right }，就对得上（正负号）
reconcile-cause-unit = 如果“{ $part }”是 { $right }，就对得上（单位）
reconcile-cause-sign-unit = 如果“{ $part }”是 { $right }，就对得上（正负号和单位）
reconcile-cause-rounded-parts = 可能是各数舍入造成的
reconcile-cause-digit = 像是写错了一个数字：{ $slips-or }
reconcile-slip = { $part } 应为 { $right }
reconcile-twice = “{ $name }”前后不同：{ $first }，{ $second }
reconcile-twice-cut = “{ $name }”前后不同：{ $first }，{ $second }；{ $fine } 四舍五入应为 { $right }，写出的是去尾的数
reconcile-fact = “{ $name }”写作 { $said }，数据文件是 { $fact }

## 文件里该写什么

printed-mapping = 一组名称和值
printed-list = 列表
printed-row = 指标的名称（name）
printed-figure = 名称（name）和数值（value）

printed-shape = 公布的评分表写法不对
    .label = 这里应写{ $expected }
    .help = 写法见 docs/reconcile.zh.md
printed-key = 不认识“{ $key }”
    .label = 没有这个名称
    .help = 可以是 { $keys }
printed-not-number = “{ $written }”不是数字
    .label = 应写数字
    .help = 写成 19.13、89.52% 或 2641.94万元；没有的写 -
printed-from = 看不懂“{ $written }”是怎么算的
    .label = 应写和或者商
    .help = 写成 2641.94万元 ÷ 2941.72万元，或者 2941.72万元 + 986.84万元；符号两边各空一格
printed-empty = 里面没有评分表
    .label = 没有指标
    .help = 表头应有“指标”和“得分”（或“评价得分”）；JSON 应有 indicators
