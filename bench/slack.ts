/** A Slack export of 100,000 messages: read, redacted and proposed; and imported whole through the server. */
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { type Figure, median } from './report.ts'

const MESSAGES = 100_000
const ROUNDS = 3

interface Reading {
  readonly perSecond: number
  readonly peak_MB: number
  readonly proposals: number
  readonly size_MB: number
}

/** Speed and memory of reading, each round in a process of its own. */
export function slackFigures(): readonly Figure[] {
  const readings = Array.from({ length: ROUNDS }, readOnce)
  const [first] = readings
  const how = `${MESSAGES.toLocaleString('en-GB')} messages in a zip of ${first?.size_MB.toFixed(1)} MB, ${first?.proposals} proposals, median of ${ROUNDS} processes`
  return [
    {
      what: 'Slack messages parsed, redacted and proposed',
      found: median(readings.map(({ perSecond }) => perSecond)),
      unit: '/s',
      aim: 20_000,
      better: 'higher',
      how,
    },
    {
      what: 'memory while doing so (peak of the process)',
      found: median(readings.map(({ peak_MB }) => peak_MB)),
      unit: 'MB',
      aim: 400,
      better: 'lower',
      how: 'including the export itself and Node',
    },
  ]
}

function readOnce(): Reading {
  const printed = execFileSync(
    process.execPath,
    ['--import', 'tsx', join(import.meta.dirname, 'slack-reading.ts'), String(MESSAGES)],
    {
      encoding: 'utf8',
    },
  )
  return JSON.parse(printed)
}
