/** A token in words. */
import { tokenPurposes } from '@secondstory/review/model/agents'
import type { Token } from '@secondstory/review/model/people'
import { dayInWords } from '../words.ts'

/** "reads and writes, only to check wording, until 12 June 2026, not used yet". */
export function tokenInWords({ scope, operations, expiresAt, lastUsedAt }: Token): string {
  const may = scope === 'read' ? 'reads' : 'reads and writes'
  const only =
    operations === null
      ? []
      : [
          tokenPurposes
            .filter((purpose) => purpose.operations.every((each) => operations.includes(each)))
            .map(({ says }) => says.toLowerCase())
            .join(', '),
        ]
  const used = lastUsedAt === null ? 'not used yet' : `last used ${dayInWords(lastUsedAt)}`
  return [may, ...only.map((words) => `only: ${words}`), `until ${dayInWords(expiresAt)}`, used].join(', ')
}
