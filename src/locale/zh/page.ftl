# 网页形式的评分结果里的文字。

page-skip = 跳到指标
page-kind = 评分结果
page-contents = 目录
page-none = —
page-points = 分
page-grade = 等级
page-line = 第 { $line } 行
page-award-place = 见数据文件 { $place }

page-summary = 总体结果
page-by-rule = { $graded ->
    [yes] 单按标准计算，得 { $rule } 分，等级为{ $grades-or }。
   *[no] 单按标准计算，得 { $rule } 分。
}
page-lacks = 距“{ $grade }”（{ $limit } 分）还差 { $margin } 分。
page-lacks-more = 距“{ $grade }”（高于 { $limit } 分）还差 { $margin } 分以上。
page-enough = 总分已达到“{ $grade }”（{ $limit } 分），但等级受限。
page-held = 按“{ $rule }”，等级最高为“{ $grade }”，再增加得分也不会提高。
page-ceiling = 按“{ $rule }”，总分最高为 { $limit } 分，到不了“{ $grade }”。
page-highest = “{ $grade }”已是最高等级。
page-above = 比“{ $grade }”的下限 { $limit } 分高 { $margin } 分，低于下限即降为“{ $below }”。
page-totals = { $low-end ->
    [with] { $high-end ->
        [with] { $low } 分（含）至 { $high } 分（含）
        [without] { $low } 分（含）至 { $high } 分（不含）
       *[none] { $low } 分及以上
    }
    [without] { $high-end ->
        [with] { $low } 分（不含）至 { $high } 分（含）
        [without] { $low } 分（不含）至 { $high } 分（不含）
       *[none] { $low } 分以上（不含 { $low } 分）
    }
   *[none] { $high-end ->
        [with] { $high } 分及以下
        [without] 不足 { $high } 分
       *[none] 任何总分
    }
}
page-grades = 等级划分
page-here = 本次结果
page-no-total = 本评分表不计总分。
page-levels = 各项所评级别
page-rule-level = 标准级别
page-level = 评定级别
page-tile-all = 项末级指标
page-tile-lost = 项有失分
page-tile-departures = 处评定超出标准
page-tile-open = 项标准得分未定
page-total-account = 总分的由来

page-groups = 各部分得分率
page-groups-about = 各部分的得分率、得分、失分和标准得分
page-drawn = 得分率图示
page-score-of = 得分 / 分值
page-rule-range = 标准得分（与评定得分不同时标出）
page-same = 相同

page-lost = 失分之处
page-lost-points = 失分
page-lost-sum = { $count } 项指标失分，合计 { $sum } 分，按失分多少排列。
page-lost-sum-other = { $count } 项指标失分，合计 { $sum } 分，按失分多少排列。总分失 { $total } 分，与此不同，是因为总分另经加减分、汇总方式、封顶或舍入。
page-number = 序号
page-row-lost = { $name } { $score }（满分 { $points }）
page-rows-lost = 有 { $count } 行失分：{ $rows }
page-rows-lost-most = 有 { $count } 行失分，其中失分较多的：{ $rows }
page-why = 失分原因
page-more-rows = 其余 { $count } 项

page-awards = 差异清单
page-awards-about = 评价人员的评定与标准得分的关系：标准允许评价人员裁量的，属酌情；标准没有留出余地的，属超出标准。
page-departures = 超出标准（{ $count }）
page-judgements = 酌情（{ $count }）
page-departure = 超出标准
page-unreachable = 超出标准（按标准不可能得这个分）
page-judgement = 酌情
page-nature = 性质

page-open = 尚缺的数据
page-open-about = 下列指标因数据不全，标准得分只能确定范围。补齐所列数据，即可确定。影响大的排在前面。
page-open-badge = 标准得分未定
page-spread = 上下相差
page-wanted = 待查明的数据

page-indicators = 指标与计分说明
page-show = 只看
page-show-all = 全部
page-show-lost = 有失分的
page-show-departs = 评定超出标准的
page-show-open = 标准得分未定的
page-unfold = 全部展开
page-fold = 全部收起
page-nothing = 没有这样的指标。
page-standard = 评分标准
page-account = 计分说明
page-checked = 另有 { $count } 步（核对过的条件、所用的计分方法等）
page-more-lines = 其余 { $count } 条
page-more-facts = 其余 { $count } 项数据
page-place = 在数据文件中
page-written = 评分表原文
page-method = 计分方法“{ $name }”原文

page-about-checks = 数据之间互相矛盾，请核实更正。
page-about-unchecked = 因数据不全，下列核对没有做。
page-about-assumptions = 数据没有填写，已按评分表的规定取值。

page-filed = 依据与复核
page-filed-about = 用同样的评分表和数据重新计算，得分必与本页一致。摘要值不同，说明评分表或数据已经改动。
page-tool = 计算工具
page-again = 重新计算
