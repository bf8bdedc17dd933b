/** What a report holds, sealed and opened: the one place where its words are in the clear. */
import { createHash } from 'node:crypto'
import {
  type DeletionCertificate,
  type Disposition,
  type Report,
  type ReportMessage,
  type ReportWords,
  reportParts,
  seenByStewards,
  triageDueOn,
} from '@secondstory/review/model/reports'
import type { Thanks } from '@secondstory/review/model/thanks'
import { z } from 'zod'
import type { Queries } from '../store/database.ts'
import { findPerson } from '../store/people.ts'
import { findSender, type StoredReport } from '../store/reports.ts'
import type { Strongbox } from '../store/strongbox.ts'

/** Everything that was said about one report, and what became of it. */
export interface Contents {
  readonly words: ReportWords
  readonly messages: readonly ReportMessage[]
  readonly disposition: Disposition | null
  /** The review it became, as "INC-42". */
  readonly reference: string | null
  /** Whether thanks are welcome, and what was said so far. */
  readonly welcomesThanks: boolean
  readonly thanks: readonly Thanks[]
}

const shape = z.object({
  words: z.object({
    happened: z.string(),
    caught: z.enum(['late', 'staging', 'rollback', 'guardrail', 'luck']),
    stopped: z.string(),
    component: z.string(),
    couldHave: z.string(),
  }),
  messages: z.array(z.object({ from: z.enum(['reporter', 'steward']), on: z.string(), text: z.string() })),
  disposition: z.enum(['review', 'changed', 'known', 'unclear', 'none']).nullable(),
  reference: z.string().nullable(),
  // Reports of before there were any hold neither.
  welcomesThanks: z.boolean().default(false),
  thanks: z.array(z.object({ text: z.string(), on: z.string() })).default([]),
})

/** Seals what a report holds, bound to its id. */
export function sealContents(strongbox: Strongbox, id: string, contents: Contents): Buffer {
  return strongbox.seal(JSON.stringify(contents), `report ${id}`)
}

/** Opens a report; null when it was deleted, or sealed with a key that is gone. */
export function openContents(
  strongbox: Strongbox,
  report: Pick<StoredReport, 'id' | 'sealed'>,
): Contents | null {
  const text = report.sealed === null ? null : strongbox.open(report.sealed, `report ${report.id}`)
  return text === null ? null : shape.parse(JSON.parse(text))
}

/** Somebody who spoke: a person here, or a name another tool knows them by. */
const senderShape = z.union([z.object({ personId: z.string() }), z.object({ name: z.string() })])

/** Somebody who spoke and is known. */
export type Sender = z.infer<typeof senderShape>

/** Seals who spoke, bound to the report and apart from its words. */
export function sealSender(strongbox: Strongbox, id: string, sender: Sender): Buffer {
  return strongbox.seal(JSON.stringify(sender), `sender of ${id}`)
}

/** The name of whoever spoke; null when nobody is known, or not any more. */
async function senderName(queries: Queries, strongbox: Strongbox, id: string): Promise<string | null> {
  const sealed = await findSender(queries, id)
  const text = sealed === null ? null : strongbox.open(sealed, `sender of ${id}`)
  if (text === null) return null
  const sender = senderShape.parse(JSON.parse(text))
  if ('name' in sender) return sender.name
  return (await findPerson(queries, sender.personId))?.name ?? null
}

/** What a report is looked at with. */
export interface DeskView {
  readonly queries: Queries
  readonly strongbox: Strongbox
  readonly today: string
}

/** A report as a steward sees it. */
export async function reportOnDesk(
  stored: StoredReport,
  { queries, strongbox, today }: DeskView,
): Promise<Report> {
  const contents = openContents(strongbox, stored)
  const { id, naming, isHazard, noticeVersion, certificate } = stored
  const releasedOn = stored.releasedOn ?? today
  return {
    id,
    naming,
    isHazard,
    state: stored.state === 'waiting' ? 'open' : stored.state,
    releasedOn,
    dueOn: triageDueOn(releasedOn, isHazard),
    noticeVersion,
    words: contents?.words ?? null,
    messages: seenByStewards(contents?.messages ?? [], { naming, today }),
    sender: await senderName(queries, strongbox, id),
    disposition: contents?.disposition ?? null,
    reference: contents?.reference ?? null,
    certificate,
    welcomesThanks: contents?.welcomesThanks ?? false,
    thanks: contents?.thanks ?? [],
  }
}

/** What is left of a report when it is deleted; nothing in it tells what was said. */
export function certificateOf(
  stored: StoredReport,
  { contents, today }: { readonly contents: Contents | null; readonly today: string },
): DeletionCertificate {
  const told = contents === null ? 0 : reportParts.filter(({ part }) => contents.words[part] !== '').length
  const said = contents?.messages.length ?? 0
  const parts = [
    `${told + 1} parts of the report`,
    ...(said === 0 ? [] : [`${said} ${said === 1 ? 'message' : 'messages'} about it`]),
    ...(stored.naming === 'confidential' || stored.naming === 'named' ? ['the name behind it'] : []),
  ]
  const sha256 = createHash('sha256')
    .update(stored.sealed ?? '')
    .digest('hex')
  return { deletedOn: today, parts, sha256 }
}
