/** The stewards' desk: reading reports, asking through the receipt, saying what became of them, and deleting them. */

import { defaultDraft } from '@secondstory/review/documents/template'
import { redact } from '@secondstory/review/ingest/redact'
import type { Blocker } from '@secondstory/review/model/blocker'
import { type Incident, reference } from '@secondstory/review/model/incident'
import { dayOf } from '@secondstory/review/model/instants'
import {
  type DeletionCertificate,
  dayAfter,
  isBatchDue,
  isUnanswered,
  KEPT_DAYS,
  type Report,
} from '@secondstory/review/model/reports'
import { shortened } from '@secondstory/review/model/shortened'
import { thanksBlockers } from '@secondstory/review/model/thanks'
import { z } from 'zod'
import type { Queries } from '../store/database.ts'
import { findIncident, openIncident as openRow } from '../store/incidents.ts'
import { listPeople } from '../store/people.ts'
import {
  deleteReport,
  findReport,
  listReports as listRows,
  lockBatch,
  lockReportsClosedBefore,
  releaseBatch,
  rewriteAnonymous,
  type StoredReport,
  saveReport,
} from '../store/reports.ts'
import { found, refuseFor } from './answers.ts'
import { id, line, nothing, ofRow, prose } from './fields.ts'
import { asked, by, type Hands } from './hands.ts'
import { operation, Refusal } from './operation.ts'
import { type Contents, certificateOf, openContents, reportOnDesk, sealContents } from './report-contents.ts'
import { openRoleBook } from './roles.ts'
import { thanksText } from './thanks.ts'

/** Whoever asks is here in person: a token in a script may be anyone's, an agent's too. */
function refuseToken(hands: Hands): void {
  if (asked(hands).via !== 'token') return
  throw new Refusal('not-allowed', 'Reports are read by a person who is signed in, not through a token.')
}

/** A report in the queue: enough to choose the next one, and no more. */
export interface ReportLine
  extends Pick<Report, 'id' | 'naming' | 'isHazard' | 'state' | 'releasedOn' | 'dueOn'> {
  /** The beginning of its words; empty once it is deleted. */
  readonly opening: string
  readonly component: string
  /** The reporter spoke last. */
  readonly isUnanswered: boolean
  readonly disposition: Report['disposition']
}

/** The queue: hazards first, then by the day they are due. */
export const listReports = operation({
  name: 'listReports',
  about: 'Lists near-miss reports for stewards: immediate hazards first, then by the day they are due.',
  access: 'steward',
  opens: 'report',
  touches: 'installation',
  changes: false,
  input: nothing,
  run: async (_input, hands): Promise<readonly ReportLine[]> => {
    refuseToken(hands)
    const { store, strongbox, now } = hands
    const view = { queries: store.queries, strongbox, today: dayOf(now) }
    const reports = await Promise.all((await listRows(store.queries)).map((row) => reportOnDesk(row, view)))
    return reports
      .map(lineOf)
      .toSorted((a, b) => Number(b.isHazard) - Number(a.isHazard) || a.dueOn.localeCompare(b.dueOn))
  },
})

function lineOf(report: Report): ReportLine {
  const { id, naming, isHazard, state, releasedOn, dueOn, disposition, words } = report
  return {
    ...{ id, naming, isHazard, state, releasedOn, dueOn, disposition },
    opening: shortened(words?.happened ?? '', 160),
    component: words?.component ?? '',
    isUnanswered: state === 'open' && isUnanswered(report.messages),
  }
}

/** One report. That a steward opened it is a line of the audit log. */
export const readReport = operation({
  name: 'readReport',
  about: 'Reads a near-miss report for a steward; that it was opened is noted.',
  access: 'steward',
  opens: 'report',
  touches: 'installation',
  audits: 'report',
  changes: false,
  input: ofRow,
  run: async ({ id }, hands): Promise<Report> => {
    refuseToken(hands)
    const { queries } = hands.store
    const stored = found(await findReport(queries, id), 'report')
    return reportOnDesk(stored, { queries, strongbox: hands.strongbox, today: dayOf(hands.now) })
  },
})

const words = prose(8_000).pipe(z.string().trim().min(1))

/** Asks the reporter, whoever it is: the answer comes through the receipt. */
export const addReportQuestion = operation({
  name: 'addReportQuestion',
  about: 'Asks whoever reported; they read it, and answer, through their receipt.',
  access: 'steward',
  opens: 'report',
  touches: 'installation',
  audits: 'report',
  changes: true,
  input: z.object({ id, text: words }),
  run: async ({ id, text }, hands): Promise<Report> =>
    change(id, hands, (contents, today) => ({
      deed: 'asked',
      state: 'open',
      contents: { ...contents, messages: [...contents.messages, said(text, today)] },
    })),
})

/** Says what became of a report, to whoever made it. The name behind a confidential one goes with this. */
export const closeReport = operation({
  name: 'closeReport',
  about:
    'Closes a report with its outcome and a word to the reporter; the name behind a confidential one is deleted.',
  access: 'steward',
  opens: 'report',
  touches: 'installation',
  audits: 'report',
  changes: true,
  input: z.object({
    id,
    disposition: z.enum(['review', 'changed', 'known', 'unclear', 'none']),
    text: words,
  }),
  run: async ({ id, disposition, text }, hands): Promise<Report> =>
    change(id, hands, (contents, today) => ({
      deed: 'closed',
      state: 'closed',
      contents: { ...contents, disposition, messages: [...contents.messages, said(text, today)] },
    })),
})

/** Hands a note of thanks on to whoever reported, if they said that thanks are welcome; who it comes from stands in its words. */
export const addReportThanks = operation({
  name: 'addReportThanks',
  about:
    'Hands thanks on to whoever reported, if they said that thanks are welcome; they read it by their receipt.',
  access: 'steward',
  opens: 'report',
  touches: 'installation',
  audits: 'report',
  changes: true,
  input: z.object({ id, text: thanksText }),
  run: async ({ id, text }, hands): Promise<Report> =>
    change(id, hands, (contents, today) => {
      refuseFor(thanksBlockers(contents.welcomesThanks))
      const note = { text: redact(text).text, on: today }
      return { deed: 'handed thanks on', contents: { ...contents, thanks: [...contents.thanks, note] } }
    }),
})

function said(text: string, on: string) {
  return { from: 'steward', on, text: redact(text).text } as const
}

interface Changed {
  readonly deed: string
  /** Left out: as it was. */
  readonly state?: 'open' | 'closed'
  readonly contents: Contents
}

/** One change of a report by a steward. */
async function change(
  id: string,
  hands: Hands,
  make: (contents: Contents, today: string, queries: Queries) => Changed | Promise<Changed>,
): Promise<Report> {
  refuseToken(hands)
  const { store, strongbox, now } = hands
  const today = dayOf(now)
  return store.transaction(async (queries) => {
    const before = found(await findReport(queries, id, true), 'report')
    const contents = openContents(strongbox, before)
    if (contents === null) throw gone()
    const was = before.state === 'closed' ? 'closed' : 'open'
    const { deed, state = was, contents: after } = await make(contents, today, queries)
    const sealed = sealContents(strongbox, id, after)
    await saveReport(queries, { before, sealed, state, deed }, by(hands))
    const stored = found(await findReport(queries, id), 'report')
    return reportOnDesk(stored, { queries, strongbox, today })
  })
}

function gone(): Refusal {
  return new Refusal('not-ready', 'This report was deleted; what is left of it is its certificate.')
}

/** What a review begins with: the words, and never who said them. */
export interface ReportOpened {
  readonly report: Report
  readonly incident: Incident
}

/** Opens a review from a report: a near miss with its words, freed of everybody's name. */
export const openIncidentFromReport = operation({
  name: 'openIncidentFromReport',
  about: 'Opens a review of a near miss with the words of a report, and without anybody behind it.',
  access: 'steward',
  opens: 'report',
  touches: 'installation',
  audits: 'report',
  changes: true,
  input: z.object({ id, title: line(200), summary: words, component: line(100).optional() }),
  run: async ({ id, title, summary, component }, hands): Promise<ReportOpened> => {
    const report = await change(id, hands, async (contents, today, queries) => {
      refuseFor(await nameBlockers(queries, `${title}\n${summary}`))
      const incident = await openRow(
        queries,
        { incident: nearMiss({ title, summary, component }), draftText: defaultDraft },
        by(hands),
      )
      const text = 'Your report became a review. What comes of it will be told here.'
      return {
        deed: 'opened a review',
        state: 'open',
        contents: {
          ...contents,
          disposition: 'review',
          reference: reference(incident),
          messages: [...contents.messages, said(text, today)],
        },
      }
    })
    const number = Number(report.reference?.slice('INC-'.length))
    return { report, incident: found(await findIncident(hands.store.queries, { number }), 'incident') }
  },
})

function nearMiss(given: {
  readonly title: string
  readonly summary: string
  readonly component: string | undefined
}) {
  return {
    title: given.title,
    kind: 'near-miss',
    severity: 'SEV4',
    potentialSeverity: null,
    startedAt: null,
    detectedAt: null,
    mitigatedAt: null,
    endedAt: null,
    components: given.component === undefined ? [] : [given.component],
    summary: redact(given.summary).text,
    isSample: false,
  } as const
}

/** Names that can still be read: those of people here, and whatever reads like a name. */
async function nameBlockers(queries: Queries, text: string): Promise<readonly Blocker[]> {
  const register = { participants: [], people: await listPeople(queries), plainWords: [] }
  return openRoleBook(register, [])
    .namesIn(text)
    .map((name) => ({
      rule: 'report-names-someone',
      sentence: `“${name}” can still be read in these words; say the part they had instead, such as “the on-call” or “a colleague”.`,
      place: { tab: 'incident', id: null },
    }))
}

/** Deletes what was said and who said it, for good. The certificate is what is left. */
export const removeReport = operation({
  name: 'removeReport',
  about:
    'Deletes a report for good and answers with a certificate of what was deleted; nothing brings it back.',
  access: 'steward',
  opens: 'report',
  touches: 'installation',
  audits: 'report',
  changes: true,
  input: ofRow,
  run: async ({ id }, hands): Promise<DeletionCertificate> => {
    refuseToken(hands)
    return hands.store.transaction(async (queries) => {
      const stored = found(await findReport(queries, id, true), 'report')
      if (stored.certificate !== null) return stored.certificate
      return deleteOne(queries, stored, hands)
    })
  },
})

async function deleteOne(
  queries: Queries,
  stored: StoredReport,
  hands: Pick<Hands, 'strongbox' | 'now' | 'asker'>,
): Promise<DeletionCertificate> {
  const contents = openContents(hands.strongbox, stored)
  const certificate = certificateOf(stored, { contents, today: dayOf(hands.now) })
  const author = { personId: hands.asker?.personId ?? null, at: hands.now }
  await deleteReport(queries, { id: stored.id, certificate }, author)
  return certificate
}

/**
 * What an hour may bring: the batch of this day goes to the stewards, and the words of reports that were closed long
 * enough ago are deleted. Running it again changes nothing.
 */
export async function tendReports(hands: Pick<Hands, 'store' | 'strongbox' | 'now'>): Promise<{
  readonly released: number
  readonly deleted: number
}> {
  const today = dayOf(hands.now)
  return hands.store.transaction(async (queries) => {
    const { cameOn, lastBatchOn } = await lockBatch(queries)
    const isDue = isBatchDue(cameOn, { today, lastBatchOn })
    const released = isDue ? await releaseBatch(queries, today) : 0
    const old = await lockReportsClosedBefore(queries, dayAfter(today, -KEPT_DAYS))
    for (const stored of old) await deleteOne(queries, stored, { ...hands, asker: null })
    await rewriteAnonymous(queries)
    return { released, deleted: old.length }
  })
}
