# 规则的文字表述：印成评分表时“评分标准”一栏的写法。

## 标点和编号

wording-colon = ：
wording-comma = ，
wording-comma-list = ，
wording-semicolon = ；
wording-stop = 。
wording-open = （
wording-close = ）
wording-mark-first = { $number }.{" "}
wording-mark-second = （{ $number }）
wording-mark-third = { $mark }{" "}
wording-marks-third = ① ② ③ ④ ⑤ ⑥ ⑦ ⑧ ⑨ ⑩ ⑪ ⑫ ⑬ ⑭ ⑮ ⑯ ⑰ ⑱ ⑲ ⑳
wording-mark-fourth = { $number }）

## 得多少分

wording-full = 满分
wording-full-marks = 得满分
wording-of-full = 满分的{ $share }
wording-no-points = 不得分
wording-earns = 得{ $points }
wording-share-of-full = 得满分的{ $share }
wording-share-between = 由评价人员在满分的{ $range }之间评分
wording-score = 得分 = { $value }
wording-no-more = ，最高不超过{ $limit }
wording-no-less = ，最低不少于{ $limit }
wording-takes = 取{ $value }
wording-level = 评为“{ $value }”
wording-level-of = 评为{ $value }
wording-manual = 由评价人员在{ $range }之间评分，并说明理由
wording-discretion = 评价人员可酌情扣分，最多扣{ $limit }，并说明理由

## 条件与分档

wording-case = { $condition }的
wording-next-case = 其余情形中，{ $condition }的
wording-otherwise = 其余情形
wording-either = { $condition }的，{ $then }，否则{ $otherwise }
wording-full-when = { $condition }的，得满分，否则不得分
wording-band-of = { $subject }{ $is }的
wording-band = { $is }的
wording-by = 按“{ $subject }”计分
wording-cell = { $condition }的{ $value }
wording-interpolated = 按{ $subject }（应在{ $first }至{ $last }之间）用直线插值法计分
wording-corner = { $x }时{ $y }
wording-rated = 按{ $rating }计分
wording-rating = { $option }{ $value }
wording-scaled = 先按{ $base }计分，再按比例折算为{ $full }
wording-by-method = 按计分方法“{ $method }”计分
wording-by-method-of = 按计分方法“{ $method }”计分，其中{ $arguments }
wording-argument = { $name }取{ $value }

## 不适用与一票否决

wording-gate-zero = { $condition }的，不得分
wording-inapplicable = { $condition }的，本项不适用
wording-drop = { $condition }的，本项不适用，予以剔除，其分值由同级其余各项按比例分摊
wording-drop-bare = { $condition }的，本项不适用，予以剔除，不参与计分

## 逐项、分项与汇总

wording-each-mean = 对{ $rows }逐项计分，取各项得分的平均数
wording-each-sum = 对{ $rows }逐项计分，取各项得分之和
wording-each-lowest = 对{ $rows }逐项计分，取最低的一项得分
wording-each-highest = 对{ $rows }逐项计分，取最高的一项得分
wording-each-weighted = 对{ $rows }逐项计分，以{ $weight }为权重取加权平均数
wording-each-full = ，每项满分为该项的{ $full }
wording-part = { $name }（{ $worth }）
wording-part-level = { $name }{ $worth }
wording-part-both = { $share }，{ $points }
wording-part-share-of-full = 占{ $share }
wording-combined = 由下级各项的结果得出
wording-combined-mean = 取下级各项得分的平均数
wording-combined-lowest = 取下级各项中最低的得分
wording-combined-highest = 取下级各项中最高的得分
wording-combined-weighted = 取下级各项得分的加权平均数（权重：{ $weights }）
wording-weight = { $name } { $weight }

## 扣分与加分

wording-deduct = 从满分扣起，扣完为止
wording-deduct-from = 从{ $full }扣起，扣完为止
wording-deduct-after = 在上述得分的基础上扣分，扣完为止
wording-deduct-one = { $clause }，扣完为止
wording-deduct-one-after = 在上述得分的基础上，{ $clause }，扣完为止
wording-plus = 加{ $points }
wording-less = 扣{ $points }
wording-plus-in-all = ，累计最多加{ $points }
wording-less-in-all = ，累计最多扣{ $points }
wording-clause-when = { $condition }的，{ $change }
wording-clause-every = { $count }每有{ $step }，{ $change }
wording-clause-every-row = 每有{ $step }{ $count }，{ $change }
wording-clause-above = { $value }超过{ $threshold }的，每超过{ $step }{ $change }
wording-clause-below = { $value }低于{ $threshold }的，每低{ $step }{ $change }
wording-clause-later = { $value }晚于{ $threshold }的，每晚{ $step }{ $change }
wording-clause-earlier = { $value }早于{ $threshold }的，每早{ $step }{ $change }
wording-part-nothing = ，不足{ $step }的部分不计
wording-part-whole = ，不足{ $step }的按{ $step }计
wording-part-share = ，不足{ $step }的按比例计
wording-counted-once = （{ $field }相同的只计一次）

## 条件怎么说

wording-is = { $subject }{ $is }
wording-is-not = { $subject }不{ $is }
wording-is-exactly = 为{ $value }
wording-is-just = 为{ $value }
wording-is-equal = 等于{ $value }
wording-is-other = 不等于{ $value }
wording-is-before = 早于{ $value }
wording-is-not-after = 不晚于{ $value }
wording-is-after = 晚于{ $value }
wording-is-not-before = 不早于{ $value }
wording-is-fewer = 少于{ $value }
wording-is-below = 低于{ $value }
wording-is-at-most = 不超过{ $value }
wording-is-above = 超过{ $value }
wording-is-reached = 达到{ $value }
wording-is-not-fewer = 不少于{ $value }
wording-is-not-below = 不低于{ $value }
wording-is-between = 在{ $range }之间
wording-range-closed = { $low }（含）至{ $high }（含）
wording-range-low = { $low }（含）至{ $high }（不含）
wording-range-high = { $low }（不含）至{ $high }（含）
wording-range-open = { $low }（不含）至{ $high }（不含）
wording-any-value = 不限
wording-is-option = { $subject }为{ $options-or }
wording-is-no-option = { $subject }不为{ $options-or }
wording-is-none-of = { $subject }不属于{ $options }
wording-all-equal = { $terms }相等
wording-given = 已填报{ $name }
wording-absent = 未填报{ $name }
wording-always = 任何情形
wording-never = 没有任何情形
wording-yes = { $name }
wording-no = “{ $name }”为“否”
wording-done = 已
wording-not-done = 未
wording-not = 不符合“{ $condition }”
wording-holds = { $condition }
wording-and = { $first }且{ $last }
wording-and-long = { $first }，且{ $last }
wording-or = { $first }或{ $last }
wording-or-long = { $first }，或{ $last }
wording-all = 全部{ $rows }均符合“{ $condition }”
wording-all-or-empty = 没有{ $rows }，或全部{ $rows }均符合“{ $condition }”
wording-not-all = 有{ $rows }不符合“{ $condition }”
wording-any = 有{ $rows }符合“{ $condition }”
wording-none = 没有{ $rows }符合“{ $condition }”
wording-any-row = 有{ $rows }
wording-no-row = 没有{ $rows }

## 算式怎么说

wording-where = 其中
wording-equation = { $name } = { $value }
wording-defined-by = { $name }按以下规定取值
wording-defined-yes = “{ $name }”是指{ $condition }
wording-rows = { $condition }的{ $rows }
wording-field-of = { $table }的{ $field }
wording-children = 下级各项
wording-child-name = 名称
wording-child-score = 得分
wording-count = { $rows }数
wording-count-distinct = { $rows }数（{ $value }相同的只计一次）
wording-sum = { $rows }的{ $value }合计
wording-mean = { $rows }的{ $value }平均值
wording-largest = { $rows }的{ $value }最大值
wording-smallest = { $rows }的{ $value }最小值
wording-median = { $rows }的{ $value }中位数
wording-days-after = { $date }后第{ $count }日
wording-days-before = { $date }前第{ $count }日
wording-months-after = { $date }后满{ $count }个月之日
wording-months-before = { $date }前满{ $count }个月之日
wording-workdays-after = { $date }后第{ $count }个工作日
wording-workdays-before = { $date }前第{ $count }个工作日
wording-smaller = { $first }与{ $second }中的较小者
wording-larger = { $first }与{ $second }中的较大者
wording-days-between = { $from }至{ $to }的天数
wording-absolute = { $value }的绝对值
wording-power = { $value }的{ $power }次方
wording-rounded = { $value }（{ $how }）
wording-default = { $value }（未填报的按{ $default }计）
wording-number-of = { $option }对应的数值
wording-workdays = { $from }次日起至{ $to }的工作日数
wording-rate-of = “{ $name }”的得分率
wording-percentage-points = { $count } 个百分点
wording-unit-days = { $count }日
wording-unit-months = { $count }个月
wording-unit-workdays = { $count }个工作日
wording-unit-item = 个

## 舍入、总分与等级

wording-round = { $mode }保留{ $places }位小数
wording-round-half-up = 四舍五入
wording-round-half-even = 按四舍六入五成双
wording-round-up = 只进不舍，
wording-round-down = 只舍不进，
wording-rounding-row = 逐项计分的每一项得分，{ $how }
wording-rounding-indicator = 每个指标的得分，{ $how }，再逐级相加
wording-rounding-total = 总分，{ $how }
wording-rounding-rest = 其余各步不舍入
wording-rounding-none = 计分全程不舍入
wording-total = 总分为各一级指标得分之和
wording-total-adjusted = 总分为各一级指标得分之和，再计入加减分
wording-total-cap = 总分最高不超过{ $limit }
wording-total-cap-when = { $condition }的，总分最高不超过{ $limit }
wording-total-range = 总分最高不超过{ $full }，最低为 0 分
wording-total-range-else = 其余情形，总分最高不超过{ $full }；总分最低为 0 分
wording-total-least = 总分最低为 0 分
wording-grade-cap = { $condition }的，等级最高评为“{ $grade }”

## 需要收集的数据

asked-share = 比率，写明 %
asked-quantity = 数量，写明单位
asked-money = { $has ->
    [yes] 金额（{ $unit }）
   *[no] 金额，写明单位
}
asked-points = 分数
asked-whole = 整数
asked-number = 数值
asked-whole-of = 整数（{ $unit }）
asked-number-of = 数值（{ $unit }）
asked-date = 日期
asked-yesno = 是或否
asked-text = 文字
asked-option = { $options-or }
asked-option-of = “{ $set }”中的一项
asked-table = 逐行填报
asked-table-least = 逐行填报，至少 { $rows } 行
asked-not-negative = 不能为负
asked-positive = 必须大于 0
asked-optional = 没有的不填
asked-step = 精确到{ $step }
