/** One line of what a Terraform run prints as JSON. */
import type { EventKind } from '../model/evidence.ts'
import type { Moment } from '../model/instants.ts'
import { type Fields, fieldsAt, numberAt, textAt, wordsAt } from './json.ts'
import { linesOf, systemNamed } from './json-source.ts'
import type { SourceRecord } from './source.ts'
import { firstMoment } from './stamps.ts'
import { excerpt, fingerprintOf } from './words.ts'

/** What a kind of line means: its kind, and the marks it always has. */
interface Meaning {
  readonly kind: EventKind
  readonly marks: readonly string[]
}

const quiet: Meaning = { kind: 'system', marks: [] }

// One resource of hundreds: in the tray. The summary of the run is what is proposed.
const meanings: ReadonlyMap<string, Meaning> = new Map<string, Meaning>([
  ['apply_complete', { kind: 'config-change', marks: ['routine'] }],
  ['apply_errored', { kind: 'config-change', marks: ['routine', 'failed'] }],
  ['apply_progress', { kind: 'system', marks: ['repeated', 'routine'] }],
  ['provision_errored', { kind: 'observation', marks: ['failed'] }],
  ['resource_drift', { kind: 'observation', marks: [] }],
  ['refresh_start', { kind: 'system', marks: ['routine'] }],
  ['refresh_complete', { kind: 'system', marks: ['routine'] }],
])

function meaningOf(body: Fields): Meaning {
  const type = textAt(body, 'type')
  if (type === 'change_summary') return summaryMeaning(fieldsAt(body, 'changes'))
  if (type === 'diagnostic') {
    const isError = textAt(fieldsAt(body, 'diagnostic'), 'severity') === 'error'
    return isError ? { kind: 'observation', marks: ['failed'] } : quiet
  }
  return meanings.get(type) ?? quiet
}

/** A run that changed nothing is worth knowing when one looks for it. */
function summaryMeaning(changes: Fields): Meaning {
  const operation = textAt(changes, 'operation')
  const changed = numberAt(changes, 'add') + numberAt(changes, 'change') + numberAt(changes, 'remove')
  const moved = changed + numberAt(changes, 'import')
  if (operation === 'plan' || moved === 0)
    return { kind: 'observation', marks: moved === 0 ? ['routine'] : [] }
  return { kind: 'config-change', marks: operation === 'destroy' ? ['irreversible'] : [] }
}

/** The resource a line is about, under the name its kind of line has for it. */
function resourceOf(body: Fields): { readonly address: string; readonly action: string } {
  for (const name of ['hook', 'change']) {
    const about = fieldsAt(body, name)
    const resource = fieldsAt(about, 'resource')
    if (textAt(resource, 'addr') !== '')
      return { address: textAt(resource, 'addr'), action: textAt(about, 'action') }
  }
  return { address: '', action: '' }
}

/** Words of a line. The code around a finding and the values in it stay out; so do the values of outputs. */
function wordsOf(body: Fields): string {
  const type = textAt(body, 'type')
  if (type === 'diagnostic') {
    const finding = fieldsAt(body, 'diagnostic')
    const range = fieldsAt(finding, 'range')
    const line = wordsAt(fieldsAt(range, 'start'), 'line')
    const place = textAt(range, 'filename')
    return linesOf(
      `${textAt(finding, 'severity') === 'error' ? 'Error' : 'Warning'}: ${textAt(finding, 'summary')}`,
      textAt(finding, 'detail').slice(0, 2000),
      place === '' ? '' : `In ${place}${line === '' ? '' : `, line ${line}`}`,
      textAt(finding, 'address') === '' ? '' : `With ${textAt(finding, 'address')}`,
    )
  }
  if (type === 'outputs') return `Outputs: ${Object.keys(fieldsAt(body, 'outputs')).slice(0, 50).join(', ')}`
  return textAt(body, '@message')
}

/** A finished resource has a beginning too. */
function spanOf(body: Fields, at: Moment): { readonly began: Moment; readonly until?: string } {
  const seconds = numberAt(fieldsAt(body, 'hook'), 'elapsed_seconds')
  const isOver = /^(?:apply|provision)_(?:complete|errored)$/.test(textAt(body, 'type'))
  if (!isOver || seconds <= 0 || seconds > 7 * 86_400) return { began: at }
  // The length is told in whole seconds, so the beginning is no finer.
  const began = new Date(Date.parse(at.at) - seconds * 1000).toISOString()
  return { began: { ...at, at: began, precision: 'second' }, until: at.at }
}

/** A line as evidence. */
export function runLine(body: Fields, fileName: string): SourceRecord {
  const at = firstMoment(body['@timestamp'])
  const type = textAt(body, 'type') || 'log'
  const text = wordsOf(body)
  if (at === null || text === '') {
    const because = at === null ? 'has no time we can read' : 'says nothing'
    return {
      notUnderstood: `A line of a Terraform run ${because}.`,
      text: excerpt(type),
      place: fileName,
    }
  }
  const { address, action } = resourceOf(body)
  const { kind, marks } = meaningOf(body)
  const isGone = action === 'delete' && type === 'apply_complete'
  const { began, until } = spanOf(body, at)
  const own = address === '' ? textAt(fieldsAt(body, 'changes'), 'operation') : `${address} ${action}`
  return {
    source: 'terraform',
    // Where the words alone would tell two lines apart they name it later, when secrets are out.
    key: own === '' ? '' : `terraform:${fingerprintOf(`${textAt(body, '@timestamp')} ${type} ${own}`)}`,
    happenedAt: began,
    ...(until === undefined ? {} : { until }),
    basis: 'occurred',
    sequence: textAt(body, '@timestamp'),
    kind,
    speaker: systemNamed('terraform', textAt(body, '@module') === 'tofu.ui' ? 'OpenTofu' : 'Terraform'),
    text,
    place: address === '' ? 'Terraform' : address,
    marks: [
      ...marks,
      ...(isGone ? ['irreversible'] : []),
      `type:${type}`,
      ...(action === '' ? [] : [`action:${action}`]),
    ],
    // What failed and what then worked are two things, and so are a removal and the making anew.
    correlates:
      address === '' ? [] : [`resource:${address} ${action}${type.endsWith('errored') ? ' failed' : ''}`],
  }
}
