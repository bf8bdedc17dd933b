import { tableOf } from '@secondstory/review/documents/cells'
import { momentText } from '@secondstory/review/documents/moments'
import type { Proposal } from '@secondstory/review/ingest/candidates'
import type { Evidence } from '@secondstory/review/model/evidence'
import { type FileReceipt, type ReadRecord, sourceInWords } from './reading.ts'

/** How a timeline is written. */
export type TimelineFormat = 'md' | 'json' | 'csv'

/** The formats by the ending of a file. */
export const timelineFormats: readonly TimelineFormat[] = ['md', 'json', 'csv']

/** The timeline as text: what is likely enough for the draft, or all of the tray as well. Who acted appears as a role; sentences stay as they were written. */
export function writeTimeline(
  record: ReadRecord,
  how: { format: TimelineFormat; withTray: boolean },
): string {
  const shown = record.proposals.filter((one) => how.withTray || one.state === 'proposed')
  const linkOf = new Map(record.evidence.map((one) => [one.id, one]))
  if (how.format === 'json') return `${JSON.stringify(asJson(shown, linkOf), null, 2)}\n`
  const rows = shown.map((one) => rowOf(one, linkOf))
  if (how.format === 'csv')
    return `${[HEADS, ...rows].map((row) => row.map(csvCell).join(',')).join('\r\n')}\r\n`
  return `## Timeline\n\nAll times are UTC.\n\n${tableOf(HEADS, rows)}\n`
}

const HEADS = ['Time (UTC)', 'Until', 'Kind', 'Who', 'What', 'Why it is here', 'Source', 'Link'] as const

function rowOf(one: Proposal, byId: ReadonlyMap<string, Evidence>): readonly string[] {
  const first = byId.get(one.evidenceIds[0] ?? '')
  const link = one.evidenceIds.map((id) => byId.get(id)?.link).find((found) => found !== undefined)
  return [
    momentText(one.happenedAt),
    one.until ?? '',
    one.kind,
    one.actor.name,
    one.text,
    one.reasons.join(', '),
    first === undefined ? one.lane : `${sourceInWords(first.source)} ${first.place}`,
    link ?? '',
  ]
}

// A cell that begins like a formula would be run by a spreadsheet.
function csvCell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

function asJson(shown: readonly Proposal[], byId: ReadonlyMap<string, Evidence>): object {
  return {
    version: 1,
    events: shown.map((one) => ({
      happenedAt: one.happenedAt,
      until: one.until,
      kind: one.kind,
      actor: one.actor,
      text: one.text,
      state: one.state,
      confidence: one.confidence,
      reasons: one.reasons,
      evidence: one.evidenceIds.map((id) => {
        const { source, key, place, link } = byId.get(id) ?? {
          source: null,
          key: id,
          place: '',
          link: undefined,
        }
        return { source, key, place, ...(link === undefined ? {} : { link }) }
      }),
    })),
  }
}

/** The receipt for a person: what each file was and what became of its records, then the sum. */
export function receiptText({ receipts, proposals }: ReadRecord): string {
  const lines = receipts.flatMap((receipt) => [
    headOf(receipt),
    ...receipt.puzzles.map((one) => `    ${one}`),
  ])
  const drafted = proposals.filter((one) => one.state === 'proposed').length
  const tray = proposals.length - drafted
  return `${lines.join('\n')}\n${drafted} ${drafted === 1 ? 'event' : 'events'} proposed, ${tray} in the tray.\n`
}

function headOf(receipt: FileReceipt): string {
  if (receipt.source === null) return `${receipt.path}: ${receipt.trouble}`
  const parts = [
    `${receipt.records} read`,
    `${receipt.evidence} kept`,
    ...(receipt.alreadyKnown > 0 ? [`${receipt.alreadyKnown} known already`] : []),
    ...(receipt.outsideWindow > 0 ? [`${receipt.outsideWindow} outside the window`] : []),
    ...(receipt.notUnderstood > 0 ? [`${receipt.notUnderstood} not understood`] : []),
    ...(receipt.secretsRemoved > 0
      ? [`${receipt.secretsRemoved} ${receipt.secretsRemoved === 1 ? 'secret' : 'secrets'} removed`]
      : []),
  ]
  const end = receipt.trouble === '' ? '' : ` ${receipt.trouble}`
  return `${receipt.path}: ${sourceInWords(receipt.source)}, ${parts.join(', ')}.${end}`
}
