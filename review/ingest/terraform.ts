/**
 * Terraform and OpenTofu: the lines their runs print as JSON, and plans shown as JSON. What a run did is told
 * by the addresses of its resources. Values come only from plans that say which of theirs are sensitive, and
 * none of those; a piece we cannot read is told without its words, for it may hold any value.
 */
import type { Fields } from './json.ts'
import { isFields, textAt } from './json.ts'
import { type Delivery, jsonSource } from './json-source.ts'
import { type FileView, isNotUnderstood, type Source, type SourceRecord } from './source.ts'
import { planOf } from './terraform-plan.ts'
import { runLine } from './terraform-run.ts'

function isRunLine(body: Fields): boolean {
  return /^(?:terraform|tofu)\.ui$/.test(textAt(body, '@module'))
}

function isPlan(body: Fields): boolean {
  return (
    textAt(body, 'format_version') !== '' &&
    ('resource_changes' in body || isFields(body.planned_values) || 'action_invocations' in body)
  )
}

function* records({ body, receivedAt, fileName }: Delivery): Generator<SourceRecord> {
  if (isRunLine(body)) yield runLine(body, fileName)
  else if (isPlan(body)) yield planOf(body, receivedAt, fileName)
  else {
    const isState = textAt(body, 'format_version') !== '' && isFields(body.values)
    yield {
      notUnderstood: isState
        ? 'A Terraform state tells what there is, not what changed.'
        : 'A record is neither a line of a Terraform run nor a plan.',
      text: '',
      place: fileName,
    }
  }
}

const form = jsonSource({
  name: 'terraform',
  describes: 'Terraform run or plan (JSON)',
  holds: ['record', 'records'],
  hasEnds: false,
  records,
  recognises(opening) {
    if (/"@module"\s*:\s*"(?:terraform|tofu)\.ui"/.test(opening)) return 0.96
    const isVersioned = /^\s*(?:\[\s*)?\{\s*"format_version"\s*:\s*"\d/.test(opening)
    return isVersioned &&
      /"(?:terraform_version|planned_values|resource_changes|prior_state)"\s*:/.test(opening)
      ? 0.95
      : 0
  },
})

/** What stops in the middle may stop inside a secret. */
function* wordless(file: FileView, source: Source): Generator<SourceRecord> {
  for (const record of source.read(file, { now: '' }))
    yield isNotUnderstood(record) ? { ...record, text: '' } : record
}

/** Terraform and OpenTofu. */
export const terraform: Source = { ...form, read: (file) => wordless(file, form) }
