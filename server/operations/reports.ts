/**
 * Telling what almost happened: named, in confidence, or as nobody. What is asked of nobody leaves no trace (see
 * `leavesNoTrace`): these operations are handed no session, no address and no time of day, so they can store none.
 */
import { findNames } from '@secondstory/language'
import { redact } from '@secondstory/review/ingest/redact'
import { blurred, findIdentifiers, type Identifier } from '@secondstory/review/model/identifiers'
import { dayOf } from '@secondstory/review/model/instants'
import { isProof } from '@secondstory/review/model/proof'
import { spelled } from '@secondstory/review/model/receipts'
import {
  type DeletionCertificate,
  dayAfter,
  type Naming,
  type ReportMessage,
  type ReportNotice,
  type ReportPart,
  type ReportReceipt,
  type ReportWords,
  reportBlockers,
  reportParts,
  taskText,
  textBlockers,
} from '@secondstory/review/model/reports'
import { z } from 'zod'
import type { Queries } from '../store/database.ts'
import { type Intake, readIntake, readNotice } from '../store/report-notices.ts'
import {
  addReport as addRow,
  deleteReport,
  lockByReceipt,
  newReportId,
  type StoredReport,
  saveWords,
} from '../store/reports.ts'
import { refuseFor } from './answers.ts'
import { lineOrNothing, prose } from './fields.ts'
import { asked, type Hands } from './hands.ts'
import { operation, Refusal } from './operation.ts'
import { hashReceipt, hashTyped, newReceipt } from './receipt-codes.ts'
import {
  type Contents,
  certificateOf,
  openContents,
  type Sender,
  sealContents,
  sealSender,
} from './report-contents.ts'
import { tellHazards } from './report-hazards.ts'

/** Longest text of one part: two pages. A report is told in minutes. */
const LONGEST = 8_000

const wordsOfReport = {
  happened: prose(LONGEST),
  caught: z.enum(['late', 'staging', 'rollback', 'guardrail', 'luck']),
  stopped: prose(LONGEST).default(''),
  component: lineOrNothing(200).default(''),
  couldHave: prose(LONGEST).default(''),
}

/** Whether a note of thanks is welcome behind the receipt. */
const welcomesThanks = z.boolean().default(false)

const noticeVersion = z.int().min(1).max(1_000_000)

/** What a keeper promised, and whether reports are taken. */
export interface IntakeRead {
  readonly isOpen: boolean
  readonly notice: ReportNotice | null
}

/** The notice, before a word is typed. */
export const readReportNotice = operation({
  name: 'readReportNotice',
  about: 'Reads what is promised to whoever reports a near miss, and whether reports are taken.',
  access: 'anyone',
  changes: false,
  leavesNoTrace: true,
  input: z.object({}),
  run: async (_input, { store }): Promise<IntakeRead> => {
    const { isOpen, notice } = await readIntake(store.queries)
    return { isOpen, notice }
  },
})

/** What in a report could lead back to somebody, and the same words without it. */
export interface ReportChecked {
  readonly identifiers: Readonly<Record<ReportPart, readonly Identifier[]>>
  readonly blurred: Readonly<Record<ReportPart, string>>
  readonly secrets: number
}

/** The preview, for doors that have no page. Nothing is stored. */
export const checkReport = operation({
  name: 'checkReport',
  about: 'Says what in a report could lead back to somebody, and what to write instead; stores nothing.',
  access: 'anyone',
  changes: false,
  leavesNoTrace: true,
  input: z.object(wordsOfReport),
  run: async (words): Promise<ReportChecked> => {
    refuseFor(reportBlockers(words))
    const identifiers = (part: ReportPart) => findIdentifiers(words[part], findNames(words[part]))
    return {
      identifiers: ofParts(identifiers),
      blurred: ofParts((part) => blurred(words[part], identifiers(part))),
      secrets: withoutSecrets(words).secrets,
    }
  },
})

function ofParts<Of>(make: (part: ReportPart) => Of): Readonly<Record<ReportPart, Of>> {
  return {
    happened: make('happened'),
    stopped: make('stopped'),
    component: make('component'),
    couldHave: make('couldHave'),
  }
}

/** What a reporter is handed: the code is shown once and kept nowhere. */
export interface ReportTaken {
  readonly receipt: string
  /** How many secrets were taken out before it was stored. */
  readonly secretsRemoved: number
  /** Whether it waits for other reports before a steward sees it. */
  readonly isWaiting: boolean
}

/** Guesses at who sends are not made: one pace for all, and work done for each. */
const PACE = { most: 60, within_ms: 3_600_000 } as const
const ONCE = { most: 1, within_ms: 2 * 86_400_000 } as const

/** A report of nobody. */
export const addAnonymousReport = operation({
  name: 'addAnonymousReport',
  about: 'Takes a near-miss report of nobody: no account, no cookie, no address. The receipt is shown once.',
  access: 'anyone',
  changes: true,
  leavesNoTrace: true,
  input: z.object({
    ...wordsOfReport,
    isHazard: z.boolean().default(false),
    skipsBatch: z.boolean().default(false),
    welcomesThanks,
    noticeVersion,
    proof: z.object({ on: z.iso.date(), count: z.int().min(0) }),
  }),
  run: async (
    { isHazard, skipsBatch, welcomesThanks: isThanked, noticeVersion: seen, proof, ...words },
    hands,
  ): Promise<ReportTaken> => {
    refuseFor(reportBlockers(words))
    refuseUnworked(words, proof, hands)
    hands.attempts.count('anonymous reports', PACE, hands.now)
    const isWaiting = !(isHazard && skipsBatch)
    return take({ words, seen, naming: 'anonymous', isHazard, isWaiting, isThanked }, hands)
  },
})

/** The work is for these words and this day, and is worth something once. */
function refuseUnworked(
  words: ReportWords,
  { on, count }: { readonly on: string; readonly count: number },
  { attempts, now }: Hands,
): void {
  const today = dayOf(now)
  const isNear = on >= dayAfter(today, -1) && on <= dayAfter(today, 1)
  if (!isNear || !isProof({ on, text: taskText(words) }, count)) {
    throw new Refusal(
      'invalid',
      'The proof does not fit these words and this day. It is counted by the page and by "secondstory report"; see the description of the operation.',
    )
  }
  attempts.count(`proof ${on} ${count}`, ONCE, now)
}

/** A report of somebody the stewards may know. */
export const addReport = operation({
  name: 'addReport',
  about: 'Takes a near-miss report, named or in confidence; stewards alone learn who reported.',
  access: 'reader',
  changes: true,
  leavesNoLine: true,
  input: z.object({
    ...wordsOfReport,
    naming: z.enum(['named', 'confidential']),
    isHazard: z.boolean().default(false),
    welcomesThanks,
    noticeVersion,
  }),
  run: async (
    { naming, isHazard, welcomesThanks: isThanked, noticeVersion: seen, ...words },
    hands,
  ): Promise<ReportTaken> => {
    refuseFor(reportBlockers(words))
    const sender = { personId: asked(hands).personId }
    const taken = await take({ words, seen, naming, isHazard, isWaiting: false, sender, isThanked }, hands)
    if (isHazard) await tellHazards(hands)
    return taken
  },
})

/** A report on its way in. */
export interface Arriving {
  readonly words: ReportWords
  /** The version of the notice it was written under. */
  readonly seen: number | null
  readonly naming: Naming
  readonly isHazard: boolean
  readonly isWaiting: boolean
  readonly sender?: Sender
  /** Whoever spoke said that thanks are welcome; left out, they did not. */
  readonly isThanked?: boolean
}

/** Takes a report from any door. Without a version of the notice it stands under the one in force. */
export async function take(
  arriving: Arriving,
  hands: Pick<Hands, 'store' | 'strongbox' | 'now'>,
): Promise<ReportTaken> {
  const { store, strongbox, now } = hands
  const intake = await readIntake(store.queries)
  const version = openUnder(intake, arriving.seen)
  const { words, secrets } = withoutSecrets(arriving.words)
  const id = newReportId()
  const code = newReceipt()
  const receiptHash = arriving.naming === 'automatic' ? null : await hashReceipt(code, intake.receiptSalt)
  const contents: Contents = {
    words,
    messages: [],
    disposition: null,
    reference: null,
    welcomesThanks: arriving.isThanked === true,
    thanks: [],
  }
  await store.transaction((queries) =>
    addRow(queries, {
      id,
      naming: arriving.naming,
      isHazard: arriving.isHazard,
      noticeVersion: version,
      receiptHash,
      sealed: sealContents(strongbox, id, contents),
      sender: arriving.sender === undefined ? null : sealSender(strongbox, id, arriving.sender),
      on: dayOf(now),
      isWaiting: arriving.isWaiting,
    }),
  )
  return { receipt: spelled(code), secretsRemoved: secrets, isWaiting: arriving.isWaiting }
}

/** The version a report stands under, or why it cannot be taken. */
function openUnder({ isOpen, notice }: Intake, seen: number | null): number {
  if (notice === null || !isOpen) {
    throw new Refusal(
      'not-ready',
      'Intake is closed at the moment: a keeper accepts the notice in Settings, Reports first, so that somebody stands behind it.',
    )
  }
  if (seen !== null && seen !== notice.version) {
    throw new Refusal(
      'conflict',
      `The notice changed while this was written: version ${notice.version} is in force, and this was written under version ${seen}. What you wrote is still there; read the notice once more.`,
      { current: notice },
    )
  }
  return notice.version
}

function withoutSecrets(words: ReportWords): { readonly words: ReportWords; readonly secrets: number } {
  const clean = ofParts((part) => redact(words[part]))
  const secrets = reportParts
    .flatMap(({ part }) => clean[part].removed)
    .reduce((sum, { count }) => sum + count, 0)
  return { words: { ...ofParts((part) => clean[part].text), caught: words.caught }, secrets }
}

const code = z.string().max(100)

/** What a receipt opens: the report as it stands, what stewards ask, and what became of it. */
export const readReportReceipt = operation({
  name: 'readReportReceipt',
  about:
    'Reads a report by its receipt: what stewards ask, what became of it, and the notice it stands under.',
  access: 'anyone',
  changes: false,
  leavesNoTrace: true,
  input: z.object({ code }),
  run: async (given, hands): Promise<ReportReceipt> =>
    opened(given.code, hands, async (report, queries) => {
      const contents = openContents(hands.strongbox, report)
      return {
        naming: report.naming,
        state: report.state,
        words: contents?.words ?? null,
        messages: contents?.messages ?? [],
        notice: await readNotice(queries, report.noticeVersion),
        disposition: contents?.disposition ?? null,
        certificate: report.certificate,
        welcomesThanks: contents?.welcomesThanks ?? false,
        thanks: contents?.thanks ?? [],
      }
    }),
})

/** An answer or an addition through the receipt. */
export const addReportMessage = operation({
  name: 'addReportMessage',
  about: 'Says something to the stewards through a receipt.',
  access: 'anyone',
  changes: true,
  leavesNoTrace: true,
  input: z.object({ code, text: prose(LONGEST).pipe(z.string().trim().min(1)) }),
  run: async (given, hands): Promise<{ readonly messages: readonly ReportMessage[] }> => {
    refuseFor(textBlockers(given.text))
    return opened(given.code, hands, async (report, queries) => {
      const contents = openContents(hands.strongbox, report)
      if (contents === null) throw deleted()
      const message = { from: 'reporter', on: dayOf(hands.now), text: redact(given.text).text } as const
      if (contents.messages.length >= MOST_MESSAGES)
        throw new Refusal('too-large', `A report holds ${MOST_MESSAGES} messages, and this one is full.`)
      const messages = [...contents.messages, message]
      await saveWords(queries, report.id, sealContents(hands.strongbox, report.id, { ...contents, messages }))
      return { messages }
    })
  },
})

const MOST_MESSAGES = 200

/** Whoever holds the receipt says whether thanks are welcome, and may say otherwise later. */
export const markThanksWelcome = operation({
  name: 'markThanksWelcome',
  about: 'Says through a receipt whether a note of thanks is welcome behind it.',
  access: 'anyone',
  changes: true,
  leavesNoTrace: true,
  input: z.object({ code, isWelcome: z.boolean() }),
  run: async (given, hands): Promise<{ readonly welcomesThanks: boolean }> =>
    opened(given.code, hands, async (report, queries) => {
      const contents = openContents(hands.strongbox, report)
      if (contents === null) throw deleted()
      const after = { ...contents, welcomesThanks: given.isWelcome }
      await saveWords(queries, report.id, sealContents(hands.strongbox, report.id, after))
      return { welcomesThanks: given.isWelcome }
    }),
})

function deleted(): Refusal {
  return new Refusal('not-ready', 'This report was deleted; its receipt shows the certificate.')
}

/** Whoever spoke may take it back, as long as they hold the receipt. */
export const removeOwnReport = operation({
  name: 'removeOwnReport',
  about: 'Deletes a report by its receipt, for good; the certificate says what was deleted.',
  access: 'anyone',
  changes: true,
  leavesNoTrace: true,
  input: z.object({ code }),
  run: async (given, hands): Promise<DeletionCertificate> =>
    opened(given.code, hands, async (report, queries) => {
      if (report.certificate !== null) return report.certificate
      const contents = openContents(hands.strongbox, report)
      const certificate = certificateOf(report, { contents, today: dayOf(hands.now) })
      await deleteReport(queries, { id: report.id, certificate }, { personId: null, at: hands.now })
      return certificate
    }),
})

/** Does something with the report of a receipt; a code that opens nothing counts as a guess. */
async function opened<Answer>(
  typed: string,
  hands: Hands,
  work: (report: StoredReport, queries: Queries) => Promise<Answer>,
): Promise<Answer> {
  const { store, attempts, now } = hands
  const { receiptSalt: salt } = await readIntake(store.queries)
  const hash = await hashTyped(typed, { attempts, now, salt })
  return store.transaction(async (queries) => {
    const report = await lockByReceipt(queries, hash)
    if (report === null) throw new Refusal('not-found', 'No report has this receipt; a sign may be wrong.')
    attempts.forgive('wrong receipts')
    return work(report, queries)
  })
}
