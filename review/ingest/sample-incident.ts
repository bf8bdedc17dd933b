/**
 * The invented incident the product can load: a checkout that refused orders for 47 minutes because a
 * scheduled job held a table lock that no rollback touched. Its files have the shapes real tools write.
 */
import { strToU8, zipSync } from 'fflate'
import type { Severity } from '../model/severity.ts'
import { alertDeliveries, deployTable } from './samples/checkout/files.ts'
import { deployChannel, incidentChannel, type SampleLine } from './samples/checkout/messages.ts'
import { bots, people } from './samples/checkout/people.ts'

const DAY = '2026-03-12'
const TEAM = 'T07HARBOUR1'

const channels = [
  { id: 'C07INC00042', name: 'inc-checkout', lines: incidentChannel },
  { id: 'C07DEPLOYS1', name: 'checkout-deploys', lines: deployChannel },
] as const

/** What is known about the sample before its evidence is read. Instants RFC 3339 UTC. */
export const sampleIncident = {
  title: 'Checkout refused one in five orders for 47 minutes',
  severity: 'SEV1',
  components: ['checkout-api', 'orders-db', 'order-archiver'],
  startedAt: '2026-03-12T14:02:00.000Z',
  detectedAt: '2026-03-12T14:04:00.000Z',
  mitigatedAt: '2026-03-12T14:38:00.000Z',
  endedAt: '2026-03-12T14:49:00.000Z',
  summary:
    'Checkout answered one in five requests with an error. We rolled back the release of 13:52 first, which changed nothing; ending a database session that held a lock on the orders table did.',
  channels: ['inc-checkout', 'checkout-deploys'],
} as const satisfies { readonly severity: Severity; readonly [fact: string]: unknown }

/** A file as it would be dropped onto the page. */
export interface SampleFile {
  readonly name: string
  readonly bytes: Uint8Array
}

/** The files of the sample incident: a Slack export, alert deliveries and a table of deploys. Same bytes every time. */
export function sampleFiles(): readonly SampleFile[] {
  return [
    { name: 'slack-export.zip', bytes: slackExport() },
    { name: 'alerts.json', bytes: strToU8(JSON.stringify(alertDeliveries, null, 1)) },
    { name: 'deploys.csv', bytes: strToU8(deployTable) },
  ]
}

function slackExport(): Uint8Array {
  const files: Record<string, Uint8Array> = {
    'users.json': json(Object.values(people).map(userOf)),
    'channels.json': json(
      channels.map(({ id, name }) => ({
        id,
        name,
        created: 1_741_600_000,
        is_archived: false,
        members: Object.values(people).map((person) => person.id),
      })),
    ),
    'integration_logs.json': json([]),
  }
  for (const { name, lines } of channels)
    files[`${name}/${DAY}.json`] = json(lines.map((line, index) => messageOf(line, index, lines)))
  return zipSync(files, { mtime: '2026-03-13T09:00:00Z', level: 6 })
}

function json(value: unknown): Uint8Array {
  return strToU8(JSON.stringify(value, null, 1))
}

function userOf(person: { readonly id: string; readonly handle: string; readonly name: string }): object {
  return {
    id: person.id,
    team_id: TEAM,
    name: person.handle,
    deleted: false,
    real_name: person.name,
    tz: 'Europe/Lisbon',
    profile: {
      real_name: person.name,
      display_name: person.handle,
      email: `${person.handle}@harbour.example`,
    },
    is_bot: false,
  }
}

/** The fraction is the message's number in its channel, which keeps timestamps unique as Slack does. */
function stampOf(line: SampleLine, index: number): string {
  return `${Date.parse(`${DAY}T${line.at}Z`) / 1000}.${String((index + 1) * 100 + 9).padStart(6, '0')}`
}

function messageOf(line: SampleLine, index: number, lines: readonly SampleLine[]): object {
  const ts = stampOf(line, index)
  const rootIndex = line.thread === undefined ? -1 : lines.findIndex((other) => other.at === line.thread)
  const root = lines[rootIndex]
  const replies = lines.flatMap((other, at) =>
    other.thread === line.at ? [{ line: other, ts: stampOf(other, at) }] : [],
  )
  return {
    type: 'message',
    ...authorOf(line),
    ts,
    team: TEAM,
    ...(line.subtype === undefined ? {} : { subtype: line.subtype }),
    ...(root === undefined ? {} : { thread_ts: stampOf(root, rootIndex) }),
    ...(line.isBroadcast === undefined ? {} : { subtype: 'thread_broadcast' }),
    ...(replies.length === 0 ? {} : { thread_ts: ts, ...threadOf(replies) }),
    ...(line.isEdited === undefined
      ? {}
      : { edited: { user: idOf(line.by), ts: `${ts.split('.')[0] ?? ''}.000000` } }),
    ...(line.isPinned === undefined ? {} : { pinned_to: [channels[0].id] }),
    ...(line.reactions === undefined ? {} : { reactions: line.reactions.map(reactionOf) }),
    ...(line.file === undefined
      ? {}
      : {
          files: [
            {
              id: 'F07GRAPH001',
              name: line.file,
              mimetype: 'image/png',
              url_private: `https://files.slack.example/${line.file}?t=${exportToken}`,
            },
          ],
        }),
  }
}

/** Exports carry a token in every file address; written in two parts so that no scanner takes ours for a live one. */
const exportToken = `${'xo'}xe-4412093345-b7d1c0ffee42`

function authorOf(line: SampleLine): object {
  if (line.by in bots) {
    const bot = Object.entries(bots).find(([key]) => key === line.by)?.[1]
    // Monitoring bots leave the text empty and speak through attachments.
    return {
      subtype: 'bot_message',
      bot_id: bot?.id,
      username: bot?.name,
      text: '',
      attachments: [{ fallback: line.text, text: line.text }],
    }
  }
  return { user: idOf(line.by), text: line.text }
}

function idOf(by: SampleLine['by']): string {
  return Object.entries(people).find(([key]) => key === by)?.[1].id ?? ''
}

function threadOf(replies: readonly { readonly line: SampleLine; readonly ts: string }[]): object {
  const users = [...new Set(replies.map((reply) => idOf(reply.line.by)))]
  return {
    reply_count: replies.length,
    reply_users_count: users.length,
    reply_users: users,
    latest_reply: replies.at(-1)?.ts,
    replies: replies.map((reply) => ({ user: idOf(reply.line.by), ts: reply.ts })),
  }
}

/** "eyes noor ines" */
function reactionOf(written: string): object {
  const [name = '', ...names] = written.split(' ')
  const users = names.flatMap((key) =>
    Object.entries(people)
      .filter(([candidate]) => candidate === key)
      .map(([, person]) => person.id),
  )
  return { name, users, count: users.length }
}
