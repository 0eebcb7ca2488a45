# 命令行的文字。

cli-about = 检查评分表，按评分表和数据计分，并说明每一分的理由
cli-heading-usage = 用法：
cli-heading-commands = 命令：
cli-heading-arguments = 参数：
cli-heading-options = 选项：
cli-after = 用“rubric help <命令>”查看每个命令的说明。

cli-value-command = 命令
cli-value-options = 选项
cli-value-file = 文件
cli-value-rubric = 评分表
cli-value-facts = 数据
cli-value-format = 格式
cli-value-path = 路径
cli-value-table = 表
cli-value-what = 事项
cli-value-language = 语言
cli-value-when = 何时
cli-value-columns = 列数
cli-one-of = （{ $values }）

cli-check = 检查评分表
cli-check-files = 评分表文件，可以写几个；写 - 则从标准输入读
cli-check-format = 输出格式：附原文，每处一行，或供其他程序读取
cli-eval = 按评分表和数据计分
cli-eval-rubric = 评分表文件
cli-eval-facts = 数据文件（.yaml、.json、.toml、.xlsx、.xls、.ods 或 .csv），或放着 csv 文件的文件夹；写 - 则从标准输入读
cli-eval-format = 输出格式：表格和说明、用于存档的报告，或供其他程序读取的数据
cli-eval-output = 写入哪个文件；没有 --format 时按文件名确定格式
cli-eval-table = 只写出一张表
cli-eval-indicator = 只看一个指标、分项或加减分，附规则原文、数据和全部步骤
cli-eval-deny = 不准许评定超出标准；或遇到警告、建议也按错误处理
cli-doc = 把评分表印成可以公布的文件：分值、评分标准、等级和需要收集的数据
cli-doc-format = 输出格式：终端上的文字、Markdown、网页、Word 文档或 Excel 工作簿
cli-facts = 按评分表生成空白的数据表，供填写
cli-facts-format = 输出格式：工作簿或 YAML；不写则按 -o 的文件名，没有 -o 则为 YAML
cli-facts-output = 写入哪个文件（.xlsx 或 .yaml）；不写则输出到标准输出
cli-facts-force = 文件已经存在也覆盖
cli-value-published = 公布的表
cli-reconcile = 核对公布的评分表与按规则算出的得分
cli-reconcile-facts = 数据文件
cli-reconcile-published = 公布的评分表（.json、.csv 或工作簿）；写 - 则从标准输入读
cli-reconcile-format = 输出格式：表格和说明、JSON、Markdown、Word、csv、网页或工作簿
cli-reconcile-strict = 公布的表有对不上的地方时，退出状态为 1
cli-help-command = 显示命令的说明
cli-help-which = 哪个命令
cli-lang = 用哪种语言；不写则按系统环境
cli-color = 何时用颜色；不写则只在终端上用
cli-width = 输出的宽度，{ $least } 至 { $most } 列
cli-help = 显示说明
cli-version = 显示版本

usage-error = 错误：
usage-see-help = 加上 --help 可查看说明。
usage-unknown-option = 没有“{ $name }”这个选项
usage-unexpected = 多写了“{ $name }”
usage-unknown-command = 没有“{ $name }”这个命令
usage-missing = 缺少 { $names }
usage-no-value = “{ $name }”后面要写一个值
usage-invalid-value = “{ $name }”不能是“{ $value }”
usage-twice = “{ $name }”只能写一次
usage-other = 命令的写法不对
usage-did-you-mean = 是不是想写“{ $name }”？
usage-values = 可以是 { $values }
usage-unreadable = 不能读取“{ $path }”：{ $reason }
usage-unwritten = 不能写入“{ $path }”：{ $reason }

unreadable-missing = 没有这个文件
unreadable-directory = 这是一个文件夹，不是文件
unreadable-forbidden = 没有读取它的权限
unreadable-too-large = 文件太大，超过了 { $limit } MB
unreadable-other = { $reason }
unreadable-twice = 标准输入只能读一次

unwritten-folder = 已有同名的文件夹
unwritten-no-folder = 它所在的文件夹不存在
unwritten-forbidden = 没有写入它的权限
unwritten-help-open = 如果它正在别的程序里打开，请先关闭
unwritten-help-folder = 请先建好这个文件夹，或者写到别处

check-good = { $file }：没有问题（{ $indicators } 个指标，{ $facts } 项数据）
check-good-library = { $file }：没有问题（供其他评分表引用）

eval-library = “{ $file }”里没有评分表，只有供引用的内容
eval-format = 不认识数据文件“{ $file }”的格式，文件名应以 .yaml、.json、.toml、.xlsx、.xls、.ods 或 .csv 结尾；也可以是放着 csv 文件的文件夹
eval-indicator-none = 没有“{ $name }”这个指标
eval-indicator-several = 名为“{ $name }”的不止一个，请写出路径
eval-indicator-paths = 可以是 { $paths }
eval-output-format = 从文件名“{ $file }”看不出要写成哪种格式
eval-output-formats = 请加上 --format，取 { $formats-or } 之一，或者让文件名以 .json、.md 等结尾
eval-output-missing = { $format } 格式不是文字，不能显示在终端上
eval-output-add = 请写明存成哪个文件，例如 -o report.{ $ending }
eval-output-input = “{ $path }”是读入的文件，请把结果写到别的文件
eval-unmade = 不能生成 { $format } 格式的报告：{ $reason }
eval-table-none = 没有可以写进“{ $table }”这张表的内容
eval-table-form = { $format } 格式写出全部结果，请去掉 --table，或者改用 csv、markdown、docx、html、text
eval-table-indicator = --table 和 --indicator 不能同时用
eval-indicator-form = { $format } 格式不能只写一个指标，请改用 text、markdown、docx、html、json

cli-value-code = 编号
cli-check-fix = 按提示修改没有歧义的地方，写回文件，并列出改动
cli-check-fix-all = 按提示全部修改，包括要由编写人选定的地方
cli-check-diff = 只以补丁形式列出改动，不写文件
cli-check-deny = 遇到这些也按错误处理
cli-explain = 解释一个问题编号，附错误写法和正确写法
cli-explain-codes = 编号，例如 E0506；不写则列出全部编号
cli-explain-list = 列出全部编号
cli-explain-format = 输出格式：供阅读，或文档原文
cli-plain = 只用文字，供屏幕朗读：不画线框，不用颜色，逐条编号

check-denied = 这里不准许有警告或建议（--deny）

explain-unknown = 没有“{ $name }”这个编号
explain-see-list = 用“rubric explain --list”列出全部编号
explain-count = 共 { $count } 个编号；用“rubric explain 编号”查看其中一个

fix-made = { $file }：改了 { $count } 处
fix-none = { $file }：没有可以直接改的地方
fix-offered = { $file }：还有 { $count } 处的改法要由编写人选定（--fix-all 全部照改）：
fix-replaced = 第 { $line } 行第 { $column } 列：{ $old }改为{ $new }（{ $code }）
fix-put-in = 第 { $line } 行第 { $column } 列：写上{ $new }（{ $code }）
fix-taken-out = 第 { $line } 行第 { $column } 列：删去{ $old }（{ $code }）
fix-quoted = “{ $text }”
fix-blank = 空格
fix-line-end = 空行
fix-unfinished = { $file }：可改的地方一次没有改完，请再运行一次
fix-unwritable = 不能写入“{ $file }”：{ $reason }
fix-input = 标准输入无法写回；可用 --diff 列出改动

facts-form-written = 已生成“{ $file }”
facts-form-exists = “{ $file }”已经存在，没有覆盖
facts-form-force = 换一个文件名；确要覆盖的，加上 --force
facts-form-input = 这是读入的评分表，请换一个文件名
facts-form-needs-file = 工作簿要写入文件，请用 -o 写明文件名
facts-form-format = 看不出“{ $file }”是什么格式，文件名应以 .xlsx 或 .yaml 结尾
facts-form-two-formats = --format 与文件名“{ $file }”的格式不一致
facts-form-too-large = 工作簿放不下这张数据表：{ $reason }

reconcile-format = 不认识“{ $file }”的格式，公布的评分表应以 .json、.csv 或 .xlsx 结尾

class-file = 整个文件
class-syntax = 文字与语法
class-names = 名称
class-facts-text = 数据文件的文字
class-types = 类型与量纲
class-points = 分值与结构
class-header = 开头与声明
class-suspicious = 可疑或有歧义的写法
class-facts = 数据与评分表的核对
class-awards = 评定
class-evaluation = 代入数据才能发现的问题
class-coverage = 覆盖范围
class-used-files = 引用的文件
class-workbooks = 数据工作簿
class-published = 公布的评分表

## 读取文件时的诊断。写法见 diagnostics-syntax.ftl。

use-missing = 找不到引用的文件“{ $path }”
    .label = 没有这个文件
    .help = 路径从写着“{ w-use }”的这个文件所在的文件夹算起，请检查文件名和文件夹
use-unreadable = 不能读取引用的文件“{ $path }”
    .label = 读不出来
    .help = 请检查这里写的是不是文件（而不是文件夹）、能不能打开
use-too-many = 引用的文件太多，超过了 { $limit } 个
    .label = 从这里起不再读取
    .help = 请把几个文件合并成一个
not-text-here = 从这里起不是文字
not-text-other = 请用原来的软件另存为 UTF-8 编码的纯文本；Word 文档、Excel 工作簿不能直接读
not-text-gb18030 = 这个文件很像是用 GBK（GB 18030）编码保存的，请用“另存为”改成 UTF-8 编码
not-text-utf16 = 这个文件是用 UTF-16（“Unicode”）编码保存的，请用“另存为”改成 UTF-8 编码
