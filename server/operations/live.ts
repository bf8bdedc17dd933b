/**
 * Everyone who has an incident open: what they write together, where their cursors are, and what somebody changed
 * elsewhere. A door seats them and moves bytes; who may sit down is what `correctDraft` asks.
 */
import { randomUUID } from 'node:crypto'
import { announce, LONGEST_LINE_BYTES, type Notice, openBulletin } from '../store/bulletin.ts'
import type { Database } from '../store/database.ts'
import type { Store } from '../store/store.ts'
import { found } from './answers.ts'
import { asked, type Hands } from './hands.ts'
import { openPresence, type Presence } from './live-presence.ts'
import { hasDraft, openRoom, type Room, type Seat } from './live-room.ts'
import { Refusal } from './operation.ts'
import { permitOnRecord } from './permission.ts'
import { openWalls, type Walls } from './walls.ts'

/** What somebody hears who has an incident open. */
export interface Ear {
  written(bytes: Uint8Array): void
  acknowledged(mark: number): void
  present(bytes: Uint8Array): void
  /** Rows of these nouns changed. */
  changed(nouns: readonly string[]): void
  ended(because: Refusal): void
}

/** Somebody's place at an incident. */
export interface Place {
  /** Opens the text and answers what this writer lacks of it and how much of it we have. */
  open(vector: Uint8Array): Promise<{ readonly missing: Uint8Array; readonly vector: Uint8Array }>
  /** Takes in what was written; `acknowledged` with this mark follows when it is stored. */
  write(written: Uint8Array, mark: number): void
  /** Where the cursor is; everyone else hears it. */
  present(said: Uint8Array): void
  leave(): void
}

/** The incidents that are open in this process. */
export interface Live {
  /** Seats somebody, or refuses as `correctDraft` would. */
  enter(incidentId: string, hands: Hands, ear: Ear): Promise<Place>
  /** Refuses who may not sit here any more. */
  check(incidentId: string, hands: Hands): Promise<void>
  /** The walls of meetings, which hear of every move in any process. */
  readonly walls: Walls
  /** How many texts are in memory. */
  openTexts(): number
  /** Stores what waits and closes every text. */
  close(): Promise<void>
}

interface Table {
  readonly ears: Map<object, Ear>
  readonly presence: Presence
  /** Null until somebody opens the text. */
  room: Promise<Room> | null
  /** Whether another process has this incident open too, as far as we heard. */
  isElsewhere: boolean
}

/** Opens the live side of a process. */
export async function openLive(store: Database, log: Parameters<typeof openBulletin>[1]): Promise<Live> {
  const bulletin = await openBulletin(store, log)
  const me = randomUUID()
  const walls = openWalls()
  const tables = new Map<string, Table>()
  const tableOf = (incidentId: string): Table => {
    const known = tables.get(incidentId)
    if (known !== undefined) return known
    const made = openTable((present) => say(store, { incidentId, from: me, present }))
    tables.set(incidentId, made)
    say(store, { incidentId, from: me, present: new Uint8Array() })
    return made
  }
  const drop = async (incidentId: string, table: Table): Promise<void> => {
    if (table.ears.size > 0 || tables.get(incidentId) !== table) return
    tables.delete(incidentId)
    table.presence.close()
    const room = await table.room?.catch(() => null)
    await room?.settle()
    room?.close()
  }
  const stop = bulletin.hear({
    notice: (notice) => {
      if (notice.what === 'wall') return walls.moved(notice.meetingId)
      const table = tables.get(notice.incidentId)
      if (table !== undefined) hearNotice(table, notice, { me, store })
    },
    missed: () => {
      walls.moved(null)
      for (const table of tables.values()) {
        void table.room?.then((room) => room.catchUp(null)).catch(() => undefined)
        for (const ear of table.ears.values()) ear.changed([])
      }
    },
  })
  return {
    async enter(incidentId, hands, ear) {
      await refuseStranger(incidentId, hands)
      const table = tableOf(incidentId)
      return sit({ store, incidentId, table, ear, hands }, () => void drop(incidentId, table))
    },
    check: refuseStranger,
    walls,
    openTexts: () => [...tables.values()].filter(({ room }) => room !== null).length,
    async close() {
      stop()
      walls.close()
      const left = [...tables]
      for (const [, table] of left) table.ears.clear()
      await Promise.all(left.map(([incidentId, table]) => drop(incidentId, table)))
      await bulletin.close()
    },
  }
}

/** Whoever may correct the draft may sit at its text, and nobody else. */
async function refuseStranger(incidentId: string, hands: Hands): Promise<void> {
  await permitOnRecord({ name: 'correctDraft', incidentId, needs: 'write' }, hands)
  found((await hasDraft(hands.store, incidentId)) ? incidentId : null, 'incident')
}

function openTable(sayElsewhere: (present: Uint8Array) => void): Table {
  const ears = new Map<object, Ear>()
  const table: Table = {
    ears,
    presence: openPresence((present, origin) => {
      for (const [seat, ear] of ears) if (seat !== origin) ear.present(present)
      if (origin !== null && table.isElsewhere) sayElsewhere(present)
    }),
    room: null,
    isElsewhere: false,
  }
  return table
}

interface Sitting {
  readonly store: Store
  readonly incidentId: string
  readonly table: Table
  readonly ear: Ear
  readonly hands: Hands
}

function sit({ store, incidentId, table, ear, hands }: Sitting, left: () => void): Place {
  const { name, personId } = asked(hands)
  let room: Room | null = null
  const seat: Seat = { personId, hear: ear.written, acknowledge: ear.acknowledged, leave: ear.ended }
  table.ears.set(seat, ear)
  const known = table.presence.all()
  if (known !== null) ear.present(known)
  return {
    async open(vector) {
      table.room ??= openRoom(store, incidentId)
      room = await table.room.catch((error: unknown) => {
        // The next one who asks tries again.
        table.room = null
        throw error
      })
      if (table.ears.has(seat)) room.seats.add(seat)
      return room.meet(vector)
    },
    write(written, mark) {
      if (room === null) throw new Refusal('invalid', 'The text was written to before it was opened.')
      room.write(seat, written, mark)
    },
    present: (said) => table.presence.take(seat, said, name),
    leave() {
      table.ears.delete(seat)
      room?.seats.delete(seat)
      table.presence.forget(seat)
      left()
    },
  }
}

/** What another part of the house, here or in another process, tells about an incident that is open here. */
function hearNotice(
  table: Table,
  notice: Exclude<Notice, { readonly what: 'wall' }>,
  here: { readonly me: string; readonly store: Store },
): void {
  if (notice.what === 'changed') {
    for (const ear of table.ears.values()) ear.changed(notice.nouns)
    return
  }
  if (notice.what === 'written') {
    void table.room?.then((room) => room.catchUp(notice.seq)).catch(() => undefined)
    return
  }
  if (notice.from === here.me) return
  table.isElsewhere = true
  if (notice.present !== '') {
    table.presence.takeFromElsewhere(Buffer.from(notice.present, 'base64'))
    return
  }
  // A process that comes in asks who is here.
  const { incidentId } = notice
  say(here.store, { incidentId, from: here.me, present: table.presence.all() ?? new Uint8Array([0]) })
}

/** Tells the other processes who is here. Nothing depends on it: what is not heard now is said again by the page. */
function say(
  store: Store,
  { present, ...about }: { readonly incidentId: string; readonly from: string; readonly present: Uint8Array },
): void {
  const notice: Notice = { what: 'present', ...about, present: Buffer.from(present).toString('base64') }
  if (notice.present.length > LONGEST_LINE_BYTES - 200) return
  announce(store.queries, notice).catch(() => undefined)
}
