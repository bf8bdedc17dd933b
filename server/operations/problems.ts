/** What is wrong with an input, as one sentence: which field, what was found, what is expected. */
import type { z } from 'zod'

type Issue = z.core.$ZodIssue

/** The first problem as a sentence, and how many more there are. */
export function problemOf(error: z.ZodError): string {
  const [first, ...rest] = error.issues
  if (first === undefined) return 'The input could not be read.'
  // One field can break two rules at once; it is one thing to mend.
  const others = new Set(rest.map(fieldOf).filter((field) => field !== fieldOf(first))).size
  const more =
    others === 0
      ? ''
      : ` There ${others === 1 ? 'is one more problem' : `are ${others} more problems`} after it.`
  return `${sentence(first)}${more}`
}

function fieldOf({ path }: Issue): string {
  return path.length === 0 ? 'The input' : fieldName(path)
}

function sentence(issue: Issue): string {
  const field = fieldOf(issue)
  const expected = expectation(issue)
  if (issue.code === 'custom') return `${field}: ${found(issue)}, ${expected}.`
  if (issue.input === undefined) return `${field} is missing; ${expected} is expected.`
  return `${field} holds ${found(issue)}; ${expected} is expected.`
}

function fieldName(path: readonly PropertyKey[]): string {
  const name = path
    .map(String)
    .reduce((all, part) => (/^\d+$/.test(part) ? `${all}[${part}]` : `${all}.${part}`))
  return `The field "${name}"`
}

/** Fields whose content is never said back, because what is said back is kept in logs and on screens. */
const secrets = /password|token|secret/i

function found(issue: Issue): string {
  const { input } = issue
  const isSecret = issue.path.some((part) => secrets.test(String(part)))
  if (typeof input === 'string') return textFound(input, isSecret)
  if (input === null) return 'null'
  if (Array.isArray(input)) return `a list of ${input.length}`
  if (typeof input === 'object') return 'an object'
  return String(input)
}

function textFound(text: string, isSecret: boolean): string {
  if (text === '') return 'an empty text'
  if (isSecret || text.length > 60)
    return `a text of ${text.length} ${text.length === 1 ? 'character' : 'characters'}`
  return JSON.stringify(text)
}

const formats: Readonly<Record<string, string>> = {
  uuid: 'an id',
  email: 'an e-mail address',
  datetime: 'a time with its zone, such as 2026-03-12T14:02:00Z,',
  date: 'a day such as 2026-03-12',
}

const types: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
}

function expectation(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return types[issue.expected] ?? issue.expected
    case 'invalid_value':
      return oneOf(issue.values.map((value) => JSON.stringify(value)))
    case 'invalid_format':
      // A pattern is for machines: a schema that has one says in words what it expects (a test holds that).
      return formats[issue.format] ?? issue.message
    case 'too_small':
      return `${size(issue.origin, issue.minimum)} or more`
    case 'too_big':
      return `${size(issue.origin, issue.maximum)} or fewer`
    case 'invalid_union':
      return 'one of the forms the description names'
    case 'custom':
      return issue.message
    default:
      return 'something else'
  }
}

function size(origin: string, amount: number | bigint): string {
  if (origin === 'string') return amount === 1 ? 'a text of one character' : `a text of ${amount} characters`
  if (origin === 'array') return `a list of ${amount}`
  return String(amount)
}

function oneOf(values: readonly (string | undefined)[]): string {
  return values.length === 1 ? String(values[0]) : `one of ${values.join(', ')}`
}
