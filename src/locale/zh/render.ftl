# 诊断信息的框架文字，见 src/render。

severity-error = 错误
severity-warning = 警告
severity-advice = 建议

render-heading = { $severity }[{ $code }]:{" "}
render-help = 帮助：
render-allow = 确属有意的，可在本块或评分表的开头写“{ $written }”
render-replace = 把第 { $line } 行的“{ $old }”改为“{ $new }”
render-insert = 在第 { $line } 行第 { $column } 列写上“{ $new }”
render-delete = 删去第 { $line } 行的“{ $old }”
render-more-places = 还有 { $count } 处没有在这里列出

render-count-errors = { $count } 个错误
render-count-warnings = { $count } 个警告
render-count-advice = { $count } 条建议
render-summary = 发现 { $counts }

## 只用文字，供听屏幕朗读的读者

plain-heading = 第 { $number } 个问题，共 { $count } 个，{ $severity } { $code }：{ $message }
plain-place = 位置 { $number }：{ $place }
plain-place-words = 位置 { $number }：{ $place }：{ $words }
plain-help = 改法 { $number }：{ $help }
plain-file = 文件 { $file }
plain-cell = 文件 { $file } 单元格 { $cell }，原文“{ $text }”
plain-cell-blank = 文件 { $file } 单元格 { $cell }
plain-sheet-cell = 文件 { $file } 工作表“{ $sheet }”单元格 { $cell }，原文“{ $text }”
plain-sheet-cell-blank = 文件 { $file } 工作表“{ $sheet }”单元格 { $cell }
plain-at = 文件 { $file } 第 { $line } 行第 { $column } 列
plain-column = 文件 { $file } 第 { $line } 行第 { $column } 列，原文“{ $text }”
plain-columns = 文件 { $file } 第 { $line } 行第 { $column } 至 { $last-column } 列，原文“{ $text }”
plain-lines = 文件 { $file } 第 { $line } 至 { $last-line } 行，从“{ $text }”起

# 例证：使毛病显出来的数据。
render-witness = 例证：
witness-fact = { $name } = { $value }
witness-absent = 未填 { $name }
witness-award = “{ $path }”评 { $score }
witness-no-rows = { $name } 一行也没有
witness-rows-any = { $name } 有 { $count } 行
witness-rows-alike = { $name } 有 { $count } 行（每行 { $row }）
witness-rows = { $name } 有 { $count } 行（{ $rows }）
witness-row = 第 { $number } 行 { $row }
witness-comma = ，
witness-semicolon = ；
witness-shows = { $facts } 时，{ $name } = { $value }
witness-any = 不论数据如何
