/** What the routes of the HTTP door share, and what one request hands to an operation. */
import type { FastifyBaseLogger, FastifyRequest } from 'fastify'
import type { Hands } from '../operations/hands.ts'
import type { Database } from '../store/database.ts'
import { deviceOf } from './devices.ts'
import type { Caller, Credentials } from './sign-in.ts'

/** Who asks in place of a person: an integration, by its id and the name history shows. */
interface Through {
  readonly id: string
  readonly name: string
}

/** Everything a request is answered with. */
export interface House {
  readonly database: Database
  readonly log: FastifyBaseLogger
  readonly hands: Omit<Hands, 'asker' | 'session' | 'now' | 'from' | 'keepSession' | 'publicUrl'>
  readonly findCaller: (request: Credentials, now: string) => Promise<Caller>
  /** Known once it listens. */
  readonly publicUrl: () => string
  /** The moment it is, RFC 3339 UTC. */
  readonly now: () => string
}

/** What one request hands to an operation. */
export function handsFor(
  call: {
    readonly house: House
    readonly request: FastifyRequest
    readonly caller: Caller
    readonly now: string
  },
  keepSession: Hands['keepSession'],
): Hands {
  return {
    ...call.house.hands,
    asker: call.caller.asker,
    session: call.caller.session,
    now: call.now,
    from: call.request.ip,
    device: deviceOf(call.request.headers['user-agent'] ?? ''),
    publicUrl: call.house.publicUrl(),
    keepSession,
  }
}

/** What a socket hands on: it can keep no session. */
export function handsFrom(visit: {
  readonly house: House
  readonly from: string
  readonly caller: Caller
  readonly now: string
}): Hands {
  return {
    ...visit.house.hands,
    ...visit.caller,
    now: visit.now,
    from: visit.from,
    publicUrl: visit.house.publicUrl(),
    keepSession: () => undefined,
  }
}

/** What is handed to an operation that an integration asks for: nobody of ours, in the name it has here. */
export function handsThrough(house: House, { id, name }: Through, now: string): Hands {
  return {
    ...house.hands,
    asker: null,
    session: null,
    now,
    from: id,
    through: name,
    publicUrl: house.publicUrl(),
    keepSession: () => undefined,
  }
}
