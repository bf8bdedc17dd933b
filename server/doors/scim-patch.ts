/**
 * Changes as SCIM writes them (RFC 7644, 3.5.2), in the dialects of the large directories: with and without a path, with
 * dotted keys in the value, with "Add" for "add" and "True" for true. What is not known here is left alone.
 */
import { Refusal } from '../operations/operation.ts'

/** A request that is not as SCIM writes them, with the name SCIM has for what is amiss (RFC 7644, 3.12). */
export class ScimRefusal extends Refusal {
  readonly scimType: 'invalidFilter' | 'invalidPath' | 'invalidSyntax'

  constructor(scimType: ScimRefusal['scimType'], sentence: string) {
    super('invalid', sentence)
    this.scimType = scimType
  }
}

/** A resource: its attributes by name. */
export type Attributes = Readonly<Record<string, unknown>>

/** The attributes of a value; none when it is no object. */
export function attributesOf(value: unknown): Attributes {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {}
}

/** The list a value is; one value alone is a list of it. */
export function listOf(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return []
  return Array.isArray(value) ? value : [value]
}

/** What stands under a name, however its letters are written. */
export function attribute(attributes: Attributes, name: string): unknown {
  return attributes[keyIn(attributes, name)]
}

function keyIn(attributes: Attributes, name: string): string {
  const wanted = name.toLowerCase()
  return Object.keys(attributes).find((key) => key.toLowerCase() === wanted) ?? name
}

/** Where a change goes: `emails[type eq "work"].value`. */
interface Path {
  readonly name: string
  readonly only: { readonly name: string; readonly value: string } | null
  readonly part: string | null
}

const own = /^urn:ietf:params:scim:schemas:core:2\.0:(?:user|group):/i
const form =
  /^([a-z$][\w$-]*)(?:\[\s*([\w$-]+)\s+eq\s+("(?:[^"\\]|\\.)*"|true|false)\s*\])?(?:\.([\w$-]+))?$/i

/** The path, or null when it is one of an extension, of which nothing is kept here. */
function pathOf(text: string): Path | null {
  const plain = text.replace(own, '')
  if (/^urn:/i.test(plain)) return null
  const [, name, filterName, filterValue, part] = form.exec(plain) ?? []
  if (name === undefined) throw badPath(text)
  const only =
    filterName === undefined || filterValue === undefined
      ? null
      : { name: filterName, value: unquoted(filterValue) }
  return { name, only, part: part ?? null }
}

function unquoted(text: string): string {
  return text.startsWith('"') ? text.slice(1, -1).replace(/\\(.)/g, '$1') : text.toLowerCase()
}

function badPath(text: string): Refusal {
  return new ScimRefusal('invalidPath', `The path ${text.slice(0, 100)} is none we can follow.`)
}

type Verb = 'add' | 'replace' | 'remove'

/** The resource after these changes (the body of a PATCH). */
export function patched(resource: Attributes, body: unknown): Attributes {
  const operations = listOf(attribute(attributesOf(body), 'Operations'))
  if (operations.length === 0)
    throw new ScimRefusal('invalidSyntax', 'A PATCH needs Operations, and there are none.')
  return operations.reduce<Attributes>((before, each) => changed(before, attributesOf(each)), resource)
}

function changed(resource: Attributes, operation: Attributes): Attributes {
  const verb = verbOf(attribute(operation, 'op'))
  const [path, value] = [attribute(operation, 'path'), attribute(operation, 'value')]
  if (typeof path === 'string' && path.trim() !== '') return at(resource, { verb, path: path.trim(), value })
  if (verb === 'remove') throw new Refusal('invalid', 'A removal needs the path of what it removes.')
  return Object.entries(attributesOf(value)).reduce(
    (before, [key, each]) => at(before, { verb, path: key, value: each }),
    resource,
  )
}

function verbOf(op: unknown): Verb {
  const verb = typeof op === 'string' ? op.toLowerCase() : ''
  if (verb === 'add' || verb === 'replace' || verb === 'remove') return verb
  throw new ScimRefusal('invalidSyntax', 'Every operation of a PATCH is add, replace or remove.')
}

interface Step {
  readonly verb: Verb
  readonly path: string
  readonly value: unknown
}

function at(resource: Attributes, { verb, path: text, value }: Step): Attributes {
  const path = pathOf(text)
  if (path === null) return resource
  const key = keyIn(resource, path.name)
  const before = resource[key]
  if (path.only !== null) return { ...resource, [key]: among(listOf(before), { verb, path, value }) }
  if (path.part !== null) return { ...resource, [key]: within(before, path.part, { verb, value }) }
  return { ...resource, [key]: whole(before, { verb, value }) }
}

/** The elements of a list that a filter names, changed, added or taken out. */
function among(
  list: readonly unknown[],
  { verb, path, value }: { readonly verb: Verb; readonly path: Path; readonly value: unknown },
): readonly unknown[] {
  const { only, part } = path
  if (only === null) return list
  const isMeant = (each: unknown) =>
    String(attribute(attributesOf(each), only.name)).toLowerCase() === only.value.toLowerCase()
  if (verb === 'remove' && part === null) return list.filter((each) => !isMeant(each))
  const change = (each: unknown) =>
    part === null ? { ...attributesOf(each), ...attributesOf(value) } : within(each, part, { verb, value })
  if (list.some(isMeant)) return list.map((each) => (isMeant(each) ? change(each) : each))
  return verb === 'remove' ? list : [...list, change({ [only.name]: only.value })]
}

/** One part of a value: `name.familyName`. */
function within(
  before: unknown,
  part: string,
  { verb, value }: { readonly verb: Verb; readonly value: unknown },
): Attributes {
  const attributes = attributesOf(before)
  return { ...attributes, [keyIn(attributes, part)]: verb === 'remove' ? undefined : value }
}

function whole(before: unknown, { verb, value }: { readonly verb: Verb; readonly value: unknown }): unknown {
  if (verb === 'remove') {
    const gone = listOf(value).map(valueIn)
    return Array.isArray(before) && gone.length > 0
      ? before.filter((each) => !gone.includes(valueIn(each)))
      : undefined
  }
  if (verb === 'add' && Array.isArray(before)) {
    const here = before.map(valueIn)
    return [...before, ...listOf(value).filter((each) => !here.includes(valueIn(each)))]
  }
  const isPart = typeof value === 'object' && value !== null && !Array.isArray(value)
  return isPart ? { ...attributesOf(before), ...value } : value
}

/** What tells two elements of a list apart. */
function valueIn(element: unknown): unknown {
  return typeof element === 'object' ? attribute(attributesOf(element), 'value') : element
}
