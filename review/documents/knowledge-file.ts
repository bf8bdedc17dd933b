/** What `secondstory knowledge --format json` wrote, read back. It holds counts and no names, and nothing else is taken from it. */
import type { ComponentKnowledge, KnownBy } from '../model/knowledge.ts'
import { isObject, type Row } from './json-fields.ts'
import { isJson } from './json-syntax.ts'

/** The components of such a file; null when it is none. A row that is not whole is left out. */
export function readKnowledgeFile(text: string): readonly ComponentKnowledge[] | null {
  const value: unknown = isJson(text) ? JSON.parse(text) : null
  if (!isObject(value) || !Array.isArray(value.components)) return null
  return value.components.flatMap((row: unknown) => (isObject(row) ? (componentFrom(row) ?? []) : []))
}

function componentFrom(row: Row): ComponentKnowledge | null {
  const { component, knownBy, personChangedAt } = row
  const [files, withoutPerson, byAgentsOnly] = [row.files, row.withoutPerson, row.byAgentsOnly].map(count)
  if (typeof component !== 'string' || component.length > 300 || !isKnownBy(knownBy)) return null
  if (files === undefined || withoutPerson === undefined || byAgentsOnly === undefined) return null
  const at = typeof personChangedAt === 'string' ? personChangedAt : null
  return { component, knownBy, files, withoutPerson, byAgentsOnly, personChangedAt: at }
}

function isKnownBy(value: unknown): value is KnownBy {
  return value === 0 || value === 1 || value === 2
}

function count(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 ? value : undefined
}
