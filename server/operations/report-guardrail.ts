/** A guardrail that refused something files a near miss by itself. Nobody stands behind it, and nobody is carried in it. */
import { findNames } from '@secondstory/language'
import { isFields, parseJson, textAt } from '@secondstory/review/ingest/json'
import { blurred, findIdentifiers } from '@secondstory/review/model/identifiers'
import type { ReportWords } from '@secondstory/review/model/reports'
import type { Hands } from './hands.ts'
import { Refusal } from './operation.ts'
import { take } from './reports.ts'
import { hashSecret } from './secrets.ts'

/** What such a body says of itself. */
export const GUARDRAIL = 'guardrail.blocked'

/** A sender tries again when our answer is lost; the same refusal is one near miss. */
const ONCE = { most: 1, within_ms: 86_400_000 } as const

/** Takes a body for a report when it says it is one, and answers a sentence for the sender; null for every other body. */
export async function fileGuardrail(body: string, hands: Hands): Promise<string | null> {
  if (!body.includes(GUARDRAIL)) return null
  const fields = parseJson(body)?.value
  if (!isFields(fields) || textAt(fields, 'type') !== GUARDRAIL) return null
  const part = (name: string): string => withoutAnybody(textAt(fields, name).slice(0, 4_000))
  const words: ReportWords = {
    happened: part('blocked'),
    caught: 'guardrail',
    stopped: part('guardrail'),
    component: part('component').slice(0, 200),
    couldHave: part('could_have'),
  }
  if (words.happened === '')
    return 'A guardrail says what it blocked, in the field "blocked"; nothing was filed.'
  return file(words, body, hands).catch((error: unknown) => {
    if (error instanceof Refusal) return error.message
    throw error
  })
}

async function file(words: ReportWords, body: string, hands: Hands): Promise<string> {
  hands.attempts.count(`guardrail ${hashSecret(body).toString('hex')}`, ONCE, hands.now)
  await take({ words, seen: null, naming: 'automatic', isHazard: false, isWaiting: false }, hands)
  return 'Filed as a near miss, with nobody behind it.'
}

/** Whoever pushed, approved or was on call stays out; the sender cannot be asked to mind it. */
function withoutAnybody(text: string): string {
  return blurred(text, findIdentifiers(text, findNames(text)))
}
