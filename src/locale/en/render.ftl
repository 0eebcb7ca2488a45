# The words around a diagnostic, see src/render.

severity-error = error
severity-warning = warning
severity-advice = advice

render-heading = { $severity }[{ $code }]:{" "}
render-help = help:{" "}
render-allow = if it is meant so, write `{ $written }` in this block or in the head of the rubric
render-replace = in line { $line }, write `{ $new }` in place of `{ $old }`
render-insert = at line { $line }, column { $column }, write `{ $new }`
render-delete = in line { $line }, delete `{ $old }`
render-more-places = { $count ->
    [one] { $count } more place is not shown
   *[other] { $count } more places are not shown
}

render-count-errors = { $count ->
    [one] { $count } error
   *[other] { $count } errors
}
render-count-warnings = { $count ->
    [one] { $count } warning
   *[other] { $count } warnings
}
render-count-advice = { $count ->
    [one] { $count } piece of advice
   *[other] { $count } pieces of advice
}
render-summary = found { $counts }

## In words alone, for readers who hear it

plain-heading = Problem { $number } of { $count }, { $severity } { $code }: { $message }
plain-place = Place { $number }: { $place }
plain-place-words = Place { $number }: { $place }: { $words }
plain-help = Help { $number }: { $help }
plain-file = file { $file }
plain-cell = file { $file }, cell { $cell }, where it says “{ $text }”
plain-cell-blank = file { $file }, cell { $cell }
plain-sheet-cell = file { $file }, sheet “{ $sheet }”, cell { $cell }, where it says “{ $text }”
plain-sheet-cell-blank = file { $file }, sheet “{ $sheet }”, cell { $cell }
plain-at = file { $file }, line { $line }, column { $column }
plain-column = file { $file }, line { $line }, column { $column }: `{ $text }`
plain-columns = file { $file }, line { $line }, columns { $column } to { $last-column }: `{ $text }`
plain-lines = file { $file }, lines { $line } to { $last-line }, from `{ $text }`

# A witness: facts that bring the mistake about.
render-witness = witness:{" "}
witness-fact = { $name } = { $value }
witness-absent = { $name } left out
witness-award = `{ $path }` awarded { $score }
witness-no-rows = { $name } without any row
witness-rows-any = { $name } with { $count ->
        [one] { $count } row
       *[other] { $count } rows
    }
witness-rows-alike = { $name } with { $count ->
        [one] { $count } row
       *[other] { $count } rows
    } ({ $row })
witness-rows = { $name } with { $count ->
        [one] { $count } row
       *[other] { $count } rows
    } ({ $rows })
witness-row = row { $number }: { $row }
witness-comma = ,{" "}
witness-semicolon = ;{" "}
witness-shows = with { $facts } comes { $name } = { $value }
witness-any = whatever the facts are
