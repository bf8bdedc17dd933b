/**
 * What people say to the Slack app, done with the same operations a page uses. It acts as the integration and never as
 * the person who typed: who that is here, Slack does not know.
 */
import { type Fields, fieldsAt, isFields, parseJson, textAt } from '@secondstory/review/ingest/json'
import { plainWords } from '@secondstory/review/ingest/mrkdwn'
import { redact } from '@secondstory/review/ingest/redact'
import { cleanBody } from '@secondstory/review/ingest/redact-body'
import { KEPT } from '@secondstory/review/ingest/revisions'
import { carriable, fingerprintOf } from '@secondstory/review/ingest/words'
import { type RoutedIncident, routeOf } from '@secondstory/review/model/deliveries'
import type { EvidenceDraft } from '@secondstory/review/model/evidence'
import type { Incident } from '@secondstory/review/model/incident'
import { moment } from '@secondstory/review/model/instants'
import type { Integration } from '@secondstory/review/model/integrations'
import { reportBlockers } from '@secondstory/review/model/reports'
import { KEEP_SHORTCUT, SLACK_COMMAND, type SlackVerb, slackVerbs } from '@secondstory/review/model/slack-app'
import { addDeliveries, listRoutable, type StoredDelivery } from '../store/deliveries.ts'
import { newId } from '../store/ids.ts'
import { findIncident } from '../store/incidents.ts'
import { readIntake } from '../store/report-notices.ts'
import { refuseFor } from './answers.ts'
import { fieldsIn } from './backfill-api.ts'
import { slackApi } from './backfill-slack.ts'
import { bringIn } from './delivery-reading.ts'
import { type Told, tellDelivery } from './delivery-telling.ts'
import type { Hands } from './hands.ts'
import { openIncident } from './incidents.ts'
import { openSecrets } from './integration-secrets.ts'
import { Refusal } from './operation.ts'
import { problemOf } from './problems.ts'
import { take } from './reports.ts'

/** A command as it was typed. */
export interface SlackCommand {
  readonly text: string
  readonly teamId: string
  readonly channelId: string
  readonly userId: string
  readonly userName: string
  /** Different for every command, however alike they are. */
  readonly triggerId: string
}

/** A message someone chose by the shortcut. */
export interface SlackChoice extends Omit<SlackCommand, 'text' | 'triggerId'> {
  readonly message: Fields
  /** Where Slack wants to hear what came of it. */
  readonly answerTo: string
}

/** A reaction that chooses a message: where that message stands. */
export interface SlackReaction {
  readonly teamId: string
  readonly channelId: string
  readonly ts: string
}

/** The shortcut in a payload of Slack; null when it is another sort of payload. */
export function readShortcut(payload: string): SlackChoice | null {
  const fields = parseJson(payload)?.value
  if (!isFields(fields) || textAt(fields, 'callback_id') !== KEEP_SHORTCUT) return null
  if (textAt(fields, 'type') !== 'message_action') return null
  const user = fieldsAt(fields, 'user')
  return {
    message: fieldsAt(fields, 'message'),
    teamId: textAt(fieldsAt(fields, 'team'), 'id'),
    channelId: textAt(fieldsAt(fields, 'channel'), 'id'),
    userId: textAt(user, 'id'),
    userName: textAt(user, 'username') || textAt(user, 'name'),
    answerTo: textAt(fields, 'response_url'),
  }
}

/** The reaction in a delivery, when it is one that chooses; null for everything else. */
export function readReaction(body: string, { settings }: Integration): SlackReaction | null {
  const envelope = parseJson(body)?.value
  if (!isFields(envelope)) return null
  const event = fieldsAt(envelope, 'event')
  const [name = ''] = textAt(event, 'reaction').split('::')
  if (textAt(event, 'type') !== 'reaction_added' || !settings.reactions.includes(name)) return null
  const item = fieldsAt(event, 'item')
  const [channelId, ts] = [textAt(item, 'channel'), textAt(item, 'ts')]
  return channelId === '' || ts === '' ? null : { teamId: textAt(envelope, 'team_id'), channelId, ts }
}

/** What the app works with: an integration and hands without a person. */
export interface SlackApp {
  readonly integration: Integration
  readonly hands: Hands
}

/** Does what a command says and answers what came of it; a refusal is an answer. */
export async function answerCommand(command: SlackCommand, app: SlackApp): Promise<string> {
  const [verb = '', ...rest] = command.text.trim().split(/\s+/)
  const said = rest.join(' ')
  const doing = isVerb(verb) ? verbs[verb]({ ...command, text: said }, app) : Promise.resolve(usage(verb))
  return doing.catch(sentenceOf)
}

/** The refusal as a sentence; anything else is a defect. */
function sentenceOf(error: unknown): string {
  if (error instanceof Refusal) return error.message
  throw error
}

function isVerb(word: string): word is SlackVerb {
  return Object.hasOwn(slackVerbs, word)
}

const verbs: Readonly<Record<SlackVerb, (command: SlackCommand, app: SlackApp) => Promise<string>>> = {
  open: async (command, app) => {
    const [, severity = '', title = ''] = /^(?:sev[\s-]?)?([1-4])\b[\s:,-]*(.*)$/i.exec(command.text) ?? []
    if (title === '') return formOfVerb('open')
    return open(app, { kind: 'incident', severity: `SEV${severity}`, title: wordsOf(title) })
  },
  'near-miss': async (command, app) => {
    if (command.text === '') return formOfVerb('near-miss')
    return nearMiss(command, app)
  },
  note: async (command, app) => {
    if (command.text === '') return formOfVerb('note')
    return note(command, app)
  },
}

function usage(word: string): string {
  const forms = Object.values(slackVerbs).map(({ form, does }) => `• \`${SLACK_COMMAND} ${form}\` ${does}`)
  const found =
    word === '' || word === 'help' ? '' : `“${wordsOf(word).slice(0, 40)}” is nothing this app knows. `
  return `${found}What can be said:\n${forms.join('\n')}`
}

function formOfVerb(verb: SlackVerb): string {
  const { form, example } = slackVerbs[verb]
  return `Write it as \`${SLACK_COMMAND} ${form}\`, such as \`${SLACK_COMMAND} ${example}\`.`
}

/** Words as people read them, without secrets. */
function wordsOf(text: string): string {
  return redact(carriable(plainWords(text, { handles: new Map(), channels: new Map() }))).text.trim()
}

/** A report in confidence where reports are taken; without a notice anybody stands behind, a near miss as before. */
async function nearMiss({ text, userName }: SlackCommand, app: SlackApp): Promise<string> {
  const { hands } = app
  const { isOpen } = await readIntake(hands.store.queries)
  if (!isOpen) return open(app, { kind: 'near-miss', severity: 'SEV4', title: wordsOf(text) })
  const [, way, said = ''] = /^(?:(named|confidential)\b[\s:,-]*)?(.*)$/is.exec(text) ?? []
  if (said === '') return formOfVerb('near-miss')
  const naming = way?.toLowerCase() === 'named' ? 'named' : 'confidential'
  const words = {
    happened: wordsOf(said),
    caught: 'late',
    stopped: '',
    component: '',
    couldHave: '',
  } as const
  refuseFor(reportBlockers(words))
  const sender = { name: `${userName} (Slack)` }
  const { receipt } = await take(
    { words, seen: null, naming, isHazard: false, isWaiting: false, sender },
    hands,
  )
  return `Reported ${naming === 'named' ? 'in your name' : 'in confidence'}. Your receipt, shown once: \`${receipt}\`; it opens at <${hands.publicUrl}/report/receipt>. Slack itself knows that you wrote this; <${hands.publicUrl}/report|the page> takes reports of nobody.`
}

async function open(
  { hands }: SlackApp,
  said: { readonly kind: Incident['kind']; readonly severity: string; readonly title: string },
): Promise<string> {
  const startedAt = said.kind === 'incident' ? moment(hands.now, 'minute', true) : null
  const read = openIncident.input.safeParse({ ...said, title: said.title.slice(0, 200), startedAt })
  if (!read.success) throw new Refusal('invalid', problemOf(read.error))
  const incident = await openIncident.run(read.data, hands)
  const what = said.kind === 'incident' ? `${incident.severity} is open` : 'A near miss is open'
  return `${what}: ${linkTo(incident, hands)} ${incident.title}`
}

/** Slack's form of a link; a title is text and opens nothing. */
function linkTo({ number }: Pick<Incident, 'number'>, { publicUrl }: Pick<Hands, 'publicUrl'>): string {
  return `<${publicUrl}/incidents/INC-${number}/story|INC-${number}>`
}

/** A note is evidence with the words as they were typed, and a proposal on the timeline in the words of roles. */
async function note(command: SlackCommand, app: SlackApp): Promise<string> {
  const { hands } = app
  const [, number, rest = ''] = /^INC-(\d{1,9})\b[\s:,-]*(.*)$/i.exec(command.text) ?? []
  if (number !== undefined && rest.trim() === '') return formOfVerb('note')
  const text = number === undefined ? command.text : rest
  const incident = number === undefined ? await underWay(app, text) : await named(app, Number(number))
  const ts = stampOf(hands.now, command.triggerId)
  const told = await tell(app, command, { type: 'message', user: command.userId, text: `!note ${text}`, ts })
  await bring(app, incident, told)
  return `Noted in ${linkTo(incident, hands)}, as a proposal on its timeline.`
}

async function named({ hands }: SlackApp, number: number): Promise<Incident> {
  const incident = await findIncident(hands.store.queries, { number })
  if (incident !== null) return incident
  throw new Refusal('not-found', `There is no INC-${number} here; it may have been removed.`)
}

/** The one incident under way now, as deliveries find theirs; otherwise what to say instead. */
async function underWay({ hands }: SlackApp, text: string, at = hands.now): Promise<Incident> {
  const { queries } = hands.store
  const incidents: readonly RoutedIncident[] = await listRoutable(queries, { from: at, to: at })
  const { incidentId } = routeOf({ at, text }, incidents)
  const incident = incidentId === null ? null : await findIncident(queries, { id: incidentId })
  if (incident !== null) return incident
  throw new Refusal(
    'not-found',
    incidents.length === 0
      ? `No incident is under way; open one with \`${SLACK_COMMAND} ${slackVerbs.open.form}\`.`
      : `${incidents.length} incidents may be meant; name one, as in \`${SLACK_COMMAND} note INC-42 Rollback started\`.`,
  )
}

/** A message that was chosen becomes evidence, if it is not yet, and a proposal of the incident it was said in. */
export async function keepMessage(choice: SlackChoice, app: SlackApp): Promise<string> {
  return keep(choice, app).catch(sentenceOf)
}

async function keep(choice: SlackChoice, app: SlackApp): Promise<string> {
  const { hands } = app
  const told = await tell(app, choice, choice.message)
  const [message] = told.drafts
  if (message === undefined) return 'This message holds no words for a timeline.'
  const saidAt = message.happenedAt?.at ?? hands.now
  // What is told afterwards belongs to the incident under way when it is told.
  const incident = await underWay(app, told.text, saidAt).catch(() => underWay(app, told.text))
  await bring(app, incident, { ...told, drafts: [...told.drafts, choiceOf(message, choice, hands.now)] })
  return `Proposed for the timeline of ${linkTo(incident, hands)}.`
}

/** That someone chose it is evidence of its own: the message stays as it was said. */
function choiceOf(message: EvidenceDraft, { userId, userName }: SlackChoice, now: string): EvidenceDraft {
  const { until: _until, link: _link, ...same } = message
  return {
    ...same,
    key: `${message.key}:${KEPT}:${userId}`,
    happenedAt: moment(now),
    sequence: stampOf(now, userId),
    kind: 'system',
    speaker: { kind: 'person', ref: `slack:${userId}`, name: userName, handles: [`@${userName}`] },
    text: 'Chosen for the timeline',
    thread: message.key,
    revises: message.key,
    marks: [KEPT, 'routine'],
    correlates: [],
  }
}

/** Slack's form of a time: seconds, and behind the dot what tells two of one second apart. */
function stampOf(now: string, apart: string): string {
  const micros = Number.parseInt(fingerprintOf(apart).slice(0, 8), 16) % 1_000_000
  return `${Math.floor(Date.parse(now) / 1000)}.${String(micros).padStart(6, '0')}`
}

type Said = Pick<SlackCommand, 'teamId' | 'channelId' | 'userId' | 'userName'>

/** Reads a message as if Slack had delivered it, so that it has the key it has whichever way it comes. */
async function tell({ integration, hands }: SlackApp, said: Said, message: Fields): Promise<Told> {
  const members = [{ id: said.userId, name: said.userName }].filter(({ name }) => name !== '')
  const body = [
    JSON.stringify(envelopeOf(said, message)),
    ...(members.length === 0 ? [] : [JSON.stringify({ ok: true, members })]),
  ].map((part) => cleanBody(part, false).text)
  return tellDelivery({ body: body.join('\n'), headers: {}, receivedAt: hands.now }, integration)
}

function envelopeOf({ teamId, channelId }: Pick<Said, 'teamId' | 'channelId'>, message: Fields): Fields {
  return {
    type: 'event_callback',
    team_id: teamId,
    event: { ...message, type: 'message', channel: channelId, event_ts: message.ts },
  }
}

async function bring({ integration, hands }: SlackApp, incident: Incident, told: Told): Promise<void> {
  const delivery: StoredDelivery = {
    id: newId(),
    integrationId: integration.id,
    key: '',
    receivedAt: hands.now,
    headers: {},
    body: '',
    secretsRemoved: 0,
    state: 'read',
  }
  const arriving = { incidentId: incident.id, integration, told: [{ delivery, told }], now: hands.now }
  await hands.store.transaction((queries) => bringIn(queries, arriving))
}

/** The message a reaction is on is fetched, because it may be older than the app, or stand in a thread. */
export async function fetchChosen(reaction: SlackReaction, app: SlackApp): Promise<boolean> {
  const { integration, hands } = app
  const { channelId, ts, teamId } = reaction
  const { queries } = hands.store
  const { api: token } = await openSecrets(queries, hands.strongbox, integration.id)
  if (token === null) return false
  const api = slackApi(hands.outbound, token)
  const one = { channel: channelId, latest: ts, oldest: ts, inclusive: 'true', limit: '1' }
  // A reply is found in its thread alone; what the history shows under its time is another message.
  const page = await api.findFields('/conversations.replies', { ...one, ts })
  const message = fieldsIn(page?.messages).find((each) => textAt(each, 'ts') === ts)
  if (message === undefined) return false
  const { text, removed } = cleanBody(JSON.stringify(envelopeOf({ teamId, channelId }, message)), false)
  await addDeliveries(queries, [
    {
      integrationId: integration.id,
      key: `message ${channelId} ${ts} ${fingerprintOf(text)}`,
      receivedAt: hands.now,
      headers: {},
      body: text,
      secretsRemoved: removed.reduce((sum, { count }) => sum + count, 0),
    },
  ])
  return true
}
