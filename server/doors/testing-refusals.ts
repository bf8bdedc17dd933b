/** Trying what is refused through every way in: the operation itself, a session, a token and the tools of an agent. For tests alone. */
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import { afterAll, expect } from 'vitest'
import { callables, findCallable } from '../operations/call.ts'
import type { Asker } from '../operations/hands.ts'
import type { OperationInput, OperationName, OperationOutput } from '../operations/index.ts'
import { Refusal } from '../operations/operation.ts'
import { askerOf, type Visitor } from '../operations/testing.ts'
import { forPages } from './mcp.ts'
import { type Reply, testDoors } from './testing.ts'
import { handsOf } from './testing-hands.ts'

/** Ways in that are tried. */
export type Way = 'operation' | 'session' | 'token' | 'agent tools'

/** Somebody who tries: how the operations know them, and what they bring to a door. */
export interface Trier {
  readonly asker: Asker
  readonly token: string
  /** Null: they have none, such as an agent. */
  readonly session: string | null
}

/** The no of one way in. */
export interface No {
  readonly kind: string
  readonly sentence: string
  readonly rules: readonly string[]
  /** The ways that were tried. */
  readonly ways: readonly Way[]
}

function trierOf({ personId, token, session }: Visitor, known: Pick<Asker, 'name' | 'role'>): Trier {
  return { asker: askerOf(personId, { ...known, via: 'token' }), token, session }
}

export const NAME = 'Noor Haddad'
export const at = (clock: string) => ({ at: `2026-03-12T${clock}:00Z`, precision: 'minute' as const })
export const story = `## Summary

Checkout refused one in five orders for 47 minutes.

## What happened

A scheduled job held a lock on the orders table.
`
export const action = {
  title: 'Refuse locks on the orders table that last longer than 5 seconds',
  kind: 'guardrail',
  priority: 'P1',
  strength: 4,
  worksIfForgotten: true,
  canBeBypassedUnnoticed: false,
  howWeWillKnow: 'A session that holds the lock longer is ended in the staging test.',
} as const
export const dueOn = '2026-12-20'

const answers = {
  madePossible: 'Any job could hold a lock on the orders table without a limit.',
  impossibleNext: 'The database ends a lock on that table after five seconds.',
}

/** What may differ from a review that is ready to be published. */
export interface Twist {
  readonly title?: string
  readonly components?: readonly string[]
  readonly draft?: string
  readonly event?: string
  readonly lesson?: string
  readonly factor?: string
  readonly action?: string
  readonly howWeWillKnow?: string
}

/** Open doors, and the ways in of one test file: call it at the top level. They close after its last test. */
export async function tryDoors() {
  const doors = await testDoors()
  const { member, reader, keeper } = doors.people

  const byMember: Trier = trierOf(member, { name: 'Mo Member', role: 'member' })
  const byKeeper: Trier = trierOf(keeper, { name: 'Kim Keeper', role: 'keeper' })
  const byReader: Trier = trierOf(reader, { name: 'Ria Reader', role: 'reader' })

  const clients = new Map<string, Client>()
  afterAll(async () => {
    for (const client of clients.values()) await client.close()
  })

  async function clientOf({ token }: Trier): Promise<Client> {
    const known = clients.get(token)
    if (known !== undefined) return known
    const client = new Client({ name: 'a test', version: '1' })
    const requestInit = { headers: { authorization: `Bearer ${token}` } }
    await client.connect(new StreamableHTTPClientTransport(new URL(`${doors.address}/mcp`), { requestInit }))
    clients.set(token, client)
    return client
  }

  async function ask<Name extends OperationName>(
    name: Name,
    input: OperationInput<Name>,
    who: Pick<Visitor, 'token'> = member,
  ): Promise<OperationOutput<Name>> {
    const { status, body } = await doors.call(name, input, who)
    expect(status, `${name}: ${JSON.stringify(body)}`).toBe(200)
    return body as OperationOutput<Name>
  }

  /** Tries an input through every way somebody has; all have to say the same no, which is answered. */
  async function refused(name: string, input: unknown, who: Trier = byMember): Promise<No> {
    const direct: unknown = await findCallable(name)
      .call(input, handsOf(doors, who.asker))
      .then(
        (answer) => `an answer: ${JSON.stringify(answer)}`,
        (error: unknown) => error,
      )
    if (!(direct instanceof Refusal)) throw new Error(`${name} was not refused but gave ${String(direct)}`)
    const expected = { kind: direct.kind, sentence: direct.message }
    const ways: Way[] = ['operation']
    for (const [way, { body }] of await answersAtDoors(name, input, who)) {
      expect(body, `${name} through ${way}`).toMatchObject({ error: expected })
      ways.push(way)
    }
    // What is asked of nobody, or signs people in, is no tool.
    if (callables.get(name)?.leavesNoTrace !== true && !forPages.has(name)) {
      const tool = await (await clientOf(who)).callTool({ name, arguments: Object(input) })
      const [first] = Array.isArray(tool.content) ? tool.content : []
      expect(tool.isError, name).toBe(true)
      expect(JSON.parse(first?.type === 'text' ? first.text : '')).toMatchObject({ error: expected })
      ways.push('agent tools')
    }
    return { ...expected, rules: direct.blockers.map(({ rule }) => rule), ways }
  }

  async function answersAtDoors(
    name: string,
    input: unknown,
    { session, token }: Trier,
  ): Promise<readonly (readonly [Way, Reply])[]> {
    const byToken = ['token', await doors.call(name, input, { token })] as const
    if (session === null) return [byToken]
    const bySession = await doors.fetch(`/api/${name}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        cookie: `second_story=${session}`,
        'x-second-story': '1',
      },
      body: JSON.stringify(input),
    })
    return [['session', bySession], byToken]
  }

  /** A review that nothing stands in the way of, but for what the twist brings. */
  async function ready(twist: Twist = {}) {
    const incident = await ask('openIncident', {
      title: twist.title ?? 'Checkout refused orders',
      kind: 'incident',
      severity: 'SEV1',
      startedAt: at('14:02'),
      endedAt: at('14:49'),
      components: [...(twist.components ?? ['checkout-api'])],
    })
    const incidentId = incident.id
    const person = await ask('addParticipant', {
      incidentId,
      name: NAME,
      handles: ['@noor_h'],
      role: 'database on-call',
    })
    const known = { state: 'known', text: '47 minutes' } as const
    const none = { state: 'none', text: '' } as const
    const impact = { duration: known, users: none, revenue: none, dataLoss: none, reputation: none }
    await ask('correctReview', { incidentId, version: 1, impact, answers })
    await ask('correctDraft', { incidentId, version: 1, text: twist.draft ?? story })
    const event = await ask('addTimelineEvent', {
      incidentId,
      happenedAt: at('14:02'),
      kind: 'system',
      actor: { kind: 'system', name: 'order archiver' },
      text: twist.event ?? 'The archiver took a lock on the orders table.',
    })
    await ask('markTrigger', { incidentId, eventId: event.id })
    const factor = await ask('nameFactor', {
      incidentId,
      code: 'GRD-1',
      statement: twist.factor ?? 'A lock on the orders table could be held without a limit.',
      certainty: 'observed',
      eventIds: [event.id],
      weakness: { existedBefore: true, remainsAfterRepair: true, couldCauseOthers: true },
    })
    await ask('addLesson', {
      incidentId,
      kind: 'lucky',
      text: twist.lesson ?? 'It was a quiet afternoon for orders.',
    })
    const proposed = await ask('proposeAction', {
      ...action,
      incidentId,
      title: twist.action ?? action.title,
      howWeWillKnow: twist.howWeWillKnow ?? action.howWeWillKnow,
      owner: { personId: member.personId, role: 'storage team lead' },
      dueOn,
    })
    return { incident, incidentId, person, event, factor, action: proposed }
  }

  /** Every form in which readers can get an edition. */
  async function everyForm(slug: string): Promise<string> {
    const headers = { authorization: `Bearer ${reader.token}` }
    const forms = ['', '.md', '.json'].map((ending) => doors.fetch(`/editions/${slug}${ending}`, { headers }))
    const calls = [
      doors.call('readEdition', { slug }, reader),
      doors.call('exportEdition', { slug, format: 'markdown' }, reader),
      doors.call('exportEdition', { slug, format: 'json' }, reader),
      doors.call('listEditions', {}, reader),
      doors.call('readHome', {}, reader),
    ]
    const answers = await Promise.all([...forms, ...calls])
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200))
    return answers.map(({ body }) => (typeof body === 'string' ? body : JSON.stringify(body))).join('\n')
  }
  return { doors, member, reader, keeper, byMember, byKeeper, byReader, ask, refused, ready, everyForm }
}
