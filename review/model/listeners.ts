/** Tools outside that are told when something happens here, and when we stop telling them. */
import type { Blocker } from './blocker.ts'
import { epochMs } from './instants.ts'

/** What a listener can be told. */
export type ListenerEvent = keyof typeof listenerEvents

/** Every event with what it says. */
export const listenerEvents = {
  'edition.published': 'An edition is out, with its address.',
  'actions.due': 'Actions are due, by their titles and days, without a name.',
  'actions.unheld': 'Actions nobody holds, or whose day was two weeks ago.',
  'effect.seen': 'What was seen of an action that is done.',
} as const

/** A tool outside and what it wants to hear. */
export interface Listener {
  readonly id: string
  readonly name: string
  readonly url: string
  readonly events: readonly ListenerEvent[]
  readonly state: 'on' | 'off'
  /** Why it was turned off here; empty when a keeper did, or when it is on. */
  readonly because: string
  /** Since when every attempt came to nothing; null while it answers. */
  readonly failingSince: string | null
  readonly version: number
}

/** Systems that keep the employment, pay or appraisal of people, by their domains. */
const personnelDomains = [
  ...['workday.com', 'myworkday.com', 'bamboohr.com', 'personio.com', 'personio.de', 'successfactors.com'],
  ...[
    'successfactors.eu',
    'sapsf.com',
    'hibob.com',
    'rippling.com',
    'gusto.com',
    'lattice.com',
    '15five.com',
  ],
  ...[
    'cultureamp.com',
    'leapsome.com',
    'betterworks.com',
    'ukg.com',
    'ultipro.com',
    'adp.com',
    'paylocity.com',
  ],
  ...['paycom.com', 'paychex.com', 'namely.com', 'factorialhr.com', 'greenhouse.io', 'lever.co', 'deel.com'],
  ...[
    'smallimprovements.com',
    'quantumworkplace.com',
    'peakon.com',
    'charliehr.com',
    'kenjo.io',
    'hrworks.de',
  ],
]

/** A host of one's own that says what it is for: hr.example.com, payroll-api.internal. Its country stands last and says nothing. */
const personnelLabel =
  /(?:^|[.-])(?:hr|hris|hcm|payroll|appraisals?|people-?ops|performance-?reviews?)(?:[.-])/

/** What stands in the way of telling this address anything: it is about people, and what happens here is not. */
export function addressBlockers(url: string): readonly Blocker[] {
  const host = /^https?:\/\/(?:[^/@]*@)?([^/:?#]+)/i.exec(url)?.[1]?.toLowerCase().replace(/\.$/, '') ?? ''
  const isKnown = personnelDomains.some((domain) => host === domain || host.endsWith(`.${domain}`))
  if (!isKnown && !personnelLabel.test(host)) return []
  const sentence = `${host} looks like a system about people’s employment, pay or appraisal, and nothing from here goes there: what is told here must not be used to judge anybody. Which tool do the teams themselves read?`
  return [{ rule: 'personnel-system', sentence, place: { tab: 'incident', id: null } }]
}

/** Longer than a weekend in which nobody looks. */
export const FAILING_MS = 3 * 86_400_000

/** How a listener stands after an attempt that came to nothing. */
export function afterFailure(
  listener: Listener,
  failure: { readonly because: string; readonly isFinal: boolean },
  now: string,
): Pick<Listener, 'state' | 'because' | 'failingSince'> {
  const failingSince = listener.failingSince ?? now
  const isLong = epochMs(now) - epochMs(failingSince) >= FAILING_MS
  if (!failure.isFinal && !isLong) return { state: listener.state, because: listener.because, failingSince }
  const why = failure.isFinal
    ? 'It says that it wants to hear nothing more'
    : 'It took nothing for three days'
  return {
    state: 'off',
    because: `${why}: ${failure.because} Correct the address, and turn it on again.`,
    failingSince,
  }
}
