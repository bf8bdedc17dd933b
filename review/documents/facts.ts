/** The facts a document states in its front matter: what it is about, how grave it was, and when. */
import type { EditionRecord } from '../model/editions.ts'
import type { Mark } from '../model/incident.ts'
import type { Moment } from '../model/instants.ts'
import type { FrontMatter, FrontValue } from './front-matter.ts'
import { incidentWords, keyNamed, severityWords } from './keys.ts'
import { readMoment } from './moments.ts'

/** Named in the front matter; a later format will have another number. */
export const FORMAT = 'second-story/1'

/** Words a document held that have no place in the record. */
export interface NotUnderstood {
  /** The part of the document: "front matter", "Timeline". */
  readonly place: string
  readonly text: string
}

type Facts = Pick<
  EditionRecord,
  'reference' | 'kind' | 'severity' | 'potentialSeverity' | 'components' | Mark
>

/** The facts of a front matter as we understood them. */
export interface ReadFacts {
  readonly values: Facts
  readonly title: string | null
  readonly notUnderstood: readonly NotUnderstood[]
  readonly missing: readonly string[]
}

/** Reads the facts; what cannot be read is handed back, what is not stated is named. */
export function readFacts(front: FrontMatter): ReadFacts {
  const rest = new Map(front.values)
  const missing: string[] = []
  /** Takes a fact out when it can be read; what cannot stays behind and is handed back. */
  const take = <T>(key: string, read: (value: FrontValue) => T | null, otherwise: T): T => {
    const value = front.values.get(key)
    const found = value === undefined ? null : read(value)
    if (found !== null) rest.delete(key)
    else if (value === '') rest.delete(key)
    if (found === null) missing.push(key)
    return found ?? otherwise
  }
  const moment = (key: string): Moment | null =>
    take<Moment | null>(key, (value) => readMoment(asText(value)), null)
  const format = front.values.get('format')
  if (format === FORMAT) rest.delete('format')
  const title = front.values.get('title')
  if (typeof title === 'string') rest.delete('title')
  const potential = keyNamed(severityWords, asText(front.values.get('potential') ?? ''))
  if (potential !== null) rest.delete('potential')
  const values: Facts = {
    ...(potential === null ? {} : { potentialSeverity: potential }),
    reference: take('reference', (value) => (typeof value === 'string' ? value : null), ''),
    kind: take('kind', (value) => keyNamed(incidentWords, asText(value)), 'incident'),
    severity: take('severity', (value) => keyNamed(severityWords, asText(value)), 'SEV3'),
    components: take(
      'components',
      (value) => (typeof value === 'string' ? (value === '' ? [] : [value]) : value),
      [],
    ),
    startedAt: moment('started'),
    detectedAt: moment('detected'),
    mitigatedAt: moment('mitigated'),
    endedAt: moment('ended'),
  }
  const strange = [...rest].map(
    ([key, value]) => `${key}: ${typeof value === 'string' ? value : value.join(', ')}`,
  )
  return {
    values,
    title: typeof title === 'string' ? title : null,
    notUnderstood: [...strange, ...front.strange].map((text) => ({ place: 'front matter', text })),
    missing,
  }
}

function asText(value: FrontValue): string {
  return typeof value === 'string' ? value : ''
}
