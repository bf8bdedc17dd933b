import { rules } from '@secondstory/language'
import { readOptions } from '../options.ts'
import { err, out } from '../output.ts'
import { run } from '../run.ts'

const HELP = `Usage: secondstory lint [OPTIONS] PATH…

Finds blame, hindsight and empty actions in post-mortems, and asks a better question.
A PATH is a file, a folder (its .md, .mdx, .rst, .adoc and .txt files), a pattern such as "docs/**/*.md",
or - for standard input. What git ignores is left out of folders and patterns.
A file's name tells its format: Markdown, MDX, reStructuredText, AsciiDoc, HTML or plain text.

  --fix                make the rewrites that need no person, in the files themselves; of -, on standard output
  --format FORMAT      text, json, sarif, github (annotations) or junit (text)
  --level LEVEL        print findings from this level on: error, warning or hint (hint)
  --stats              count findings by rule and by kind of file, and per 1,500 words
  --config FILE        use this configuration for every file
  --no-config          use none
  --stdin-path PATH    where standard input would stand; decides its configuration and its kind
  --rules              list the rules
  --help               this page

Exit code 1 when a finding of level error stands, 0 when none does, 2 for trouble.
The nearest secondstory.config.json, .js, .yaml or .yml above a file counts for it.
A finding stays on purpose with  <!-- secondstory-keep RULE: because … -->  before or in its paragraph.
`

/** `secondstory lint`: the exit code is 1 when an error-level finding stands, 2 when something could not be read. */
export async function lint(args: readonly string[]): Promise<number> {
  const options = readOptions('lint', args)
  if (typeof options === 'string') {
    err.write(options)
    return 2
  }
  if (options === null || options.isListing) {
    out.write(options === null ? HELP : ruleList())
    return 0
  }
  return run(options, ['wording'])
}

function ruleList(): string {
  const width = Math.max(...rules.map(({ id }) => id.length))
  return `${rules.map(({ id, name }) => `${id.padEnd(width)}  ${name}`).join('\n')}\n`
}
