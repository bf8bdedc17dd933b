/** Reminders: one letter a day to whoever holds what is due, in their hours, and what happens when a link in it is followed. */

import { dueWords } from '@secondstory/review/model/action-check'
import type { Action } from '@secondstory/review/model/actions'
import { dayOf } from '@secondstory/review/model/instants'
import { openDay, usualPreferences } from '@secondstory/review/model/preferences'
import {
  type ReminderDeed,
  type ReminderDue,
  reminderDeeds,
  reminderDue,
  reminderMoments,
  teamReminderDue,
} from '@secondstory/review/model/reminders'
import { z } from 'zod'
import { lockAction, saveAction } from '../store/actions.ts'
import type { Queries } from '../store/database.ts'
import { findIncident } from '../store/incidents.ts'
import { type Letter, queueDelivery } from '../store/outbox.ts'
import { findPerson } from '../store/people.ts'
import { listRecipients, type Recipient, readTeamPlace } from '../store/preferences.ts'
import { listPromises, noteTold, type OpenPromise, promisedSince } from '../store/reminders.ts'
import type { Store } from '../store/store.ts'
import type { Strongbox } from '../store/strongbox.ts'
import { found, refuseFor } from './answers.ts'
import { day, prose } from './fields.ts'
import { moveDueDay, say } from './follow-ups.ts'
import type { Hands } from './hands.ts'
import { type LetterItem, setLetter } from './letters.ts'
import { type Happening, tell } from './listeners.ts'
import { operation, Refusal } from './operation.ts'
import { openReminder, type ReminderLink, sealReminder, sealUnsubscribe } from './reminder-links.ts'

/** What a round of reminding needs. */
export interface Reminding {
  readonly store: Store
  readonly strongbox: Strongbox
  readonly publicUrl: string
  readonly now: string
}

/** A promise with what is told of it now. */
interface Telling {
  readonly promise: OpenPromise
  readonly due: ReminderDue
}

/**
 * Queues what is to be told at this moment: to each owner whose hours it is, everything in one letter a day; to the
 * team, what nobody holds. It may run as often as it likes: each moment of a promise is told once.
 */
export async function remind(round: Reminding): Promise<void> {
  const recipients = await listRecipients(round.store.queries)
  const open = recipients.flatMap((recipient) => {
    const today = openDay(recipient.preferences.hours, round.now)
    return today === null || !recipient.mayWrite ? [] : [{ recipient, today }]
  })
  await remindOwners(round, open)
  await remindTeam(round, recipients)
}

interface OpenRecipient {
  readonly recipient: Recipient
  readonly today: string
}

async function remindOwners(round: Reminding, open: readonly OpenRecipient[]): Promise<void> {
  if (open.length === 0) return
  const ownerIds = open.map(({ recipient }) => recipient.personId)
  const today = open.map((each) => each.today).reduce((a, b) => (a > b ? a : b))
  const promises = byOwner(await listPromises(round.store.queries, { ownerIds, today }))
  for (const { recipient, today: theirs } of open) {
    const tellings = (promises.get(recipient.personId) ?? []).flatMap((promise) => {
      const due = reminderDue(
        { promisedOn: dayOf(promise.promisedAt), dueOn: promise.dueOn, told: new Set(promise.told) },
        theirs,
      )
      return due === null ? [] : [{ promise, due }]
    })
    if (tellings.length > 0) await remindOwner(round, { recipient, today: theirs, tellings })
  }
}

function byOwner(promises: readonly OpenPromise[]): ReadonlyMap<string, readonly OpenPromise[]> {
  const found = new Map<string, OpenPromise[]>()
  for (const promise of promises) {
    const own = found.get(promise.ownerId)
    if (own === undefined) found.set(promise.ownerId, [promise])
    else own.push(promise)
  }
  return found
}

/** One letter; nothing when one went out today already, so that what is new waits for tomorrow. */
async function remindOwner(
  round: Reminding,
  batch: OpenRecipient & { readonly tellings: readonly Telling[] },
): Promise<void> {
  const { recipient, today } = batch
  const onceKey = `reminder ${recipient.personId} ${today}`
  await round.store
    .transaction(async (queries) => {
      const tellings = await settled(queries, batch.tellings)
      if (tellings.length === 0 || recipient.preferences.reminders === 'none') return
      const queued = await queueDelivery(queries, {
        ...ownerLetter(round, { recipient, today, tellings }),
        kind: 'reminder',
        channel: recipient.preferences.reminders,
        to: recipient.email,
        about: aboutWords(tellings),
        onceKey,
        now: round.now,
      })
      if (queued === null) throw new AlreadyTold()
      await tell(queries, happening('actions.due', { tellings, onceKey, now: round.now }))
    })
    .catch(unlessTold)
}

/** Rolls the transaction back: the moments are told tomorrow, in the next letter. */
class AlreadyTold extends Error {}

function unlessTold(error: unknown): void {
  if (!(error instanceof AlreadyTold)) throw error
}

/** The tellings whose moments nobody told before; another server may have been quicker. */
async function settled(queries: Queries, tellings: readonly Telling[]): Promise<readonly Telling[]> {
  const rows = tellings.flatMap(({ promise, due }) =>
    due.settles.map((moment) => ({ actionId: promise.actionId, promisedAt: promise.promisedAt, moment })),
  )
  const told = new Set((await noteTold(queries, rows)).map(({ actionId, moment }) => `${actionId} ${moment}`))
  return tellings.filter(({ promise, due }) => told.has(`${promise.actionId} ${due.moment}`))
}

/** What listeners are told: what is due and where, and nobody's name. */
function happening(
  event: 'actions.due' | 'actions.unheld',
  told: { readonly tellings: readonly Telling[]; readonly onceKey: string; readonly now: string },
): Happening {
  const actions = told.tellings.map(({ promise, due }) => ({
    title: promise.title,
    incident: promise.incidentReference,
    dueOn: promise.dueOn,
    moment: due.moment,
  }))
  return { event, facts: { actions }, onceKey: told.onceKey, now: told.now }
}

function aboutWords(tellings: readonly Telling[]): string {
  return tellings.length === 1 ? '1 action' : `${tellings.length} actions`
}

function ownerLetter(
  { strongbox, publicUrl }: Reminding,
  batch: OpenRecipient & { readonly tellings: readonly Telling[] },
): Letter {
  const { recipient, today, tellings } = batch
  const [first] = tellings
  const subject =
    tellings.length === 1 && first !== undefined
      ? `${first.promise.title}: ${dueWords(first.promise.dueOn, today)}`
      : `${tellings.length} actions to look at`
  const unsubscribe = sealUnsubscribe(strongbox, { personId: recipient.personId, from: 'reminders' })
  return setLetter({
    subject,
    opening: 'What was promised after an incident, and where it stands. One line is enough for each.',
    parts: [
      {
        heading: '',
        items: tellings.map(({ promise, due }): LetterItem => {
          const link = { actionId: promise.actionId, promisedAt: promise.promisedAt }
          const url = (deed: ReminderDeed): string =>
            `${publicUrl}/follow-up#${sealReminder(strongbox, { ...link, personId: recipient.personId, deed })}`
          return {
            ...itemOf({ promise, due }, today),
            links: deeds.map((deed) => ({ label: reminderDeeds[deed].label, url: url(deed) })),
          }
        }),
      },
    ],
    closing:
      'You get this because you hold these actions. It comes once a day at most, in your working hours.',
    settings: { label: 'Choose when and how', url: `${publicUrl}/settings?section=notifications` },
    unsubscribe: `${publicUrl}/unsubscribe/${unsubscribe}`,
  })
}

const deeds = ['done', 're-date', 'blocked', 'drop'] as const satisfies readonly ReminderDeed[]

function itemOf({ promise, due }: Telling, today: string): LetterItem {
  const where = `${promise.incidentReference}, ${dueWords(promise.dueOn, today)} (${promise.dueOn})`
  return { title: promise.title, lines: [`${where}: ${reminderMoments[due.moment]}.`], links: [] }
}

/** What nobody holds goes to the team, once each, in the hours of the installation. */
async function remindTeam(round: Reminding, recipients: readonly Recipient[]): Promise<void> {
  const { queries } = round.store
  const place = await readTeamPlace(queries)
  const today = openDay({ ...usualPreferences.hours, zone: place.zone }, round.now)
  if (today === null) return
  const tellings = (await listPromises(queries, { ownerIds: null, today })).flatMap((promise) => {
    const told = new Set(promise.told)
    const { dueOn, hasOwnerLeft } = promise
    const due = teamReminderDue({ promisedOn: dayOf(promise.promisedAt), dueOn, hasOwnerLeft, told }, today)
    return due === null ? [] : [{ promise, due }]
  })
  if (tellings.length === 0) return
  const to =
    place.mail === null
      ? recipients.filter(({ isKeeper }) => isKeeper).map(({ email }) => email)
      : [place.mail]
  await round.store
    .transaction(async (transaction) => {
      const fresh = await settled(transaction, tellings)
      if (fresh.length === 0) return
      for (const email of to) {
        const queued = await queueDelivery(transaction, {
          ...teamLetter(round, fresh, today),
          kind: 'orphan',
          to: email,
          about: aboutWords(fresh),
          onceKey: `team ${email} ${today}`,
          now: round.now,
        })
        if (queued === null) throw new AlreadyTold()
      }
      const onceKey = `team ${today}`
      await tell(transaction, happening('actions.unheld', { tellings: fresh, onceKey, now: round.now }))
    })
    .catch(unlessTold)
}

function teamLetter({ publicUrl }: Reminding, tellings: readonly Telling[], today: string): Letter {
  const part = (heading: string, isOrphan: boolean) => {
    const items = tellings
      .filter(({ due }) => (due.moment === 'orphan') === isOrphan)
      .map((telling) => ({
        ...itemOf(telling, today),
        links: [
          {
            label: 'Open it',
            url: `${publicUrl}/incidents/${telling.promise.incidentReference}/actions#${telling.promise.actionId}`,
          },
        ],
      }))
    return items.length === 0 ? [] : [{ heading, items }]
  }
  return setLetter({
    subject: `${aboutWords(tellings)} for the team to look at`,
    opening: 'Who will bring these to a decision? If nobody will, what are we accepting?',
    parts: [...part('Their owner has left', true), ...part('Two weeks past their day', false)],
    closing: 'This goes to the team, once for each action.',
    settings: { label: 'The weekly check', url: `${publicUrl}/actions/check` },
    unsubscribe: null,
  })
}

const token = z.string().min(20).max(1000)

/** What a link in a reminder is about, for the page that asks for its line. */
export interface ReminderRead {
  readonly deed: ReminderDeed
  readonly title: string
  readonly incidentReference: string
  readonly dueOn: string
  readonly today: string
}

/** Reads what a link in a reminder would do. Nothing changes by reading it: mail programs open links ahead of people. */
export const readReminder = operation({
  name: 'readReminder',
  about: 'Reads what a link in a reminder would do; nothing changes by it.',
  access: 'anyone',
  changes: false,
  input: z.object({ token }),
  run: async (given, hands): Promise<ReminderRead> => {
    const { link, action } = await followed(hands.store.queries, hands, given.token)
    const incident = found(await findIncident(hands.store.queries, { id: action.incidentId }), 'incident')
    return {
      deed: link.deed,
      title: action.title,
      incidentReference: `INC-${incident.number}`,
      dueOn: action.dueOn ?? '',
      today: dayOf(hands.now),
    }
  },
})

/** Does what a link in a reminder says, with the one line it asks for. */
export const answerReminder = operation({
  name: 'answerReminder',
  about: 'Does what a link in a reminder says: done, a new date, waiting or dropped, each with one line.',
  access: 'anyone',
  changes: true,
  input: z.object({ token, text: prose(2000), dueOn: day.optional() }),
  run: async ({ token: secret, text, dueOn }, hands): Promise<{ readonly deed: ReminderDeed }> =>
    hands.store.transaction(async (queries) => {
      const { link, action } = await followed(queries, hands, secret)
      const author = { personId: link.personId, at: hands.now, through: 'a link in a reminder' }
      const said = text.trim()
      if (link.deed === 're-date') {
        await moveDueDay(queries, { action, dueOn: dueOn ?? '', because: said }, author)
      } else if (link.deed === 'blocked') {
        await say(queries, { action, draft: { ...noDraft, text: said, saidOn: dayOf(hands.now) } }, author)
      } else {
        refuseFor(said === '' ? [emptyLine(link.deed, action.id)] : [])
        const state = link.deed === 'done' ? 'done' : 'dropped'
        const after: Action = { ...action, state, outcome: said, closedAt: hands.now }
        await saveAction(queries, { before: action, after }, author)
      }
      return { deed: link.deed }
    }),
})

const noDraft = { kind: 'blocked', link: '', toOn: null, eventsBefore: null, monthsBefore: null } as const

function emptyLine(deed: ReminderDeed, id: string) {
  const sentence = `${reminderDeeds[deed].asks} One line is enough.`
  return { rule: 'reminder-without-line', sentence, place: { tab: 'actions', id } } as const
}

/** The action behind a link, held; or why the link does nothing any more. */
async function followed(
  queries: Queries,
  { strongbox }: Pick<Hands, 'strongbox'>,
  secret: string,
): Promise<{ readonly link: ReminderLink; readonly action: Action }> {
  const link = openReminder(strongbox, secret)
  if (link === null)
    throw new Refusal('not-found', 'This link is not whole; open it from the letter again, or sign in.')
  const person = await findPerson(queries, link.personId)
  if (person?.isActive !== true)
    throw new Refusal('not-allowed', 'This link was sent to somebody whose account is closed here.')
  const action = found(await lockAction(queries, link.actionId), 'action')
  if ((await promisedSince(queries, link.actionId)) === link.promisedAt) return { link, action }
  throw new Refusal(
    'not-ready',
    action.state === 'open'
      ? 'This action has another day or another owner since this letter; the newest letter has the links.'
      : `This action is ${action.state} already, so there is nothing left to do here.`,
  )
}
