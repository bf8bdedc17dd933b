/** The plan of the house: rooms, floors, arrows. The only place they are written; ARCHITECTURE.md shows the same. */

/** A room: where it is, which floor it stands on, and which rooms it may see. */
export interface Room {
  readonly name: string
  readonly floor: number
  readonly sees: readonly string[]
  /** Rooms it may see as types only: erased before anything runs. */
  readonly seesTypesOf: readonly string[]
  /** What it must not know, as a sentence. */
  readonly mayNot: string
}

export const rooms: readonly Room[] = [
  {
    name: 'language',
    floor: 1,
    sees: [],
    seesTypesOf: [],
    mayNot: 'know incidents, do I/O, read time or randomness',
  },
  {
    name: 'review/model',
    floor: 1,
    sees: [],
    seesTypesOf: [],
    mayNot: 'know words, formats or storage; read the clock',
  },
  {
    name: 'review/documents',
    floor: 2,
    sees: ['review/model'],
    seesTypesOf: [],
    mayNot: 'decide policy; lose what it does not understand',
  },
  {
    name: 'review/ingest',
    floor: 2,
    sees: ['review/model'],
    seesTypesOf: [],
    mayNot: 'rewrite evidence; fetch anything',
  },
  {
    name: 'server/store',
    floor: 3,
    sees: ['review/model'],
    seesTypesOf: [],
    mayNot: 'decide who may; call out. The only room with SQL',
  },
  {
    name: 'server/operations',
    floor: 4,
    sees: ['server/store', 'review/ingest', 'review/documents', 'review/model', 'language'],
    seesTypesOf: [],
    mayNot: 'know HTTP, MCP, sockets or environment variables',
  },
  {
    name: 'server/doors',
    floor: 5,
    sees: ['server/operations', 'review/model'],
    seesTypesOf: ['server/store'],
    mayNot: 'speak SQL; decide anything but the shape of a reply',
  },
  {
    name: 'web',
    floor: 6,
    sees: ['review/documents', 'review/model', 'language'],
    seesTypesOf: ['server/operations'],
    mayNot: 'import server code at run time',
  },
  {
    name: 'cli',
    floor: 6,
    sees: ['review/ingest', 'review/documents', 'review/model', 'language'],
    seesTypesOf: ['server/operations'],
    mayNot: 'need a server for lint, check, import or new',
  },
  {
    name: 'server',
    floor: 6,
    sees: ['server/doors', 'server/operations', 'server/store', 'review/model'],
    seesTypesOf: [],
    mayNot: 'decide anything; it reads the settings, opens the doors and closes them',
  },
]

/** The entrance of the terminal that starts the server is the one file of `cli` that may see it. */
export const entrances: Readonly<Record<string, readonly string[]>> = {
  'cli/commands/serve.ts': ['server'],
  'cli/commands/settings.ts': ['server'],
}

/** The room a file stands in; undefined outside the house (tidy, run, bench). */
export function roomOf(file: string): Room | undefined {
  return rooms
    .filter((room) => file.startsWith(`${room.name}/`))
    .toSorted((a, b) => b.name.length - a.name.length)[0]
}

/** Why one import is not allowed, with its cure; null when it follows an arrow. */
export function objection(from: string, to: string, isTypeOnly: boolean): string | null {
  const here = roomOf(from)
  const there = roomOf(to)
  if (here === undefined || there === undefined || here === there) return null
  if (here.sees.includes(there.name) || entrances[from]?.includes(there.name)) return null
  if (isTypeOnly && here.seesTypesOf.includes(there.name)) return null
  const cure = here.seesTypesOf.includes(there.name)
    ? 'Write `import type`: only its types may be seen from here.'
    : 'Move the part both need to a lower floor, or take it as an argument.'
  return `${from} imports ${to}: ${here.name} (floor ${here.floor}) does not see ${there.name} (floor ${there.floor}). ${cure}`
}
