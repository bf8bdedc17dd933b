/** Nothing is looked for, grouped or put in order by a person: a question that asks for it is refused, not answered without it. */
import { z } from 'zod'
import { Refusal } from './operation.ts'

const aPerson =
  /^(?:by|person|people|participant|speaker|author|owner|assignee|actor|handle|e?mail|name|user|member)s?(?:Ids?|Names?|_ids?)?$/i
const anOrder = /^(?:group|sort|order|rank|count|top|aggregate)s?(?:ed)?_?(?:by)?$/i

/** How deep a question is looked into; none of ours is deeper. */
const DEEPEST = 4

/** Makes the check of one operation. What its own schema takes is no business of it: the tests look at the schemas. */
export function refusePersonIn(name: string, input: z.ZodType): (given: unknown) => void {
  let declared: ReadonlySet<string> | null = null
  return (given) => {
    declared ??= fieldsOf(z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' }))
    const own = declared
    const found = keysIn(given, DEEPEST).find(
      (key) => !own.has(key) && (aPerson.test(key) || anOrder.test(key)),
    )
    if (found === undefined) return
    const sentence = `${name} takes no "${found}": nothing here is looked for, grouped or put in order by a person.`
    throw new Refusal('invalid', sentence)
  }
}

function keysIn(given: unknown, depth: number): readonly string[] {
  if (typeof given !== 'object' || given === null || depth === 0) return []
  if (Array.isArray(given)) return given.slice(0, 50).flatMap((each) => keysIn(each, depth - 1))
  return Object.entries(given).flatMap(([key, value]) => [key, ...keysIn(value, depth - 1)])
}

/** Names of fields a schema takes, at any depth. */
function fieldsOf(schema: unknown): ReadonlySet<string> {
  const names = new Set<string>()
  const walk = (part: unknown): void => {
    if (typeof part !== 'object' || part === null) return
    if ('properties' in part && typeof part.properties === 'object' && part.properties !== null) {
      for (const name of Object.keys(part.properties)) names.add(name)
    }
    for (const value of Object.values(part)) walk(value)
  }
  walk(schema)
  return names
}
