/**
 * From the team's edition to those of the organisation and of everyone: each is made from the one before and only takes
 * away. What is said more widely is said in words people chose; nothing else is added.
 */
import { type Audience, audiencesUpTo } from '../model/audiences.ts'
import type { EditionEvent, EditionRecord } from '../model/editions.ts'
import type { Mark } from '../model/incident.ts'
import type { Moment, Precision } from '../model/instants.ts'
import { sayAnew } from './edition-words.ts'
import { type PlacedReplacement, receiptOf } from './gate.ts'
import { momentText } from './moments.ts'
import { sentenceAround } from './sentence-around.ts'
import { withholdEveryLink, withholdImages, withholdNetwork } from './withhold.ts'

/** What people chose to say more widely, once a description turned out to fit one person. */
export interface Widening {
  /** Words, and those that take their place. */
  readonly wordings: readonly { readonly quote: string; readonly wording: string }[]
  /** Roles that one person held: the times of what they did are given by the hour. */
  readonly byTheHour: readonly string[]
}

/** Nothing was said more widely. */
export const noWidening: Widening = { wordings: [], byTheHour: [] }

/** An edition for one audience, and what was changed since the team's. */
export interface Narrowed {
  readonly record: EditionRecord
  readonly changes: readonly PlacedReplacement[]
}

/** The edition for an audience, made from the team's. */
export function narrowed(team: EditionRecord, audience: Audience, widening: Widening): Narrowed {
  const steps = audiencesUpTo(audience).flatMap((each) =>
    each === 'team' ? [] : [each === 'organisation' ? forOrganisation : forEveryone],
  )
  return steps.reduce<Narrowed>(
    ({ record, changes }, step) => {
      const made: PlacedReplacement[] = []
      return { record: step(record, widening, made), changes: [...changes, ...made] }
    },
    { record: team, changes: [] },
  )
}

type Step = (record: EditionRecord, widening: Widening, made: PlacedReplacement[]) => EditionRecord

const forOrganisation: Step = (record, widening, made) => {
  const byTheHour = new Set(widening.byTheHour.map(plain))
  const timeline = record.timeline.map((event, index) =>
    coarser(event, byTheHour.has(plain(event.actor.name)) ? 'hour' : 'minute', {
      where: `Timeline, row ${index + 1}`,
      made,
    }),
  )
  const marks: Partial<Record<Mark, Moment | null>> = {}
  for (const mark of ['startedAt', 'detectedAt', 'mitigatedAt', 'endedAt'] as const) {
    marks[mark] = toPrecision(record[mark], 'minute')
  }
  const wordings = widening.wordings.filter(({ quote, wording }) => quote !== '' && wording !== '')
  return sayAnew({ ...record, ...marks, timeline }, (where, text) =>
    wordings.reduce((said, each) => widened(said, each, { where, made }), text),
  )
}

const forEveryone: Step = (record, _widening, made) => {
  const shown = sayAnew(record, (where, text) => {
    const unseen = withholdImages(text)
    const unlinked = withholdEveryLink(unseen.text)
    const bare = withholdNetwork(unlinked.text)
    for (const each of [...unseen.withheld, ...unlinked.withheld, ...bare.withheld])
      made.push({ ...receiptOf(each), where })
    return bare.text
  })
  const unowned = (where: string, role: string): string => {
    if (role === '' || role === OWNER_WITHHELD) return role
    made.push({ where, before: role, after: OWNER_WITHHELD, name: role, role: OWNER_WITHHELD, kind: 'owner' })
    return OWNER_WITHHELD
  }
  const { acceptances } = shown
  return {
    ...shown,
    actions: shown.actions.map((action, index) => ({
      ...action,
      ownerRole: unowned(`Action ${index + 1}`, action.ownerRole),
    })),
    ...(acceptances === undefined
      ? {}
      : {
          acceptances: acceptances.map((each, index) => ({
            ...each,
            agreedByRole: unowned(`Accepted risk ${index + 1}`, each.agreedByRole),
          })),
        }),
  }
}

/** Stands where the role of an owner was. */
export const OWNER_WITHHELD = '[withheld: owner]'

/** Where a change is made, and the receipts it is written to. */
interface Receipts {
  readonly where: string
  readonly made: PlacedReplacement[]
}

function widened(
  text: string,
  { quote, wording }: Widening['wordings'][number],
  { where, made }: Receipts,
): string {
  const pattern = new RegExp(
    `(?<![\\p{L}\\p{N}])${quote.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![\\p{L}\\p{N}])`,
    'giu',
  )
  return text.replace(pattern, (found: string, ...more: readonly unknown[]) => {
    const at = Number(more.find((each) => typeof each === 'number') ?? 0)
    const isCapital = /^\p{Lu}/u.test(found)
    const shown = isCapital ? wording.charAt(0).toUpperCase() + wording.slice(1) : wording
    const before = sentenceAround(text, { from: at, to: at + found.length })
    made.push({
      where,
      before,
      after: before.replace(found, () => shown),
      name: found,
      role: shown,
      kind: 'description',
    })
    return shown
  })
}

function plain(text: string): string {
  return text.trim().toLowerCase()
}

const digits: Readonly<Record<Precision, number>> = { day: 0, hour: 1, minute: 2, second: 3, millisecond: 4 }

/** The moment with no more digits than asked for; one that has fewer stays as it is. */
function toPrecision(moment: Moment | null, precision: 'minute' | 'hour'): Moment | null {
  if (moment === null || digits[moment.precision] < digits[precision]) return moment
  return { ...moment, at: floored(moment.at, precision), precision }
}

function floored(at: string, precision: 'minute' | 'hour'): string {
  return precision === 'minute' ? `${at.slice(0, 16)}:00.000Z` : `${at.slice(0, 13)}:00:00.000Z`
}

/** How long it went on is a detail as exact as its beginning: by the hour it is not told. */
function coarser(event: EditionEvent, precision: 'minute' | 'hour', { where, made }: Receipts): EditionEvent {
  const happenedAt = toPrecision(event.happenedAt, precision)
  const until =
    event.until === null || precision === 'hour'
      ? null
      : floored(new Date(event.until).toISOString(), 'minute')
  const [before, after] = [event.happenedAt, happenedAt].map(momentText)
  if (before !== after && before !== undefined && after !== undefined) {
    made.push({ where, before, after, name: before, role: after, kind: 'time' })
  }
  return { ...event, happenedAt, until }
}
