/** Opening an incident, keeping it true, and finding it again. */
import { type Incident, potentialBeyond } from '@secondstory/review/model/incident'
import { severityBlockers } from '@secondstory/review/model/policy'
import type { WorkingRecord } from '@secondstory/review/model/reviews'
import type { Team } from '@secondstory/review/model/teams'
import { textOfTemplate } from '@secondstory/review/model/templates'
import { z } from 'zod'
import type { Queries } from '../store/database.ts'
import {
  findIncident,
  type IncidentLine,
  listIncidents as listLines,
  lockIncident,
  openIncident as openRow,
  saveIncident,
} from '../store/incidents.ts'
import { removeRows } from '../store/removals.ts'
import { assignTeam, listTeams } from '../store/teams.ts'
import { saveReviewTemplate } from '../store/templates.ts'
import { corrected, current, found, refuseFor } from './answers.ts'
import {
  id,
  incidentKind,
  line,
  lineOrNothing,
  moment,
  prose,
  type Removed,
  severity,
  stage,
  version,
} from './fields.ts'
import { asked, by } from './hands.ts'
import { operation } from './operation.ts'
import { readRecord } from './record.ts'
import { shownRegister } from './register.ts'
import { templateNamed } from './templates.ts'

/** A page of incidents, newest first, and where to go on. */
export interface IncidentsFound {
  readonly items: readonly IncidentLine[]
  readonly next: string | null
}

const fields = {
  title: line(200),
  kind: incidentKind,
  severity,
  potentialSeverity: severity.nullable().optional(),
  startedAt: moment.nullable().optional(),
  detectedAt: moment.nullable().optional(),
  mitigatedAt: moment.nullable().optional(),
  endedAt: moment.nullable().optional(),
  components: z.array(line(100)).max(50).optional(),
  summary: prose(20_000).optional(),
}

/** The team chosen for a new incident; refuses one that is not here. */
async function teamOf(queries: Queries, teamId: string): Promise<Team> {
  return found((await listTeams(queries)).find((team) => team.id === teamId) ?? null, 'team')
}

/** Opens an incident together with its review and a draft from the template. */
export const openIncident = operation({
  name: 'openIncident',
  about: 'Opens an incident or a near miss, together with its review and a draft.',
  access: 'member',
  touches: 'installation',
  changes: true,
  input: z.object({ ...fields, teamId: id.nullable().optional(), templateId: line(60).default('default') }),
  run: async (given, hands): Promise<Incident> => {
    const incident = {
      title: given.title,
      kind: given.kind,
      severity: given.severity,
      potentialSeverity: potentialBeyond(given.severity, given.potentialSeverity ?? null),
      startedAt: given.startedAt ?? null,
      detectedAt: given.detectedAt ?? null,
      mitigatedAt: given.mitigatedAt ?? null,
      endedAt: given.endedAt ?? null,
      components: given.components ?? [],
      summary: given.summary ?? '',
      isSample: false,
    }
    return hands.store.transaction(async (queries) => {
      const team = given.teamId == null ? null : await teamOf(queries, given.teamId)
      const template = await templateNamed(queries, given.templateId)
      const draftText = textOfTemplate(template.sections)
      const opened = await openRow(queries, { incident, draftText }, by(hands))
      await saveReviewTemplate(queries, opened.id, template)
      if (team !== null) await assignTeam(queries, { incidentId: opened.id, team }, by(hands))
      return opened
    })
  },
})

/** Corrects an incident. A severity is lowered only with a reason, which history keeps. */
export const correctIncident = operation({
  name: 'correctIncident',
  about: 'Corrects an incident; lowering its severity, or what it could have been, needs a reason.',
  access: 'member',
  touches: 'incident',
  changes: true,
  input: z.object({
    ...fields,
    id,
    version,
    title: fields.title.optional(),
    kind: incidentKind.optional(),
    severity: severity.optional(),
    because: prose(2000).optional(),
  }),
  run: async ({ version: seen, because, ...given }, hands): Promise<Incident> =>
    hands.store.transaction(async (queries) => {
      const before = current(await lockIncident(queries, given.id), seen, 'incident')
      const wanted = corrected(before, given)
      const potentialSeverity = potentialBeyond(wanted.severity, wanted.potentialSeverity)
      const after: Incident = { ...wanted, potentialSeverity }
      refuseFor(severityBlockers(before, after, because ?? ''))
      return saveIncident(queries, { before, after, because: because?.trim() }, by(hands))
    }),
})

/** The whole working record, by id, by reference or by number. */
export const readIncident = operation({
  name: 'readIncident',
  about:
    'Reads an incident with its review, draft, timeline, released accounts, factors, lessons, actions and participants.',
  access: 'member',
  touches: 'incident',
  changes: false,
  input: z
    .object({
      id: id.optional(),
      reference: z
        .string()
        .regex(/^INC-[1-9]\d{0,8}$/i, { error: 'a reference such as INC-42' })
        .optional(),
      number: z.int().min(1).max(999_999_999).optional(),
    })
    .refine((by) => [by.id, by.reference, by.number].filter((each) => each !== undefined).length === 1, {
      error: 'expected exactly one of id, reference and number',
    }),
  run: async (wanted, hands): Promise<WorkingRecord> => {
    const { queries } = hands.store
    const incident = found(await findIncident(queries, keyOf(wanted)), 'incident')
    const record = await readRecord(queries, incident)
    const { participants } = record
    const shown = await shownRegister('readIncident', { incidentId: incident.id, participants }, hands)
    return { ...record, participants: shown }
  },
})

/** The schema lets exactly one of the three through. */
function keyOf(wanted: {
  readonly id?: string | undefined
  readonly reference?: string | undefined
  readonly number?: number | undefined
}): { readonly id: string } | { readonly number: number } {
  if (wanted.id !== undefined) return { id: wanted.id }
  return { number: wanted.number ?? Number(wanted.reference?.slice('INC-'.length)) }
}

/** Incidents, newest first. */
export const listIncidents = operation({
  name: 'listIncidents',
  about: 'Lists incidents, newest first, with their stage, due date and open actions.',
  access: 'member',
  changes: false,
  input: z.object({
    filter: z
      .object({
        stage: stage.optional(),
        severity: severity.optional(),
        kind: incidentKind.optional(),
        text: lineOrNothing(200).optional(),
      })
      .optional(),
    limit: z.int().min(1).max(200).default(50),
    after: z
      .string()
      .regex(/^\d{1,9}$/, { error: 'the `next` of the page before, such as 41,' })
      .optional(),
  }),
  run: async ({ filter, limit, after }, hands): Promise<IncidentsFound> => {
    const below = after === undefined ? undefined : Number(after)
    const lines = await listLines(hands.store.queries, {
      ...filter,
      seenBy: asked(hands),
      below,
      limit: limit + 1,
    })
    const items = lines.slice(0, limit)
    return { items, next: lines.length > limit ? String(items.at(-1)?.number ?? '') : null }
  },
})

/** Removes an incident from every list; `undoRemoval` brings it back. */
export const removeIncident = operation({
  name: 'removeIncident',
  about: 'Removes an incident from every list; undoRemoval brings it back.',
  access: 'member',
  touches: 'incident',
  changes: true,
  input: z.object({ id, because: prose(2000).optional() }),
  run: async ({ id: incidentId, because }, hands): Promise<Removed> =>
    hands.store.transaction(async (queries) => {
      const removal = { noun: 'incident', incidentId, ids: [incidentId], because } as const
      return { removalId: found(await removeRows(queries, removal, by(hands)), 'incident') }
    }),
})
