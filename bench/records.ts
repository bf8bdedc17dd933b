/**
 * A million records: JSON lines of a pager, read, redacted and told one after the other in a process of its own. The
 * number of records is what grows here; `evidence` measures the size of a file.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { writePageRecords } from './evidence-made.ts'
import type { Figure } from './report.ts'

const RECORDS = 1_000_000
const SMALL = 100_000

/** Peak memory of a million records, and how much more it is than that of a tenth. */
export function recordFigures(): readonly Figure[] {
  const directory = mkdtempSync(join(tmpdir(), 'second-story-records-'))
  try {
    const small = read(directory, SMALL)
    const large = read(directory, RECORDS)
    const how = `${large.records.toLocaleString('en-GB')} records in ${large.size_MB.toFixed(0)} MB, ${large.seconds.toFixed(0)} s, ${Math.round(large.records / large.seconds).toLocaleString('en-GB')} a second`
    return [
      {
        what: 'memory of a million records (peak of the process)',
        found: large.peak_MB,
        unit: 'MB',
        aim: 300,
        better: 'lower',
        how,
      },
      {
        what: 'the same against a tenth of the records',
        found: large.peak_MB / small.peak_MB,
        unit: 'times',
        aim: 1.5,
        better: 'lower',
        how: `${small.peak_MB.toFixed(0)} MB for ${small.records.toLocaleString('en-GB')} records`,
      },
    ]
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
}

interface Read {
  readonly records: number
  readonly seconds: number
  readonly peak_MB: number
}

function read(directory: string, count: number): Read & { readonly size_MB: number } {
  const path = join(directory, `pages-${count}.jsonl`)
  writePageRecords(path, count)
  const program = join(import.meta.dirname, 'evidence-reading.ts')
  const printed = execFileSync(process.execPath, ['--import', 'tsx', program, 'flat', path], {
    encoding: 'utf8',
  })
  const found: Read = JSON.parse(printed)
  if (found.records !== count) throw new Error(`${found.records} of ${count} records were read.`)
  return { ...found, size_MB: statSync(path).size / 1e6 }
}
