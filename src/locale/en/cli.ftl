# The words of the command line.

cli-about = Checks rubrics, scores facts by them, and gives the reason for every point
cli-heading-usage = Usage:
cli-heading-commands = Commands:
cli-heading-arguments = Arguments:
cli-heading-options = Options:
cli-after = “rubric help <COMMAND>” tells more about each command.

cli-value-command = COMMAND
cli-value-options = OPTIONS
cli-value-file = FILE
cli-value-rubric = RUBRIC
cli-value-facts = FACTS
cli-value-format = FORMAT
cli-value-path = PATH
cli-value-table = TABLE
cli-value-what = WHAT
cli-value-language = LANGUAGE
cli-value-when = WHEN
cli-value-columns = COLUMNS
cli-one-of = {" "}({ $values-or })

cli-check = Checks rubrics
cli-check-files = Rubric files; - reads the standard input
cli-check-format = With the text of each place, one line for each, or for programs
cli-eval = Scores facts by a rubric
cli-eval-rubric = The rubric file
cli-eval-facts = The facts file (.yaml, .json, .toml, .xlsx, .xls, .ods or .csv) or a folder of csv files; - reads the standard input
cli-eval-format = A table with justifications, a report to be filed, or data
cli-eval-output = The file to write; without --format its name tells the format
cli-eval-table = Writes one of the tables that are filed
cli-eval-indicator = Shows one indicator, part or adjustment in full: its rule, the facts, every step
cli-eval-deny = Refuses awards that part from the rule, or fails on warnings or advice as on errors
cli-doc = write the rubric as the scoring table to be published: points, standards, grades, facts to collect
cli-doc-format = what to write: text for the terminal, Markdown, a web page, a Word document or a workbook
cli-facts = Makes an empty form for the facts that a rubric asks for
cli-facts-format = A workbook or YAML; by default what the name behind -o says, and YAML without -o
cli-facts-output = The file to write (.xlsx or .yaml); by default the standard output
cli-facts-force = Overwrites a file that is there already
cli-value-published = PUBLISHED
cli-reconcile = Holds a published score table against what the rules give
cli-reconcile-facts = The facts file
cli-reconcile-published = The published table (.json, .csv or a workbook); - reads the standard input
cli-reconcile-format = A table with explanations, JSON, Markdown, Word, csv, a web page or a workbook
cli-reconcile-strict = Ends with status 1 where something in the published table does not fit
cli-help-command = Shows the help of a command
cli-help-which = Which command
cli-lang = The language; by default that of the system
cli-color = When to use colours; by default on a terminal only
cli-width = The width of the output, { $least } to { $most } columns
cli-help = Shows this help
cli-version = Shows the version

usage-error = error:{" "}
usage-see-help = For more, add --help.
usage-unknown-option = there is no option “{ $name }”
usage-unexpected = “{ $name }” is one argument too many
usage-unknown-command = there is no command “{ $name }”
usage-missing = { $names } is missing
usage-no-value = “{ $name }” wants a value
usage-invalid-value = “{ $name }” cannot be “{ $value }”
usage-twice = “{ $name }” can stand only once
usage-other = this is not how the command is written
usage-did-you-mean = did you mean “{ $name }”?
usage-values = it can be { $values-or }
usage-unreadable = cannot read “{ $path }”: { $reason }
usage-unwritten = cannot write “{ $path }”: { $reason }

unreadable-missing = there is no such file
unreadable-directory = it is a directory, not a file
unreadable-forbidden = it may not be read
unreadable-too-large = it is larger than { $limit } MB
unreadable-other = { $reason }
unreadable-twice = the standard input can be read only once

unwritten-folder = a folder has this name
unwritten-no-folder = its folder is not there
unwritten-forbidden = it may not be written
unwritten-help-open = if it is open in another program, close it there
unwritten-help-folder = make the folder first, or write elsewhere

check-good = { $file }: no problems ({ $indicators ->
    [one] { $indicators } indicator
   *[other] { $indicators } indicators
}, { $facts ->
    [one] { $facts } fact
   *[other] { $facts } facts
})
check-good-library = { $file }: no problems (for other rubrics to use)

eval-library = “{ $file }” holds no rubric, only what others use
eval-format = the format of the facts file “{ $file }” is unknown: its name should end in .yaml, .json, .toml, .xlsx, .xls, .ods or .csv, or be that of a folder of csv files
eval-indicator-none = there is no indicator “{ $name }”
eval-indicator-several = several are named “{ $name }”: write the path
eval-indicator-paths = it can be { $paths-or }
eval-output-format = the name of “{ $file }” does not tell in which format to write
eval-output-formats = add --format with one of { $formats-or }, or end the name in .json, .md or the like
eval-output-missing = { $format } is no text for a terminal
eval-output-add = add the file to write, such as -o report.{ $ending }
eval-output-input = “{ $path }” was read as input; write the result elsewhere
eval-unmade = the { $format } report cannot be made: { $reason }
eval-table-none = there is nothing to put into the table “{ $table }”
eval-table-form = { $format } holds the whole assessment: leave --table out, or choose csv, markdown, docx, html or text
eval-table-indicator = --table and --indicator do not go together
eval-indicator-form = { $format } does not hold a single indicator: choose text, markdown, docx, html or json

cli-value-code = CODE
cli-check-fix = Makes the offered fixes that leave no choice, writes the files and tells what was changed
cli-check-fix-all = Makes all offered fixes, also those that choose what was meant
cli-check-diff = Shows the fixes as a patch and writes nothing
cli-check-deny = Fails on these as on errors
cli-explain = Explains a code, with an example that is wrong and one that is right
cli-explain-codes = Codes, such as E0506; without any, all are listed
cli-explain-list = Lists all codes
cli-explain-format = For reading, or as it is in the documentation
cli-plain = Words alone, for screen readers: no frames, no colours, every list numbered

check-denied = warnings or advice are refused here (--deny)

explain-unknown = there is no code “{ $name }”
explain-see-list = “rubric explain --list” lists all codes
explain-count = { $count } codes; “rubric explain CODE” tells more about one

fix-made = { $file }: { $count ->
    [one] one edit made
   *[other] { $count } edits made
}
fix-none = { $file }: nothing to fix
fix-offered = { $file }: { $count ->
    [one] one more fix is offered; only
   *[other] { $count } more fixes are offered; only
} the author can say what was meant (--fix-all makes them):
fix-replaced = line { $line }, column { $column }: { $new } in place of { $old } ({ $code })
fix-put-in = line { $line }, column { $column }: { $new } put in ({ $code })
fix-taken-out = line { $line }, column { $column }: { $old } taken out ({ $code })
fix-quoted = `{ $text }`
fix-blank = a blank
fix-line-end = an empty line
fix-unfinished = { $file }: more fixes are offered than could be made at one go; run it again
fix-unwritable = cannot write “{ $file }”: { $reason }
fix-input = the standard input cannot be fixed in place; --diff shows the fixes

facts-form-written = “{ $file }” written
facts-form-exists = “{ $file }” is there already and was not overwritten
facts-form-force = choose another name, or add --force to overwrite it
facts-form-input = it is the rubric that is read: choose another name
facts-form-needs-file = a workbook is written to a file: name it with -o
facts-form-format = the format of “{ $file }” is unknown: its name should end in .xlsx or .yaml
facts-form-two-formats = --format and the name “{ $file }” ask for different formats
facts-form-too-large = a workbook cannot hold this form: { $reason }

reconcile-format = the format of “{ $file }” is unknown: the name of a published table should end in .json, .csv or .xlsx

class-file = The file as a whole
class-syntax = Text and syntax
class-names = Names
class-facts-text = The text of a facts file
class-types = Types and dimensions
class-points = Points and structure
class-header = Head and declarations
class-suspicious = Suspicious or ambiguous
class-facts = Facts held against the rubric
class-awards = The evaluator's awards
class-evaluation = What only facts bring to light
class-coverage = Coverage
class-used-files = Files that a rubric uses
class-workbooks = Workbooks of facts
class-published = Published score tables

## Diagnostics of reading files. Form: see diagnostics-syntax.ftl.

use-missing = the used file “{ $path }” is not there
    .label = there is no such file
    .help = the path starts at the folder of the file that uses it; check the names of the file and its folders
use-unreadable = the used file “{ $path }” cannot be read
    .label = cannot be read
    .help = check that it is a file, not a folder, and that you may open it
use-too-many = more than { $limit } files are used
    .label = not read from here on
    .help = put several files together into one
not-text-here = no text from here on
not-text-other = save it as UTF-8 with the program that made it; a document or workbook cannot be read here
not-text-gb18030 = the file seems to be saved as GBK (GB 18030); save it as UTF-8
not-text-utf16 = the file is saved as UTF-16; save it as UTF-8
