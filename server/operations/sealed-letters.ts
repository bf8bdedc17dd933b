/** Letters with a link that lets somebody in: sealed while they wait, so that whoever reads the database cannot use them. */
import type { Letter } from '../store/outbox.ts'
import { SEALED_LETTER } from '../store/sealed.ts'
import type { Strongbox } from '../store/strongbox.ts'
import type { Carrier } from './outbox.ts'

/** The letter with its words under the key of the installation; the subject stays and holds no link. */
export function sealLetter(letter: Letter, goodUntil: string, strongbox: Strongbox): Letter {
  const { subject, text, html = '', headers } = letter
  const sealed = strongbox.seal(JSON.stringify([text, html]), SEALED_LETTER).toString('base64')
  return { subject, text: '', headers, sealed, goodUntil }
}

/** Carries letters and opens those that are sealed. One whose link ran out while it waited is not sent any more. */
export function openingLetters(carry: Carrier, strongbox: Strongbox): Carrier {
  return async (dispatch, now) => {
    const { sealed, goodUntil, ...letter } = dispatch.letter
    if (sealed === undefined) return carry(dispatch, now)
    if (goodUntil !== undefined && goodUntil <= now) {
      return notSent(
        'The link in it ran out before it could be sent; whoever waits for it can ask for another.',
      )
    }
    const words = strongbox.open(Buffer.from(sealed, 'base64'), SEALED_LETTER)
    if (words === null) {
      return notSent(
        'It was sealed with another key; set SECONDSTORY_OLD_KEY to that one, or send a new letter.',
      )
    }
    const [text = '', html = '']: readonly string[] = JSON.parse(words)
    return carry({ ...dispatch, letter: { ...letter, text, html } }, now)
  }
}

function notSent(because: string) {
  return { isSent: false, because, mayWorkLater: false } as const
}
