/** A review looked at as an edition: what readers would see, what stands in the way, and what is said more widely. */
import { createHash } from 'node:crypto'
import type { Widening } from '@secondstory/review/documents/audiences'
import { blocksIn } from '@secondstory/review/documents/record-blocks'
import { calibrationBlockers, calibrationWarnings } from '@secondstory/review/model/calibration'
import type { PublishAnswer } from '@secondstory/review/model/publish-policy'
import { findCalibration, listObjections } from '../store/calibration.ts'
import type { Queries } from '../store/database.ts'
import { listDescriptions } from '../store/descriptions.ts'
import { findIncident } from '../store/incidents.ts'
import { found } from './answers.ts'
import {
  type DescriptionRead,
  descriptionsIn,
  descriptionWarnings,
  wideningOf,
} from './descriptions-found.ts'
import { withEvidence } from './evidence-quoted.ts'
import { readRegister } from './names.ts'
import { checkEdition, type EditionCheck } from './publish-check.ts'
import { readRecord } from './record.ts'
import { templateOf } from './templates.ts'

/** The check of an edition, and what people chose to say more widely. */
export interface EditionLook extends EditionCheck {
  readonly widening: Widening
  readonly descriptions: readonly DescriptionRead[]
}

/**
 * The last look at each of the incidents that were looked at last. A look costs a tenth of a second for 500 events, every
 * open page asks for it again at every change, and it depends on nothing but what it is given: a digest of that tells
 * whether anything changed, so nothing has to be forgotten on time.
 */
const looks = new Map<string, { readonly digest: string; readonly check: EditionCheck }>()
const MOST_LOOKS = 16

function checkOnce(...given: Parameters<typeof checkEdition>): EditionCheck {
  const [{ incident }] = given
  const digest = createHash('sha256').update(JSON.stringify(given)).digest('base64')
  const last = looks.get(incident.id)
  const check = last?.digest === digest ? last.check : checkEdition(...given)
  // Taken out first, so that the map stays in the order of use and its first is the one to let go.
  looks.delete(incident.id)
  looks.set(incident.id, { digest, check })
  for (const id of looks.keys()) {
    if (looks.size <= MOST_LOOKS) break
    looks.delete(id)
  }
  return check
}

/** Looks at a review as the edition it would become now. */
export async function lookAt(queries: Queries, incidentId: string): Promise<EditionLook> {
  const incident = found(await findIncident(queries, { id: incidentId }), 'incident')
  const [working, register, answers] = await Promise.all([
    readRecord(queries, incident),
    readRegister(queries, incidentId),
    listDescriptions(queries, incidentId),
  ])
  const template = await templateOf(queries, incidentId)
  const check = checkOnce(await withEvidence(queries, working), register, template)
  return {
    ...check,
    descriptions: descriptionsIn(check.record, answers),
    widening: wideningOf(answers),
  }
}

/** The same, with what calibration asks for: its deadline and its open objections. */
export async function answerAt(queries: Queries, incidentId: string, now: string): Promise<EditionLook> {
  const look = await lookAt(queries, incidentId)
  const [calibration, all] = await Promise.all([
    findCalibration(queries, incidentId),
    listObjections(queries, incidentId),
  ])
  const objections = all.flatMap(({ state, ...row }) => (state === 'confirmed' ? [] : [{ ...row, state }]))
  const { stage, describesPeople } = look
  const state = { calibration, objections, stage, describesPeople, now }
  const answer: PublishAnswer = {
    blockers: [...look.answer.blockers, ...calibrationBlockers(state)],
    warnings: [
      ...look.answer.warnings,
      ...calibrationWarnings(state),
      ...descriptionWarnings(look.descriptions),
      ...imageWarnings(look.record),
    ],
  }
  return { ...look, answer }
}

/** Words are looked through for names; what a picture shows can only be seen. */
function imageWarnings({ sections }: EditionLook['record']): PublishAnswer['warnings'] {
  const count = sections
    .flatMap(({ text }) => blocksIn(text))
    .filter(({ block }) => block.kind === 'image').length
  if (count === 0) return []
  const pictures = count === 1 ? 'One picture stands' : `${count} pictures stand`
  const sentence = `${pictures} in the text; look whether a name or a face is on it. An edition for everyone shows its words alone.`
  return [{ rule: 'picture-unread', sentence, place: { tab: 'story', id: null } }]
}
