# 带公式的工作簿里的文字。

sheet-open = 待定
sheet-points-unit = 分
sheet-line = { $subject }　{ $period }

sheet-scores = 得分明细

sheet-facts = 数据
sheet-facts-title = 数据
sheet-facts-hint = 浅黄色的单元格可以改动，改后得分随之重新计算；橙色的单元格没有填，或者只知道一部分。
sheet-name = 名称
sheet-of = 所属指标
sheet-what = 说明
sheet-unit = 单位
sheet-value = 值
sheet-source = 来源
sheet-counts = 计入
sheet-table-missing = 本表没有填
sheet-table-empty = 没有记录
sheet-bracket-open = （
sheet-bracket-close = ）
sheet-note-digits = 这个数多于 15 位有效数字，表格软件只保留 15 位，按公式重新计算的结果可能在末位有出入。

sheet-awards = 评定
sheet-awards-title = 评定
sheet-awards-hint = 评定得分以本表为准：改动浅黄色的单元格，总分随之改变；清空后按标准得分计。
sheet-award-row = 行
sheet-award-score = 得分
sheet-award-less = 扣
sheet-award-level = 级
sheet-award-input = 评定得分（填）

sheet-steps = 计算过程
sheet-steps-title = 计算过程
sheet-steps-hint = 每一步一行，结果一栏是公式；取数见“数据”和各表。
sheet-step = 步骤
sheet-step-source = 评分标准的写法、评定的理由
sheet-step-result = 结果
sheet-step-note = 备注
sheet-step-score = 得分
sheet-step-value = 取值
sheet-check = 校验
sheet-check-holds = 成立
sheet-check-fails = 不成立
sheet-checks = 全表校验
sheet-step-closed = 适用不得分或不适用的规定
sheet-step-unrounded = 未舍入的得分
sheet-weight = 权重
sheet-grade = 等级
sheet-distinct = 去重：
sheet-distinct-first = 首次出现

sheet-calendar = 工作日
sheet-calendar-hint = 评分标准所引工作日历各年的工作日，调休上班的周末在内，放假的日子不在内。
sheet-calendar-month = 月份

sheet-notes = 使用说明
sheet-notes-title = 使用说明
sheet-notes-rubric-digest = 评分标准摘要值
sheet-notes-facts-digest = 数据文件摘要值
sheet-notes-live = 公式
sheet-notes-live-text = 评分表、综合得分表、差异清单里的得分、小计、总分、得分率、差异和等级都是公式，由“数据”“评定”和各表逐步算出，每一步列在“计算过程”。
sheet-notes-input = 改动数据
sheet-notes-input-text = 浅黄色的单元格可以改动。数值按“单位”一栏或列标题所写的单位填写；比率按百分数填写；日期、是否和选项按原有的写法填写。
sheet-notes-open = 待定
sheet-notes-open-text = 橙色的单元格没有填或者只知道一部分。所需的数据不全时，得分显示为“待定”或者可能的范围；凭已知部分就能定下的得分照样列出，所依据的单元格一经改动即重新计算。补填数值以后，公式自动算出得分。
sheet-notes-rows = 增加行
sheet-notes-rows-text = 各表末尾留有空行，填写即计入；空行用完以后，请在表中间插入行，并把右侧的公式向下复制。
sheet-notes-awards = 评定得分
sheet-notes-awards-text = 评定得分取自“评定”，逐项评分的也可以填在各表的“评定得分（填）”一栏；没有评定的，以标准得分为评定得分。
sheet-notes-exact = 精度
sheet-notes-exact-text = 表格软件按约 15 位有效数字计算，本程序按精确值计算。公式先取到小数点后 10 位再舍入；计算出来的数与界限比较时，相差不到小数点后第 12 位的（界限较大的，位数相应减少）视为相等；金额之间的比较取到 4 位小数。数据在 15 位以内时，重新计算的得分与本程序一致。
sheet-notes-words = 不随公式改变的文字
sheet-notes-words-text = 评分说明、理由等文字写于填报之时，改动数据以后不会改写；改动后的正式结果请用本程序重新评分。
sheet-notes-frozen = 不是公式的得分
sheet-notes-frozen-none = 没有：所有得分都是公式。
sheet-notes-frozen-one = “{ $name }”是常数，{ $why }。

sheet-frozen = 常数：{ $why }
sheet-why-long = 写成公式太长，表格软件容不下
sheet-why-rows-within-rows = 要在一张表的每一行里通读另一张表的每一行
sheet-why-each-within-each = 逐项评分里又有逐项评分
sheet-why-distinct = 要在每一行里或者对下级指标去重、取中位数
sheet-why-early-day = 涉及 1900 年 3 月以前的日期，表格软件的算法不同
sheet-why-calendar = 工作日历中间缺了年份，或者没有工作日历
sheet-why-two-awards = 同一行既有酌情给分，又有酌情扣分
sheet-why-levels = 要在各行之间比较级别
