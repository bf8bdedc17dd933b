/** What Slack sends besides deliveries: commands and shortcuts, answered with words within the three seconds it waits. */
import { setTimeout as pause } from 'node:timers/promises'
import type { Integration } from '@secondstory/review/model/integrations'
import type { Hands } from '../operations/hands.ts'
import type { Answering, Arrival } from '../operations/receiving.ts'
import { isReplay } from '../operations/replays.ts'
import {
  answerCommand,
  fetchChosen,
  keepMessage,
  readReaction,
  readShortcut,
  type SlackApp,
} from '../operations/slack-app.ts'

/** Slack waits three seconds; the way there and back needs some of it. */
const PATIENCE_MS = 2_000

/** What the door works with. */
export interface SlackDoor {
  /** Hands of nobody, at this moment, in the name of an integration. */
  readonly handsFor: (integration: Integration, now: string) => Hands
  /** Called after something to read was stored. */
  readonly delivered: (integrationId: string) => void
  /** Shorter in tests. */
  readonly patience_ms?: number
}

/** Answers what wants words; everything else is a delivery like any other. */
export function openSlackDoor(door: SlackDoor): Answering {
  return async (integration, arrival) => {
    if (integration.kind !== 'slack') return null
    const app: SlackApp = { integration, hands: door.handsFor(integration, arrival.now) }
    const form = formIn(arrival)
    if (form === null) {
      followReaction(arrival, app, door)
      return null
    }
    const signature = arrival.header('x-slack-signature')
    const request = { integrationId: integration.id, signature, now: arrival.now }
    if (await isReplay(app.hands.store, request)) return NOTHING
    const payload = form.get('payload')
    if (payload !== null) return answerShortcut(payload, app)
    return form.has('command') ? answerWith(commandIn(form), app, door) : null
  }
}

const NOTHING = { words: '', type: 'text/plain; charset=utf-8' } as const

function formIn({ body, header }: Arrival): URLSearchParams | null {
  const isForm = header('content-type').toLowerCase().startsWith('application/x-www-form-urlencoded')
  return isForm ? new URLSearchParams(body.toString('utf8')) : null
}

function commandIn(form: URLSearchParams) {
  const field = (name: string): string => form.get(name) ?? ''
  return {
    text: field('text').slice(0, 4_000),
    teamId: field('team_id'),
    channelId: field('channel_id'),
    userId: field('user_id'),
    userName: field('user_name'),
    triggerId: field('trigger_id'),
    answerTo: field('response_url'),
  }
}

/** Answers at once when it can, and at the address Slack gave when it takes longer. */
async function answerWith(
  command: ReturnType<typeof commandIn>,
  app: SlackApp,
  door: SlackDoor,
): Promise<{ readonly words: string; readonly type: string }> {
  const answer = answerCommand(command, app)
  const inTime = await Promise.race([answer, pause(door.patience_ms ?? PATIENCE_MS, null, { ref: false })])
  if (inTime !== null) return onlyForThem(inTime)
  app.hands.goOn('slack command', async () => say(await answer, command.answerTo, app))
  return onlyForThem('This takes a moment; the answer follows here.')
}

function onlyForThem(text: string): { readonly words: string; readonly type: string } {
  return {
    words: JSON.stringify({ response_type: 'ephemeral', text }),
    type: 'application/json; charset=utf-8',
  }
}

/** A shortcut is answered with nothing, and what came of it is said at the address Slack gave. */
function answerShortcut(payload: string, app: SlackApp): { readonly words: string; readonly type: string } {
  const choice = readShortcut(payload)
  if (choice === null) return NOTHING
  app.hands.goOn('slack shortcut', async () => say(await keepMessage(choice, app), choice.answerTo, app))
  return NOTHING
}

/** The address comes with a signed request, and still only Slack is told. */
async function say(text: string, answerTo: string, { hands }: SlackApp): Promise<void> {
  if (!answerTo.startsWith('https://hooks.slack.com/')) return
  await hands.outbound.ask({
    url: answerTo,
    method: 'POST',
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: onlyForThem(text).words,
  })
}

/** The reaction itself is stored as any delivery; the message it is on may not have arrived yet. */
function followReaction({ body }: Arrival, app: SlackApp, door: SlackDoor): void {
  if (!body.includes('reaction_added')) return
  const reaction = readReaction(body.toString('utf8'), app.integration)
  if (reaction === null) return
  app.hands.goOn('slack reaction', async () => {
    if (await fetchChosen(reaction, app)) door.delivered(app.integration.id)
  })
}
