# 空白数据表的文字，用评分表的语言写成。

form-title = { $name }（{ $version }）
form-option-joint = 、
form-joint = ；
form-optional = 可不填
form-source = 应取自：{ $source }
form-at-least = 至少 { $count } 行

## 填什么

form-fill-number = 填数字
form-fill-whole = 填整数
form-fill-whole-in = 填整数，单位{ $unit }
form-fill-in = 填数字，单位{ $unit }
form-fill-share = 填比率，写明 %，如 87.5%
form-fill-money = 填金额，写明单位（{ $units-or }），如 { $sample }
form-fill-points = 填分数，写明“{ $unit }”，如 4.5{ $unit }
form-fill-quantity = 填数量，写明单位，如 6563件、99.2%；同一行的数量单位相同
form-fill-quantity-beside = 填数字，单位写在“{ $column }”列
form-fill-date = 填日期，如 2024-06-30
form-fill-yes-no = 填“{ $yes }”或“{ $no }”
form-fill-text = 填文字
form-fill-option = 选填其一：{ $options }
form-fill-table = 逐行填写

## 取值范围

form-ranges = { $pieces-or }
form-only = 只能是 { $value }
form-between = { $low } 至 { $high }
form-both = { $low }且{ $high }
form-at-least-value = 不小于 { $value }
form-above = 大于 { $value }
form-at-most-value = 不大于 { $value }
form-below = 小于 { $value }
form-not-before = 不早于 { $value }
form-after = 晚于 { $value }
form-not-after = 不晚于 { $value }
form-before = 早于 { $value }
form-steps = 应为 { $step } 的整数倍
form-steps-from = 从 { $from } 起，每隔 { $step } 取值

## YAML 数据表

form-yaml-title = { $title }：数据
form-yaml-how =
    写在冒号后面，冒号后空一格。不知道的空着：空着就是缺数据，不会当作零；确实是零、否的，照实填写。
    金额和数量写明单位，比率写明 %。“来源”写数据取自哪里：文件、报表、页码。
    只知道大概的，把“值”改为“至少”“至多”“高于”或“低于”，两头都知道的写两行。
    表格一行写一个“-”，照着注释写，删去行首的“# ”；确实一行也没有的，在表名的冒号后写 []。
form-yaml-others = 其他数据
form-yaml-columns = 各列：
form-yaml-column = { $name }：{ $what }
form-yaml-awards =
    评价小组给分与按规则算出的不同，或者缺数据、须由评价小组判断的，写在这里：删去行首的“# ”，填得分和理由。
    “得分”写最后得几分，如 8；也可以改为“扣”，写在规则给分上再扣几分；评级别的写“级”。
form-yaml-award-rows = 可按“{ $tables }”的行评定，在后面加上“/”和行名
form-yaml-award-due = 由评价小组评分
form-yaml-award-limit = 最多 { $limit }

## 工作簿

form-sheet-about = 概况
form-sheet-facts = 数据
form-sheet-awards = 评定
form-sheet-notes = 填写说明
form-key-rubric = 评分表
form-key-version = 版本
form-column-name = 名称
form-column-owner = 所属指标
form-column-what = 说明
form-column-unit = 单位
form-column-indicator = 指标
form-column-row = 行
form-column-with-unit = { $name }（{ $unit }）
form-subject-hint = 填被评价的部门或项目
form-period-hint = 填评价的期间，如 2024、2024上半年、2024-01-01 至 2024-06-30
form-period-valid = 应在 { $first } 至 { $last } 之内
form-error-title = 与要求不符
form-list-places = 可评定的指标
form-list-levels = 级别
form-award-path = 从下拉列表中选指标
form-award-row = 只评定表中一行的，写该行的名称；评定整个指标的，空着
form-award-score = 最后得几分，如 8
form-award-less = 在规则给分上再扣几分，如 1
form-award-level = 评级别的指标，写级别
form-award-reason = 必填：为什么这样给分
form-award-source = 依据的材料
form-award-points-error = 填分数，如 8 或 8分；“得分”“扣”“级”只填一列
form-award-path-error = 请从下拉列表中选取，各指标的名称见“填写说明”
form-page = 第 &P 页，共 &N 页

form-notes =
    一、按工作表填写
    “概况”填被评价的对象和期间；“数据”一行一项；每张表格另有一张同名的工作表，一行一笔；“评定”由评价小组填写。
    只填浅黄色的格子。不要改动工作表的名称、表头和数据的名称；可以加宽列、加行。
    二、怎样填
    不知道的空着：空着就是缺数据，不会当作零。确实是零、否的，照实填写。说明里写“可不填”的，没有这回事就空着（灰色格子）。
    金额和数量要有单位：写在值里（2,641.94万元），或者写在“单位”列。比率写明 %。日期写作 2024-06-30。
    只知道大概的，写“至少 1000人次”“低于 100%”，或“至少 580篇，低于 590篇”，只用“至少”“至多”“高于”“低于”四个词。
    每项数据都写来源：取自哪份文件、哪张报表、哪一页。
    表格确实一行也没有的，在表头下面第一格写“无”；空着就是还没有填。
    三、评定
    评价小组给分与按规则算出的不同，或者缺数据、须由评价小组判断的，才填“评定”。“得分”“扣”“级”只填一列，理由必填。
    四、计分
    填好以后，用 rubric eval 评分表文件 本文件 计分；填得不对的地方，会按工作表和单元格逐处指出。
form-fill-from-list = 从下拉列表中选取
form-table-owner = 指标：{ $owner }
form-no-rows = 无
form-table-none = 一行一笔，有多少填多少；确实一笔也没有的，在第一格写“{ $none }”。
form-table-optional = 灰色的列可不填。
