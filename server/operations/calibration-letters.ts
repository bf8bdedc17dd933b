/**
 * Letters to those a draft describes: the link to it, and reminders before the hours end. A reminder goes to everybody
 * who got a letter, because who read, agreed or was silent is kept nowhere; it holds no link and follows the first one.
 */
import { type Calibration, calibrationMoment } from '@secondstory/review/model/calibration'
import { reference } from '@secondstory/review/model/incident'
import { epochMs, lengthInWords } from '@secondstory/review/model/instants'
import { forgetFirstLetters, listRunningLetters, type RunningLetter } from '../store/calibration.ts'
import type { Queries } from '../store/database.ts'
import { queueDelivery } from '../store/outbox.ts'
import type { Store } from '../store/store.ts'
import type { Strongbox } from '../store/strongbox.ts'
import { lookAt } from './edition-look.ts'
import { setLetter } from './letters.ts'
import { sealLetter } from './sealed-letters.ts'

/** What the first letter says. */
export interface FirstLetter {
  readonly address: string
  readonly role: string
  readonly calibration: Calibration
  readonly link: string
  /** The letter is not sent after the link has run out. */
  readonly expiresAt: string
}

/** Queues the letter with the link; answers the id of the dispatch, so that reminders can follow it. */
export async function sendFirstLetter(
  queries: Queries,
  { address, role, calibration, link, expiresAt }: FirstLetter,
  { strongbox, now }: { readonly strongbox: Strongbox; readonly now: string },
): Promise<string | null> {
  const { record } = await lookAt(queries, calibration.incidentId)
  const until = clock(calibration.closesAt)
  const letter = setLetter({
    subject: `A draft that describes you: ${record.reference}, until ${until}`,
    opening: `${record.title}. The draft of this review describes you as ${role}. You read it before anybody else, and can correct it until ${until}.`,
    parts: [
      {
        heading: '',
        items: [
          {
            title: 'The draft',
            lines: [
              'It needs no account. What is right can be noted, for you alone; what is not can be objected to, with your role or anonymously.',
              'Nobody is told whether you read it, agreed or were silent.',
            ],
            links: [{ label: 'Read it', url: link }],
          },
        ],
      },
    ],
    closing: 'The link is yours: whoever holds it reads the draft as this role.',
    settings: null,
    unsubscribe: null,
  })
  const sealed = sealLetter(letter, expiresAt, strongbox)
  return queueDelivery(queries, { ...sealed, ...envelope(address, record.reference), now })
}

/** Reminds everybody whose calibration is at half time or near its end, each moment once, and forgets addresses after it. */
export async function remindFirstReaders({
  store,
  now,
}: {
  readonly store: Store
  readonly now: string
}): Promise<void> {
  for (const reader of await listRunningLetters(store.queries, now)) {
    const due = calibrationMoment(reader.calibration, now)
    // Whoever got the letter after this moment began has it fresh before them.
    if (due === null || epochMs(reader.mailedAt) >= epochMs(due.since)) continue
    const onceKey = `calibration ${reader.participantId} ${reader.calibration.closesAt} ${due.moment}`
    await store.transaction((queries) => queueDelivery(queries, { ...reminder(reader, now), onceKey, now }))
  }
  await forgetFirstLetters(store.queries, now)
}

function reminder({ address, calibration, letterId, mailedAt, incidentNumber }: RunningLetter, now: string) {
  const name = reference({ number: incidentNumber })
  const until = clock(calibration.closesAt)
  const left = lengthInWords(epochMs(calibration.closesAt) - epochMs(now))
  const letter = setLetter({
    subject: `A draft that describes you: ${name}, until ${until}`,
    opening: `The draft of ${name} can be corrected for another ${left}. The link to it is in the letter of ${clock(mailedAt)}, which this one follows.`,
    parts: [],
    closing:
      'This goes to everybody the draft describes, because reading, agreeing and silence are kept nowhere. If you said what you wanted to say, there is nothing left to do.',
    settings: null,
    unsubscribe: null,
  })
  return { ...letter, ...envelope(address, name), follows: letterId ?? undefined }
}

function envelope(address: string, name: string) {
  return { kind: 'calibration', to: address, about: `The draft of ${name} before it is published` } as const
}

function clock(at: string): string {
  return `${at.slice(0, 16).replace('T', ' ')} UTC`
}
