# 计分说明里的文字。

## 算式里的词

word-yes = 是
word-no = 否
word-full = 满分
word-and = 且
word-or = 或
word-not = 非
word-if = 若
word-then = 则
word-else = 否则
word-when = 当
word-in = 属于
word-not-in = 不属于
word-given = 已填
word-absent = 未填
word-at-most = 最多
word-at-least = 最少
word-by-bands = 分档
word-by-cases = 分情况
word-by-lookup = 查表
word-by-interpolation = 插值
word-count = 计数
word-sum = 合计
word-mean = 平均
word-largest = 最大
word-smallest = 最小
word-median = 中位数
word-count-distinct = 去重计数
word-any = 存在
word-all = 全部
word-abs = 绝对值
word-power = 乘方
word-round = 保留
word-default = 缺省
word-number-of = 值
word-workdays = 工作日数
word-rate-of = 得分率
word-children = 各项
word-child-name = 名称
word-child-score = 得分
word-places = 位
word-half-up = 四舍五入
word-half-even = 修约
word-round-up = 进一
word-round-down = 去尾
word-unknown = 未知
word-missing = 缺
word-dropped = 剔除
word-to = {" "}至{" "}

unit-points = 分
unit-point = 分
unit-yuan = 元
unit-days = 日
unit-months = 个月
unit-workdays = 个工作日
unit-none = {" "}
unit-percentage-points = {" "}个百分点

## 标点

joint-list = 、
joint-comma = ，
joint-semicolon = ；
joint-colon = ：
joint-stop = 。
joint-open = （
joint-close = ）

word-about = 约{" "}
word-exactly = {" "}
quote-open = “
quote-close = ”
word-by-rule = 标准得分为{" "}
word-as-awarded = 评定得分为{" "}
word-whole-steps = （不足不计）
word-started-steps = （不足计一）
word-in-proportion = （按比例）

rows = { $count } 行
missing-partly = { $name }（只知 { $known }）

## 一步一句。句与句之间的标点由程序加上。

n-full = { $full } 分
n-cap = { $cap } 分
n-limit = { $limit } 分
n-less = { $less } 分
n-rule = { $rule } 分
n-points = { $points } 分

step-equation = { $equation }
step-scores = 得分 = { $equation }
step-limited = { $limit }，计 { $value }
limit-at-most = 最高不超过{ $limit }
limit-at-least = 最低不少于{ $limit }
step-assumed = { $name }未填报，按规定取 { $value }
step-method = 按“{ $method }”计分：{ $arguments }

step-why = （{ $reasons }）
step-wanting = （尚缺{ $reasons }）

step-inapplicable = 符合“不适用”的条件“{ $condition }”{ $why }
step-applicable = 不符合“不适用”的条件“{ $condition }”{ $why }
step-inapplicable-open = 是否符合“不适用”的条件“{ $condition }”还不能判定{ $why }
step-gate-zero = 符合“不得分”的条件“{ $condition }”{ $why }
step-gate-passed = 不符合“不得分”的条件“{ $condition }”{ $why }
step-gate-open = 是否符合“不得分”的条件“{ $condition }”还不能判定{ $why }
step-drop = 予以剔除，不计分
step-zero = 不得分

step-in-band = 落入 { $entry }
step-in-bands = 可能落入 { $entries }
step-in-entry = 查得“{ $entry }”一项
step-in-entries = 可能查得 { $entries }
step-entry-gives = { $entry }（得 { n-points }）
step-case = 属于“{ $condition }”的情形{ $why }
step-otherwise = 属于其余情形{ $why }
step-cases-open = 属于哪种情形还不能判定（尚缺{ $wanting }），可能是 { $cases }
step-interpolated = 在 { $from }（{ $low } 分）与 { $to }（{ $high } 分）之间按直线计：{ $working } { $sign } { $points }
step-earns = 得 { n-points }
step-earns-of = 得 { $points } 分（满分 { n-full }）
step-level = 评为“{ $level }”
step-full-when = 符合“{ $condition }”{ $why }，得满分 { n-full }
step-not-full-when = 不符合“{ $condition }”{ $why }，不得分
step-full-when-open = 是否符合“{ $condition }”还不能判定{ $why }，得 0 分或满分 { n-full }
step-next-up = 再增{ $distance }升入上一档
step-next-up-more = 再增{ $distance }以上升入上一档
step-next-down = 再减{ $distance }升入上一档
step-next-down-more = 再减{ $distance }以上升入上一档

step-takes-value = 取 { $value }
step-rated = 评级“{ $rating }”，得满分的 { $share }：{ $full } × { $share } { $sign } { n-points }
step-rating = 评级“{ $rating }”
step-rated-open = 评级可能是 { $rating }
step-manual = 由评价人员在 { $allowed } 分之间评分
step-manual-missing = 应由评价人员在 { $allowed } 分之间评分，尚未评分
step-given = 评 { n-points }
step-given-level = 评为“{ $points }”
step-reason = 理由：{ $reason }
step-source = 来源：{ $source }

step-rate-less = 每 { $step } 扣 { $amount }{ $partial }{ $counted }
step-rate-plus = 每 { $step } 加 { $amount }{ $partial }{ $counted }
step-steps = ，计 { $steps } 步
step-above = 超过 { $threshold }，多{ $difference }
step-below = 低于 { $threshold }，差{ $difference }
step-not-above = 没有超过 { $threshold }
step-not-below = 不低于 { $threshold }
step-above-open = 是否超过 { $threshold } 还不能判定
step-below-open = 是否低于 { $threshold } 还不能判定
step-clause-met = 符合“{ $condition }”{ $why }
step-clause-not-met = 不符合“{ $condition }”{ $why }
step-clause-open = 是否符合“{ $condition }”还不能判定{ $why }
step-clause-capped = 累计最多 { n-cap }
step-takes = 扣 { n-points }
step-adds = 加 { n-points }
step-takes-nothing = 不扣分
step-adds-nothing = 不加分
step-nothing-taken = 没有扣分，得 { n-points }
step-left = { $working } { $sign } { n-points }
step-left-none = { $working } 不足 0 分，扣完为止，得 { n-points }
step-left-open = 从 { $base } 分扣起，余 { n-points }

step-mean = { $count } 行取平均
step-sum = 合计
step-lowest = 取最低
step-highest = 取最高
step-weighted = 按权重取平均
step-combined = { $side }{ $working } { $sign } { n-points }
step-combined-open = { $side }{ n-points }
step-combined-extreme = { $side }“{ $working }”，{ n-points }
step-combined-level = { $side }“{ $working }”，{ $points }
step-at-most = 以 { n-cap }为限
step-rows-skipped = 另有 { $count } 行不在计分范围内
step-omitted = 剔除 { $names }
step-dropped = 剔除 { $names }，其分值由其余各项按比例补足

step-scaled-from = 先按 { $base } 分计
step-scaled = 按 { $base } 分折算为 { $full } 分：{ $inner } ÷ { $base } × { $full } { $sign } { $outer } 分
step-rounded = { $from } → { $to }，{ $mode }保留 { $places } 位
step-note = 说明：{ $text }

step-undetermined = 标准得分未定，为 { $range } 分
step-missing = 尚缺{ $facts }
step-award = 评定 { n-points }
step-award-level = 评定为“{ $level }”
step-award-less = 评定扣 { n-less }，为 { n-points }
step-award-more = 比标准得分 { n-rule }多 { $difference } 分
step-award-fewer = 比标准得分 { n-rule }少 { $difference } 分
step-award-same = 与标准得分相同
step-judgement = 属酌情评定
step-judgement-within = 属酌情扣分（最多扣 { n-limit }）
step-departure = 超出标准
step-departure-unreachable = 超出标准，而且按标准不可能得这个分

step-adjusted = 加减分后：{ $working } = { n-points }
step-by-rule = 标准得分为 { n-points }
step-total-capped = 评定总分 { $from } 分，以 { $limit } 分为限
step-rule-total-capped = 标准总分 { $from } 分，以 { $limit } 分为限
step-grade = { n-points }落入 { $range }，等级为“{ $grade }”
step-rule-grade = 按标准得分，等级为 { $grades }
step-grade-lowered = 等级由“{ $from }”降为“{ $to }”

step-so = 综上，本项得 { n-points }
step-so-of = 综上，本项得 { $points } 分（满分 { n-full }）
step-so-level = 综上，本项评为“{ $level }”
step-so-dropped = 综上，本项剔除，不计分
step-so-total = 综上，总分 { $points } 分（满分 { $full } 分）

## 校验

check-fails = 校验“{ $condition }”不成立：{ $reasons }
check-fails-saying = { $message }：应“{ $condition }”，实为 { $reasons }
check-open = 校验“{ $condition }”还不能判定，尚缺{ $reasons }

why-yes-no = { $name }为“{ $value }”
why-rows = { $all ->
    [yes] { $table } { $count } 行都符合
   *[no] { $table } { $count } 行都不符合
}

## 需要说明的事项

finding-departure = 标准得分 { $rule } 分，评定 { $awarded } 分，超出标准；理由：{ $reason }
finding-departure-unreachable = 标准得分 { $rule } 分，评定 { $awarded } 分，超出标准，而且按标准不可能得这个分；理由：{ $reason }
finding-undetermined = 标准得分未定，为 { $range } 分
