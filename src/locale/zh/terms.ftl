# 术语：构件、类型。引用方式 { kind-indicator }，或由程序以 Arg::Key("kind-indicator") 传入。

## 构件

kind-rubric = 评分表
kind-indicator = 指标
kind-part = 分项
kind-adjustment = 加减分
kind-fact = 数据
kind-option = 选项
kind-option-set = 选项组
kind-unit = 单位
kind-method = 计分方法
kind-parameter = 参数
kind-let = 计算项
kind-type = 类型
kind-function = 函数
kind-keyword = 关键词
kind-name = 名称
kind-number = 数字
kind-text = 文字
kind-range = 范围
kind-rule = 计分规则
kind-table = 表
kind-field = 列
kind-row = 行
kind-band = 档
kind-case = 情况
kind-clause = 条款
kind-grade = 等级
kind-calendar = 工作日历
kind-check = 校验
kind-judgement = 评定
kind-file = 文件的最外层

## 类型

type-number = 数
type-whole = 整数
type-whole-of = 整数
type-tally = 个数
type-share = 比率
type-money = 金额
type-points = 分
type-quantity = 量
type-date = 日期
type-yesno = 是否
type-text = 文本
type-table = 表
type-option = 选项
type-level = 级别
type-days = 天数
