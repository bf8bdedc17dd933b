/** Hands of a test that asks an operation itself, over the same database as the doors. For tests alone. */
import { openAttempts } from '../operations/attempts.ts'
import type { Asker, Hands } from '../operations/hands.ts'
import { testStrongbox } from '../operations/testing.ts'
import { openWalls } from '../operations/walls.ts'
import { openOutbound } from './outbound.ts'
import { openProviderExchange } from './provider-exchange.ts'
import type { TestDoors } from './testing.ts'

const outbound = openOutbound({ allow: [] })

/** What an operation is handed when this one asks; nothing goes on behind it and nothing is uploaded. */
export function handsOf(doors: TestDoors, asker: Asker): Hands {
  return {
    store: doors.database,
    asker,
    session: null,
    now: new Date().toISOString(),
    uploads: { find: async () => null, remove: async () => undefined },
    outbound,
    canMail: false,
    providers: openProviderExchange(outbound),
    publicUrl: doors.address,
    from: 'a test',
    attempts: openAttempts(),
    keepSession: () => undefined,
    forgetAskers: () => undefined,
    walls: openWalls(),
    strongbox: testStrongbox,
    forgetIntegrations: () => undefined,
    bringHistory: () => undefined,
    goOn: () => undefined,
  }
}
