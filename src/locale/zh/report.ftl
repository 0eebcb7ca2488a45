# 评分结果里的文字。

report-title = { $name }（{ $version }）
report-subject = 对象
report-period = 期间
report-basis = 依据
report-explain = 指标解释
report-rubric = 评分表
report-facts = 数据
report-summary = { $graded ->
    [yes] 总分 { $score } 分（满分 { $points } 分），得分率 { $rate }，等级“{ $grade }”。标准得分 { $rule } 分，等级{ $rule-grades-or }。
   *[no] 总分 { $score } 分（满分 { $points } 分），得分率 { $rate }。标准得分 { $rule } 分。
}

report-indicator = 指标
report-points = 分值
report-rule-score = 标准得分
report-score = 评定得分
report-rate = 得分率
report-difference = 差异
report-reason = 理由
report-unreachable = （按标准不可能得这个分）
report-rows-left-out = 其余 { $count } 行从略，用 --indicator 可以看到全部
report-rows-left-out-filed = 其余 { $count } 行从略
report-sum = 合计
report-range = ～

report-justifications = 计分说明
report-total = 总分
report-findings = 需要说明的事项
report-departures = 评定超出标准
report-checks = 数据前后不符
report-undetermined = 标准得分未定
report-unchecked = 未能核对
report-assumptions = 未填而按规定取值
report-would-settle = 待查明 { $facts }
report-digests = 摘要值

report-rule = 计分规则
report-place = （{ $file } 第 { $line } 行）
report-line-place = （第 { $line } 行）
report-facts-read = 取用的数据
report-fact = 数据
report-value = 数值
report-source = 来源
report-cell-place = （{ $file } { $cell }）
report-line = 行
report-cell = 单元格
report-steps = 计分步骤
report-row = { $name }（{ $points } 分）

## 只用文字，供听屏幕朗读的读者

report-plain-pair = { $name }：{ $value }
report-plain-apart = ；
report-plain-line = 第 { $number } 行：{ $text }

## 存档的表，栏目名称照各地通行的写法

table-level = { $level ->
    [1] 一级指标
    [2] 二级指标
    [3] 三级指标
    [4] 四级指标
    [5] 五级指标
    [6] 六级指标
   *[other] 第 { $level } 级指标
}
table-standard = 评分标准
table-account = 评分说明
table-score = 评价得分
table-own = 本级合计
table-nature = 性质
table-judgement = 酌情
table-departure = 超出标准
table-target = 年度指标值
table-actual = 实际完成值
table-result = 得分
table-deviation = 偏差原因分析及改进措施

table-title-scoring = 评分表
table-title-summary = 综合得分表
table-title-departures = 差异清单
table-title-performance = 绩效指标表
table-title-self-evaluation = 项目支出绩效自评表

table-alike = { $names }{ $more ->
    [yes] 等 { $count } 项
   *[no] （{ $count } 项）
}，各得 { $points } 分。

## 存档的报告

filed-title = { $name }评分报告
filed-caption = 表 { $number }　{ $title }
filed-annex = 附件 { $number }　{ $title }
filed-result = 评价结果
filed-analysis = 指标分析
filed-provenance = 版本和摘要值
filed-awards = 评价人员评定的得分与标准得分不同的有 { $awards } 处，其中超出标准的 { $departures } 处，见差异清单。
filed-departures = 下表列出评价人员在标准得分之外评定的各项得分。评定在标准许可范围之内的为“酌情”，超出这个范围的为“超出标准”。
filed-lead = 经评价，{ $subject }{ $year ->
        [yes] { $period }年度
       *[no] （{ $period }）
    }得分 { $score } 分（满分 { $points } 分），得分率 { $rate }{ $graded ->
        [yes] ，评价等级为“{ $grade }”。
       *[no] 。
    }
filed-groups = 其中：{ $groups }。
filed-group-score = { $rated ->
    [yes] { $name }得 { $score } 分（分值 { $points } 分，得分率 { $rate }）
   *[no] { $name }计 { $score } 分
}
filed-rule = 单按评分标准计算、不计评价人员的评定，标准得分为 { $rule } 分{ $graded ->
    [yes] ，等级为{ $grades-or }。
   *[no] 。
}
filed-group = 本项主要考核{ $children }{ $children-count ->
    [1] {""}
   *[other] {" "}{ $children-count } 个方面
}。
filed-losses = 其中，{ $clauses }。
filed-full = { $all ->
    [yes] 各项均得满分
   *[no] { $names }得满分
}
filed-lost = { $name }失 { $points } 分
filed-rows = 纳入计分的共 { $count } 项，逐项计分如下：
filed-score = { $kind ->
    [points] 分值 { $points } 分，评价得分 { $score } 分，得分率 { $rate }。
    [unrated] 评价得分 { $score } 分。
    [level] 评定为“{ $level }”。
    [dropped] 分值 { $points } 分，不适用，不计入得分。
   *[none] 没有评分。
}
filed-scoring = 评分说明从简，逐项的计算过程和尚缺的数据见前文。
filed-again = 用下列版本的评分表和数据可以重新算出本报告。摘要值为文件内容的 SHA-256，文件改动一个字，摘要值就不同。
filed-rubric-digest = 评分表摘要值
filed-facts-digest = 数据摘要值
filed-program = 计分程序

## 项目支出绩效自评表

form-project = 项目名称
form-department = 主管部门
form-unit = 实施单位
form-funds = 项目资金（{ $unit }）
form-initial = 年初预算数
form-budget = 全年预算数（A）
form-spent = 全年执行数（B）
form-rate = 执行率（B/A）
form-all-funds = 年度资金总额
form-goals = 年度总体目标
form-expected = 预期目标
form-achieved = 实际完成情况
form-indicators = 绩效指标
form-total = 总分
