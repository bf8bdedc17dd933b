/** The fields inputs are made of, each with its limits, so that every operation means the same by them. */
import { EARLIEST, isReal, LATEST } from '@secondstory/review/model/instants'
import { SHORTEST_PASSWORD } from '@secondstory/review/model/passwords'
import { z } from 'zod'

/** Id of a row. */
export const id = z.uuid()

/** The version of the row the editor saw. */
export const version = z.int().min(1).max(2_147_483_647)

/** An instant with its zone, between the years 2000 and 2100; it becomes UTC. */
export const instant = z.iso
  .datetime({ offset: true })
  .refine(isReal, { error: `expected a time between ${EARLIEST.slice(0, 4)} and ${LATEST.slice(0, 4)}` })
  .transform((at) => new Date(at).toISOString())

/** A day, `YYYY-MM-DD`, between the years 2000 and 2100. */
export const day = z.iso
  .date()
  .refine((on) => isReal(`${on}T00:00:00Z`), { error: 'expected a day between 2000 and 2100' })

/** An instant with how finely it was known. */
export const moment = z.object({
  at: instant,
  precision: z.enum(['day', 'hour', 'minute', 'second', 'millisecond']).default('minute'),
  isAbout: z.boolean().default(false),
})

/** PostgreSQL holds neither the character 0 nor half a surrogate pair; both become the sign for an unknown one. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: the character 0 is what we look for
const unstorable = /[\u0000\p{Surrogate}]/gu

/** One line of text, trimmed; control characters become spaces. */
function oneLine(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(unstorable, '\uFFFD')
    .trim()
}

/** One line of text that says something. */
export function line(longest: number) {
  return z.string().transform(oneLine).pipe(z.string().min(1).max(longest))
}

/** One line of text that may be empty. */
export function lineOrNothing(longest: number) {
  return z.string().transform(oneLine).pipe(z.string().max(longest))
}

/** Text of several lines that may be empty. */
export function prose(longest: number) {
  return z
    .string()
    .max(longest)
    .transform((text) => text.replace(unstorable, '\uFFFD'))
}

/** Ids without repeats. */
export const ids = z
  .array(id)
  .max(5000)
  .transform((all) => [...new Set(all)])

/** An address people write to, in lower case. */
export const email = z
  .string()
  .trim()
  .max(254)
  .transform((text) => text.toLowerCase())
  .pipe(z.email())

/** Length is what makes a password hard to guess; the few long ones that are tried first are refused in passwords.ts. */
export const password = z.string().min(SHORTEST_PASSWORD).max(1000)

/** A secret that came in a link. */
export const secret = z.string().min(20).max(200)

/** Severity. */
export const severity = z.enum(['SEV1', 'SEV2', 'SEV3', 'SEV4'])
/** Kind of incident. */
export const incidentKind = z.enum(['incident', 'near-miss'])
/** Stage of a review. */
export const stage = z.enum(['gathering', 'drafting', 'calibrating', 'published', 'followed-up'])
/** Role of a person here. */
export const personRole = z.enum(['keeper', 'member', 'reader'])

/** Input that names an incident and nothing else. */
export const ofIncident = z.object({ incidentId: id })
/** Input that names one row and nothing else. */
export const ofRow = z.object({ id })
/** No input. */
export const nothing = z.object({})

/** The answer of an operation that has nothing to say. */
export type Nothing = Record<string, never>
/** What a removal answers: `undoRemoval` takes it back. */
export interface Removed {
  readonly removalId: string
}
