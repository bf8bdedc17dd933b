/** What a guardrail sends to the address of an integration: answered at once, and stored as a report, not as a delivery. */
import type { Integration, IntegrationKind } from '@secondstory/review/model/integrations'
import type { Hands } from '../operations/hands.ts'
import type { Answering } from '../operations/receiving.ts'
import { fileGuardrail } from '../operations/report-guardrail.ts'

const kinds: readonly IntegrationKind[] = ['shared-token', 'standard-webhooks']

/** Tries this first, and what was there before for everything else. */
export function openGuardrailDoor(
  handsFor: (integration: Integration, now: string) => Hands,
  otherwise: Answering,
): Answering {
  return async (integration, arrival) => {
    if (!kinds.includes(integration.kind)) return otherwise(integration, arrival)
    const words = await fileGuardrail(arrival.body.toString('utf8'), handsFor(integration, arrival.now))
    return words === null ? otherwise(integration, arrival) : { words, type: 'text/plain; charset=utf-8' }
  }
}
