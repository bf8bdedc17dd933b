/** The feed of editions, as Atom and as JSON, at an address of one's own: programs that read feeds do not sign in. */
import { generateAtomFeed, generateJsonFeed } from 'feedsmith'
import { findPerson } from '../store/people.ts'
import { openFeedNumber, readFeedNumber } from '../store/preferences.ts'
import { type LibraryLine, searchEditions } from '../store/search.ts'
import type { Strongbox } from '../store/strongbox.ts'
import { nothing } from './fields.ts'
import { asked, by, type Hands } from './hands.ts'
import { operation, Refusal } from './operation.ts'

/** The formats a feed comes in, with their media types. */
export const feedFormats = {
  atom: 'application/atom+xml; charset=utf-8',
  json: 'application/feed+json; charset=utf-8',
} as const

/** One of them. */
export type FeedFormat = keyof typeof feedFormats

const PURPOSE = 'the address of a feed'
const NEWEST = 50

/** Addresses of somebody's feed. */
export interface FeedAddresses {
  readonly atom: string
  readonly json: string
}

/** Makes a new address for my feed; an earlier one opens nothing any more. */
export const openEditionFeed = operation({
  name: 'openEditionFeed',
  about: 'Makes an address of my own for the feed of editions; an earlier one stops working.',
  access: 'reader',
  changes: true,
  input: nothing,
  run: async (_given, hands): Promise<FeedAddresses> => {
    const { personId } = asked(hands)
    const number = await hands.store.transaction((queries) => openFeedNumber(queries, personId, by(hands)))
    const key = sealKey(hands.strongbox, personId, number)
    const at = (format: FeedFormat) => `${hands.publicUrl}/feeds/editions.${format}?key=${key}`
    return { atom: at('atom'), json: at('json') }
  },
})

function sealKey(strongbox: Strongbox, personId: string, number: number): string {
  return strongbox.seal(`${personId} ${number}`, PURPOSE).toString('base64url')
}

/** Refuses a key that is none, was replaced, or belongs to somebody who left. */
async function refuseKey({ store, strongbox }: Hands, key: string): Promise<void> {
  const [personId = '', number = ''] =
    strongbox.open(Buffer.from(key, 'base64url'), PURPOSE)?.split(' ') ?? []
  const person = personId === '' ? null : await findPerson(store.queries, personId)
  const isOpen =
    person?.isActive === true && (await readFeedNumber(store.queries, personId)) === Number(number)
  if (isOpen) return
  throw new Refusal(
    'not-allowed',
    'This address of a feed does not work any more; make a new one in the settings, under Notifications.',
  )
}

/** The newest editions as a feed. */
export async function writeEditionFeed(
  asked: { readonly format: FeedFormat; readonly key: string },
  hands: Hands,
): Promise<string> {
  await refuseKey(hands, asked.key)
  const rows = await searchEditions(hands.store.queries, { limit: NEWEST })
  const lines = (rows?.items ?? []).filter(({ isSample }) => !isSample)
  return asked.format === 'atom' ? atomOf(lines, hands) : jsonOf(lines, hands)
}

const TITLE = 'Second Story: what was learned'

function atomOf(lines: readonly LibraryLine[], { publicUrl, now }: Hands): string {
  return generateAtomFeed({
    id: `${publicUrl}/library`,
    title: { value: TITLE },
    updated: new Date(lines[0]?.publishedAt ?? now),
    links: [{ href: `${publicUrl}/library`, rel: 'alternate', type: 'text/html' }],
    authors: [{ name: 'Second Story' }],
    entries: lines.map((line) => ({
      id: `urn:uuid:${line.id}`,
      title: { value: `${line.reference} ${line.title}` },
      updated: new Date(line.publishedAt),
      published: new Date(line.publishedAt),
      links: [{ href: `${publicUrl}/editions/${line.slug}`, rel: 'alternate', type: 'text/html' }],
      summary: { value: line.opening },
      categories: [{ term: line.severity }, ...line.components.map((term) => ({ term }))],
    })),
  })
}

function jsonOf(lines: readonly LibraryLine[], { publicUrl }: Hands): string {
  const feed = generateJsonFeed({
    title: TITLE,
    home_page_url: `${publicUrl}/library`,
    items: lines.map((line) => ({
      id: `urn:uuid:${line.id}`,
      url: `${publicUrl}/editions/${line.slug}`,
      title: `${line.reference} ${line.title}`,
      content_text: line.opening === '' ? line.title : line.opening,
      date_published: new Date(line.publishedAt),
      tags: [line.severity, ...line.components],
    })),
  })
  return typeof feed === 'string' ? feed : JSON.stringify(feed)
}
