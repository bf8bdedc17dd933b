/** `npm run bench`: every figure beside its aim, from one run on one machine. Exit code 1 when one is missed. */
import { editionFigures } from './edition.ts'
import { evidenceFigures } from './evidence.ts'
import { foresightFigures } from './foresight.ts'
import { knowledgeFigures } from './knowledge.ts'
import { mapFigures } from './map.ts'
import { mapPageFigures } from './map-page.ts'
import { operationFigures } from './operations.ts'
import { pageFigures } from './page.ts'
import { recordFigures } from './records.ts'
import { reminderFigures } from './reminders.ts'
import { type Figure, meets, printFigure, printMachine } from './report.ts'
import { roomFigures } from './room.ts'
import { sizeFigures } from './sizes.ts'
import { slackFigures } from './slack.ts'
import { startFigures } from './start.ts'
import { memoryFigures } from './text-memory.ts'
import { timelineFigures } from './timeline.ts'
import { togetherFigures } from './together.ts'
import { typingFigures } from './typing.ts'
import { webhookFigures } from './webhooks.ts'

const parts: Readonly<Record<string, () => readonly Figure[] | Promise<readonly Figure[]>>> = {
  start: startFigures,
  operations: operationFigures,
  slack: slackFigures,
  evidence: evidenceFigures,
  records: recordFigures,
  page: pageFigures,
  timeline: timelineFigures,
  typing: typingFigures,
  edition: editionFigures,
  webhooks: webhookFigures,
  sizes: sizeFigures,
  foresight: foresightFigures,
  knowledge: knowledgeFigures,
  map: mapFigures,
  'map-page': mapPageFigures,
  reminders: reminderFigures,
  room: roomFigures,
  together: togetherFigures,
  memory: memoryFigures,
}

const wanted = process.argv.slice(2).filter((word) => !word.startsWith('--'))
const unknown = wanted.filter((name) => parts[name] === undefined)
if (unknown.length > 0) {
  console.error(`There is no part "${unknown.join('", "')}"; the parts are ${Object.keys(parts).join(', ')}.`)
  process.exit(2)
}

printMachine()
const figures: Figure[] = []
for (const [name, measure] of Object.entries(parts)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue
  for (const figure of await measure()) {
    figures.push(figure)
    printFigure(figure)
  }
}
const met = figures.filter(meets).length
console.log(`${met} of ${figures.length} aims met`)
process.exitCode = met === figures.length ? 0 : 1
