/** The ways an operation says no, each with its sentence in one place. */
import type { Blocker } from '@secondstory/review/model/blocker'
import { Refusal } from './operation.ts'

/** The row, or the refusal `not-found`. */
export function found<T>(row: T | null, noun: string): T {
  if (row !== null) return row
  throw new Refusal('not-found', `There is no ${noun} here by this id; it may have been removed.`)
}

/** The row at the version its editor saw, or `not-found`, or `conflict` with the row as it stands. */
export function current<T extends { readonly version: number }>(
  row: T | null,
  version: number,
  noun: string,
): T {
  const here = found(row, noun)
  if (here.version === version) return here
  throw new Refusal(
    'conflict',
    `This ${noun} was changed meanwhile: we have version ${here.version} and the change was made to version ${version}. Both are here to compare.`,
    { current: here },
  )
}

/** Goes on when nothing stands in the way; otherwise `not-ready` with every reason. */
export function refuseFor(blockers: readonly Blocker[]): void {
  const [first, ...rest] = blockers
  if (first === undefined) return
  const more = rest.length === 0 ? '' : ` (and ${rest.length} more)`
  throw new Refusal('not-ready', `${first.sentence}${more}`, { blockers })
}

/** Goes on when every linked row belongs to the incident; otherwise `invalid`. */
export function refuseStrangers(ids: readonly string[], noun: string): void {
  if (ids.length === 0) return
  throw new Refusal('invalid', `The ${noun} ${ids[0]} does not belong to this incident.`)
}

/** `before` with the fields that were given; absent ones stay. */
export function corrected<T extends object>(
  before: T,
  given: { readonly [Key in keyof T]?: T[Key] | undefined },
): T {
  return {
    ...before,
    ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
  }
}
