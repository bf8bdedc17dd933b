/** The same thing told by two sources becomes one proposal that rests on both. */
import { type EventKind, familyOf } from '../model/evidence.ts'
import { epochMs } from '../model/instants.ts'
import type { Candidate, Proposal } from './candidates.ts'
import { placeOf } from './order.ts'

const MINUTE_MS = 60_000

/** How far apart two tellings of one thing may lie, by its kind. */
const windows: Readonly<Partial<Record<EventKind, number>>> = {
  alert: 10 * MINUTE_MS,
  recovery: 10 * MINUTE_MS,
  deploy: 5 * MINUTE_MS,
  'config-change': 5 * MINUTE_MS,
  page: 5 * MINUTE_MS,
}
const OTHER_WINDOW_MS = 2 * MINUTE_MS
/** A bot that says the same again within this time is repeating itself. */
const REPEAT_MS = 10 * MINUTE_MS

interface Group {
  lead: Candidate
  readonly members: Candidate[]
}

/**
 * Candidates in order of time, merged: by a shared fingerprint, by equal words at the same minute, by a bot
 * repeating itself. Looks up, never compares pairs, so it is linear.
 */
export function mergeProposals(candidates: readonly Candidate[]): readonly Proposal[] {
  const groups: Group[] = []
  const latest = new Map<string, Group>()
  for (const candidate of candidates) {
    const names = namesOf(candidate)
    const home = names
      .map((name) => latest.get(name))
      .find((group) => group !== undefined && belongs(candidate, group))
    const group = home ?? { lead: candidate, members: [] }
    group.members.push(candidate)
    if (home === undefined) groups.push(group)
    else if (placeOf(candidate.source) < placeOf(group.lead.source)) group.lead = candidate
    for (const name of names) latest.set(name, group)
  }
  // A telling that came later may lead its group, so the order is made anew.
  return groups.map(joined).toSorted((a, b) => a.rank - b.rank || (a.key < b.key ? -1 : 1))
}

/** What two tellings of one thing have in common; each name begins with the kind, for a deploy is no alert, and its start is not its end. */
function namesOf(candidate: Candidate): readonly string[] {
  const phase = /\b(?:start(?:ed|ing)|beginning|began)\b/i.test(candidate.words.slice(0, 400))
    ? 'start'
    : 'end'
  const correlates = candidate.correlates.map(
    (correlate) => `${candidate.kind} ${candidate.kind === 'deploy' ? phase : ''} ${correlate}`,
  )
  const plain = candidate.words
    .slice(0, 400)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
  const said = plain.length < 12 ? [] : [`said ${plain}`]
  const repeated =
    candidate.actor.kind === 'system' && said.length > 0
      ? [`bot ${candidate.actor.name} ${plain.replace(/\d+/g, '#')}`]
      : []
  // One message met in an export and in a day file of the same channel carries the same timestamp.
  const stamp =
    familyOf(candidate.source) === 'chat' ? [`stamp ${stampOf(candidate)} ${plain.slice(0, 60)}`] : []
  return [...correlates, ...said, ...repeated, ...stamp]
}

/** The last part of a key: for chat, the message's own timestamp. */
function stampOf(candidate: Candidate): string {
  return candidate.key.slice(candidate.key.lastIndexOf(':') + 1)
}

function belongs(candidate: Candidate, { lead, members }: Group): boolean {
  if (candidate.happenedAt === null || lead.happenedAt === null) return false
  const distance_ms = Math.abs(epochMs(candidate.happenedAt.at) - epochMs(lead.happenedAt.at))
  const isSameSpeaker =
    candidate.source === lead.source &&
    candidate.actor.kind === 'system' &&
    candidate.actor.name === lead.actor.name
  // Only chat keys end in a time: elsewhere two people who did the same thing did it twice.
  if (candidate.source === lead.source && !isSameSpeaker)
    return (
      familyOf(candidate.source) === 'chat' &&
      stampOf(candidate) === stampOf(lead) &&
      distance_ms <= OTHER_WINDOW_MS
    )
  // Two alerts of one name on two machines are two alerts; only a message about them joins by name.
  if (isAlert(candidate) && members.some(isAlert)) {
    return distance_ms <= OTHER_WINDOW_MS * 2 && sharesFingerprint(candidate, members)
  }
  if (isSameSpeaker) return distance_ms <= REPEAT_MS && candidate.kind === lead.kind
  return distance_ms <= (windows[candidate.kind] ?? OTHER_WINDOW_MS)
}

function isAlert({ source }: Candidate): boolean {
  return familyOf(source) === 'alerts'
}

function sharesFingerprint(candidate: Candidate, members: readonly Candidate[]): boolean {
  const own = candidate.correlates.filter((correlate) => correlate.startsWith('alert:'))
  return members.some((member) => member.correlates.some((correlate) => own.includes(correlate)))
}

function joined({ lead, members }: Group): Proposal {
  const { source: _source, correlates: _correlates, words: _words, ...proposal } = lead
  if (members.length === 1) return proposal
  const others = members.filter((member) => member !== lead)
  const all = [lead, ...others]
  return {
    ...proposal,
    until: all.map((member) => member.until).find((until) => until !== null) ?? null,
    state: all.some((member) => member.state === 'proposed') ? 'proposed' : 'tray',
    evidenceIds: [...new Set(all.flatMap((member) => member.evidenceIds))],
    reasons: [...new Set(all.flatMap((member) => member.reasons))],
    confidence: Math.max(...all.map((member) => member.confidence)),
  }
}
