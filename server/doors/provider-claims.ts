/** What a provider tells about somebody, read with care: providers differ in where and how they say it. */
import type { Claims } from '@secondstory/review/model/providers'

/** Claims as they came. */
export type Told = Readonly<Record<string, unknown>>

const LONGEST_MAIL = 254
const LONGEST_NAME = 100
const MOST_GROUPS = 1000

/** The claims we use, typed. A claim in a form we do not know counts as not told. */
export function claimsOf(told: Told & { readonly sub: string }, groupsClaim: string): Claims {
  const email = textOf(told.email)?.toLowerCase() ?? null
  const isMail = email !== null && email.length <= LONGEST_MAIL && /^[^\s@]+@[^\s@]+$/.test(email)
  return {
    subject: told.sub,
    email: isMail ? email : null,
    // Some providers write it as a word.
    isEmailVerified: told.email_verified === true || told.email_verified === 'true',
    name: (textOf(told.name) ?? textOf(told.preferred_username))?.slice(0, LONGEST_NAME) ?? null,
    groups: groupsClaim === '' ? [] : namesOf(claimAt(told, groupsClaim)),
  }
}

/** A claim by its name, or by the way to it: "realm_access.roles". A name with a dot in it is tried first. */
function claimAt(told: Told, way: string): unknown {
  if (way in told) return told[way]
  return way.split('.').reduce<unknown>((here, step) => (isObject(here) ? here[step] : undefined), told)
}

function namesOf(value: unknown): readonly string[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value]
  return list
    .slice(0, MOST_GROUPS)
    .map(textOf)
    .filter((name) => name !== null)
}

function textOf(value: unknown): string | null {
  if (typeof value !== 'string') return null
  const text = value.replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Surrogate}]+/gu, ' ').trim()
  return text === '' ? null : text
}

function isObject(value: unknown): value is Told {
  return typeof value === 'object' && value !== null
}
