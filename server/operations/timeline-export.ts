/** The timeline as a file: a picture, a table for a spreadsheet, a table for a document. */

import { timelineCsv, timelineMarkdown } from '@secondstory/review/documents/timeline-export'
import { laneWays } from '@secondstory/review/documents/timeline-lanes'
import { timelineSvg } from '@secondstory/review/documents/timeline-svg'
import { withholdLinks, withholdTokens } from '@secondstory/review/documents/withhold'
import { type Incident, reference } from '@secondstory/review/model/incident'
import { epochMs } from '@secondstory/review/model/instants'
import type { Known } from '@secondstory/review/model/known'
import type { TimelineEvent } from '@secondstory/review/model/timeline'
import { z } from 'zod'
import { findIncident } from '../store/incidents.ts'
import { listEvents } from '../store/timeline.ts'
import { found } from './answers.ts'
import { ids, instant, ofIncident } from './fields.ts'
import { readKnown } from './known.ts'
import { readRegister } from './names.ts'
import { operation, Refusal } from './operation.ts'
import { refuseWhilePaused } from './pauses.ts'
import { openRoleBook } from './roles.ts'

/** A file by its name and its text. */
export interface ExportedTimeline {
  readonly fileName: string
  readonly text: string
}

const input = ofIncident.extend({
  format: z.enum(['csv', 'markdown', 'svg']),
  /** Only these events; without it the draft: accepted and proposed. */
  ids: ids.optional(),
  /** For the picture: what lanes are made by, and the stretch it shows. */
  lanes: z.enum(laneWays).default('source'),
  from: instant.optional(),
  to: instant.optional(),
})

/** Gives the timeline as CSV, Markdown or SVG. Names are replaced by roles, and links into chat are withheld, in all three. */
export const exportTimeline = operation({
  name: 'exportTimeline',
  about:
    'Gives the timeline, or some of its events, as CSV, Markdown or an SVG picture; roles in place of names.',
  access: 'member',
  audits: 'export',
  changes: false,
  input,
  run: async (given, hands): Promise<ExportedTimeline> => {
    await refuseWhilePaused(hands)
    const { queries } = hands.store
    const incident = found(await findIncident(queries, { id: given.incidentId }), 'incident')
    const wanted = given.ids === undefined ? null : new Set(given.ids)
    const events = (await listEvents(queries, incident.id)).filter((event) =>
      wanted === null ? event.state === 'accepted' || event.state === 'proposed' : wanted.has(event.id),
    )
    const register = await readRegister(queries, incident.id)
    const gate = gateOf(openRoleBook(register, servicesOf(incident, events)).replace)
    const shown = {
      incident: { ...incident, title: gate(incident.title) },
      events: events.map((event) => nameless(event, gate)),
      known: await readKnown(hands, incident.id),
    }
    return fileOf(shown, given)
  },
})

interface Shown {
  readonly incident: Incident
  readonly events: readonly TimelineEvent[]
  readonly known: readonly Known[]
}

function fileOf(shown: Shown, given: z.infer<typeof input>): ExportedTimeline {
  const name = `${reference(shown.incident)}-timeline`
  const title = `${reference(shown.incident)} ${shown.incident.title}`
  if (given.format === 'csv') return { fileName: `${name}.csv`, text: timelineCsv({ title, ...shown }) }
  if (given.format === 'markdown')
    return { fileName: `${name}.md`, text: timelineMarkdown({ title, ...shown }) }
  return { fileName: `${name}.svg`, text: timelineSvg({ ...shown, by: given.lanes, view: viewOf(given) }) }
}

function viewOf({ from, to }: z.infer<typeof input>) {
  if (from === undefined && to === undefined) return null
  const view = { from_ms: epochMs(from ?? ''), to_ms: epochMs(to ?? '') }
  if (view.to_ms > view.from_ms) return view
  throw new Refusal('invalid', 'A picture of a stretch needs both its ends, `from` before `to`.')
}

type Gate = (text: string) => string

/** The gate of editions: links into chat, then names, then what is left of a mention. */
function gateOf(replace: (text: string) => { readonly text: string }): Gate {
  return (text) => withholdTokens(replace(withholdLinks(text).text).text).text
}

function nameless(event: TimelineEvent, gate: Gate): TimelineEvent {
  return {
    ...event,
    text: gate(event.text),
    lane: gate(event.lane),
    actor: { ...event.actor, name: gate(event.actor.name) },
    reasons: event.reasons.map(gate),
  }
}

/** Systems the timeline speaks of, so that none of them is taken for a person. */
function servicesOf(incident: Incident, events: readonly TimelineEvent[]): readonly string[] {
  const systems = events.filter(({ actor }) => actor.kind === 'system' || actor.kind === 'agent')
  return [...new Set([...incident.components, ...systems.map(({ actor }) => actor.name)])]
}
