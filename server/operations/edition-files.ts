/** Everything that leaves when an edition appears: its page, Markdown, JSON, and what is searched. */
import { editionPage } from '@secondstory/review/documents/edition-page'
import { writeJson } from '@secondstory/review/documents/json'
import { writeMarkdown } from '@secondstory/review/documents/markdown'
import { openingOf, searchTextOf } from '@secondstory/review/documents/plain'
import type { Audience, WithheldKind } from '@secondstory/review/model/audiences'
import type { EditionRecord } from '@secondstory/review/model/editions'
import type { CopyStart } from '../store/editions.ts'

/** The files of an edition that is not published yet. */
export function filesOf(record: EditionRecord): readonly string[] {
  const { title, summary, body } = searchTextOf(record)
  const page = editionPage(record, {
    number: 1,
    publishedAt: '2000-01-01T00:00:00.000Z',
    address: '/editions/x',
  })
  return [
    page,
    writeMarkdown(record),
    writeJson(record),
    [title, summary, body, openingOf(record)].join('\n'),
  ]
}

/** What every copy of an edition says beside its record. */
export interface Publication {
  readonly publishedAt: string
  readonly changed: string
}

/** What an edition says to one audience, ready to be frozen. */
export function copyFor(
  { record, withheld }: { readonly record: EditionRecord; readonly withheld: readonly WithheldKind[] },
  audience: Audience,
  { publishedAt, changed }: Publication,
): CopyStart {
  return {
    record,
    withheld,
    markdown: writeMarkdown(record),
    render: ({ slug, number }) =>
      editionPage(record, { number, publishedAt, address: `/editions/${slug}`, audience, withheld, changed }),
  }
}
