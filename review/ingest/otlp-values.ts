/** Values of OpenTelemetry's JSON: attributes in their typed wrappers, identifiers, times in nanoseconds. */
import type { Moment } from '../model/instants.ts'
import { cut } from './agent-step.ts'
import { type Fields, fieldsAt, isFields, listAt, textAt, wordsAt } from './json.ts'
import { momentOf } from './stamps.ts'

/** Attributes by name, as words. */
export type Attributes = ReadonlyMap<string, string>

/** The attributes of a span, a record or a resource: a list of wrapped values, or a plain object. */
export function attributesOf(holder: Fields): Attributes {
  const { attributes } = holder
  if (isFields(attributes))
    return new Map(Object.entries(attributes).map(([name, value]) => [name, plainWords(value)]))
  return new Map(listAt(holder, 'attributes').map((pair) => [textAt(pair, 'key'), valueWords(pair.value)]))
}

function plainWords(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '').slice(0, 8000)
}

/** A wrapped value as words; whole numbers arrive as text and keep all their digits. */
export function valueWords(value: unknown, depth = 0): string {
  if (!isFields(value)) return typeof value === 'string' ? value : ''
  if (depth > 6) return '…'
  const plain = ['stringValue', 'intValue', 'boolValue', 'doubleValue']
    .map((kind) => wordsAt(value, kind))
    .find((words) => words !== '')
  if (plain !== undefined) return plain
  if ('bytesValue' in value) return '[bytes left out]'
  if (isFields(value.arrayValue)) {
    const members = listAt(value.arrayValue, 'values').slice(0, 20)
    return `[${members.map((member) => valueWords(member, depth + 1)).join(', ')}]`
  }
  if (!isFields(value.kvlistValue)) return ''
  const pairs = listAt(value.kvlistValue, 'values').slice(0, 20)
  return pairs.map((pair) => `${textAt(pair, 'key')}: ${valueWords(pair.value, depth + 1)}`).join(', ')
}

/** The first attribute of several that is set. */
export function firstOf(attributes: Attributes, ...names: readonly string[]): string {
  for (const name of names) {
    const words = attributes.get(name)
    if (words !== undefined && words !== '') return words
  }
  return ''
}

/** Identifiers are hexadecimal in either case; one thing has one spelling. Other spellings stay as they are. */
export function idOf(fields: Fields, name: string): string {
  const written = textAt(fields, name)
  if (/^0+$/.test(written)) return ''
  return /^[0-9a-fA-F]{16,32}$/.test(written) ? written.toLowerCase() : written.slice(0, 64)
}

/** An instant with all its digits, for order among those of one millisecond. */
export interface Nanos {
  readonly moment: Moment
  readonly digits: string
}

/** Nanoseconds since 1970 as text or number, or a pair of seconds and nanoseconds; 0 says "not set". */
export function nanosOf(value: unknown): Nanos | null {
  const digits = Array.isArray(value) ? pairDigits(value) : typeof value === 'number' ? String(value) : value
  if (typeof digits !== 'string' || !/^\d{18,19}$/.test(digits)) return null
  const full = digits.padStart(19, '0')
  const moment = momentOf(full)
  return moment === null ? null : { moment, digits: full }
}

function pairDigits(pair: readonly unknown[]): string {
  const [seconds, nanos] = pair
  if (typeof seconds !== 'number' || typeof nanos !== 'number') return ''
  return `${Math.trunc(seconds)}${String(Math.trunc(nanos)).padStart(9, '0')}`
}

/** What an exception says of itself; its stack stays out. */
export function exceptionOf(attributes: Attributes): string {
  const type = firstOf(attributes, 'exception.type', 'error.type')
  const message = cut(firstOf(attributes, 'exception.message'), 600)
  return [type, message].filter((words) => words !== '').join(': ')
}

/** The service a resource is, and where it runs. */
export interface Service {
  readonly name: string
  readonly marks: readonly string[]
}

/** The service of a resource. */
export function serviceOf(group: Fields): Service {
  const attributes = attributesOf(fieldsAt(group, 'resource'))
  const name = firstOf(attributes, 'service.name', 'k8s.deployment.name', 'faas.name') || 'a service'
  const environment = firstOf(attributes, 'deployment.environment.name', 'deployment.environment')
  return {
    name: name.slice(0, 120),
    marks: environment === '' ? [] : [`environment:${environment.slice(0, 60)}`],
  }
}
