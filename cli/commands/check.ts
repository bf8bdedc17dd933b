import { readOptions } from '../options.ts'
import { err, out } from '../output.ts'
import { run } from '../run.ts'

const HELP = `Usage: secondstory check [OPTIONS] PATH…

Looks at the structure of post-mortems that are files: are all parts there, do the times name a zone, has every
action one owner and a date, is one of them a concrete change, is nobody named among the causes, and did the review
come as soon as its severity asks for? Paths are those of \`secondstory lint\`.

  --wording            the findings of \`secondstory lint\` as well, in one list
  --format FORMAT      text, json, sarif, github (annotations) or junit (text)
  --level LEVEL        print findings from this level on: error, warning or hint (hint)
  --stats              count findings by rule and by kind of file, and per 1,500 words
  --config FILE        use this configuration for every file
  --no-config          use none
  --stdin-path PATH    where standard input would stand; decides its configuration
  --help               this page

A file with "format: second-story/1" (what the library exports) is held to everything the page asks before an edition
appears: its causal map, its decisions, its actions and its agents, in the same sentences.

Headings may be of any level; actions may be a list or a table. Severity and dates are read from front matter or from
lines such as "Severity: SEV2", "Resolved: 2026-03-12T14:05Z" and "Published: 2026-03-13".
Exit code 1 when a finding of level error stands, 0 when none does, 2 for trouble.
`

/** `secondstory check`: the exit code is 1 when an error-level finding stands, 2 when something could not be read. */
export async function check(args: readonly string[]): Promise<number> {
  const options = readOptions('check', args)
  if (typeof options === 'string') {
    err.write(options)
    return 2
  }
  if (options === null) {
    out.write(HELP)
    return 0
  }
  return run(options, options.hasWording ? ['structure', 'wording'] : ['structure'])
}
