/** Calling an operation by its name: the same permission, the same reading of the input, the same refusals for every door. */

import type { z } from 'zod'
import { audited, noteRefusal } from './audited.ts'
import type { Hands } from './hands.ts'
import { operations } from './index.ts'
import { type Access, type Operation, Refusal } from './operation.ts'
import { permit } from './permission.ts'
import { refusePersonIn } from './person-filters.ts'
import { problemOf } from './problems.ts'
import { withoutTrace } from './untraced.ts'

/** An operation as a door sees it: which one it is does not matter any more. */
export interface Callable {
  readonly name: string
  readonly about: string
  readonly access: Access
  readonly changes: boolean
  readonly leavesNoTrace: boolean
  readonly leavesNoLine: boolean
  readonly input: z.ZodType
  /** Reads the input and runs; refuses what may not be done or cannot be understood. */
  call(input: unknown, hands: Hands): Promise<unknown>
}

/** Every operation by its name. */
export const callables: ReadonlyMap<string, Callable> = new Map(
  operations.map((each) => [each.name, callable(each)]),
)

/** Whose input and answer are not told apart any more; the schema in it stands for them while it runs. */
function callable(declared: Operation<string, z.ZodType, unknown>): Callable {
  const refusePerson = refusePersonIn(declared.name, declared.input)
  return {
    name: declared.name,
    about: declared.about,
    access: declared.access,
    changes: declared.changes,
    leavesNoTrace: declared.leavesNoTrace === true,
    leavesNoLine: declared.leavesNoLine === true,
    input: declared.input,
    async call(input, given) {
      const hands = declared.leavesNoTrace === true ? withoutTrace(given) : given
      if (!declared.changes) refusePerson(input)
      const read = declared.input.safeParse(input, { reportInput: true })
      if (!read.success) {
        // What cannot be understood touches nothing; whoever may not call at all is told that first.
        await permit({ ...declared, touches: 'installation' }, null, hands).catch(
          refusalOf(declared, null, hands),
        )
        throw new Refusal('invalid', problemOf(read.error))
      }
      return run(declared, read.data, hands).catch(refusalOf(declared, read.data, hands))
    },
  }
}

/** Asks for permission and runs, with its line in the log where it has one. */
async function run<Input>(
  declared: Operation<string, z.ZodType<Input>, unknown>,
  input: Input,
  hands: Hands,
): Promise<unknown> {
  const standing = await permit(declared, input, hands)
  const theirs = { ...hands, standing }
  const { name, audits } = declared
  if (audits === undefined) return declared.run(input, theirs)
  return audited({ operation: name, noun: audits, input }, theirs, (held) => declared.run(input, held))
}

/** Lets a refusal go on its way; where it closed what is sealed, a line says so. */
function refusalOf(
  { name, opens }: Pick<Operation<string, z.ZodType, unknown>, 'name' | 'opens'>,
  input: unknown,
  hands: Hands,
): (error: unknown) => never {
  return (error) => {
    const isShut = error instanceof Refusal && error.kind === 'not-allowed'
    if (isShut && opens !== undefined && hands.asker !== null) {
      const deed = { operation: name, noun: opens, input }
      hands.goOn('a line about a refusal', () => noteRefusal(deed, hands))
    }
    throw error
  }
}

/** The operation of this name, or `not-found` with the nearest one there is. */
export function findCallable(name: string): Callable {
  const known = callables.get(name)
  if (known !== undefined) return known
  const nearest = nearestName(name)
  const cure = nearest === null ? 'GET /api/openapi.json lists them all' : `did you mean ${nearest}?`
  throw new Refusal(
    'not-found',
    `There is no operation "${name.slice(0, 60)}"; ${cure}${nearest === null ? '.' : ''}`,
  )
}

/** The name that differs by the fewest letters, if they are few enough to be a slip. */
function nearestName(name: string): string | null {
  const wanted = name.slice(0, 60).toLowerCase()
  const [best] = [...callables.keys()]
    .map((known) => ({ known, distance: distance(known.toLowerCase(), wanted) }))
    .toSorted((a, b) => a.distance - b.distance)
  return best !== undefined && best.distance <= 4 ? best.known : null
}

/** Letters to add, drop or change to get from one word to the other (Levenshtein). */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i]
    for (let j = 1; j <= b.length; j += 1) {
      const swap = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(swap, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[b.length] ?? 0
}
