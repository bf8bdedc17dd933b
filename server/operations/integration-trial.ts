/** Trying an integration out: a delivery made and signed here goes through the verifier and the reader of the real ones. */
import { cleanBody } from '@secondstory/review/ingest/redact-body'
import { counted } from '@secondstory/review/ingest/words'
import { routeOf } from '@secondstory/review/model/deliveries'
import { evidenceSources } from '@secondstory/review/model/evidence'
import { formOf, type Integration } from '@secondstory/review/model/integrations'
import { listRoutable } from '../store/deliveries.ts'
import { findIncident } from '../store/incidents.ts'
import { type Told, tellDelivery } from './delivery-telling.ts'
import type { Hands } from './hands.ts'
import { LOCKED, openSecrets } from './integration-secrets.ts'
import { sampleDelivery } from './sample-deliveries.ts'
import { objectionTo, signedHeaders } from './signatures.ts'

/** One step of a trial, with what was found. */
export interface TrialStep {
  readonly step: 'secret' | 'signature' | 'forgery' | 'reading' | 'routing'
  readonly passed: boolean
  readonly sentence: string
}

/** How a trial went; it stops at the first step that did not pass. */
export interface IntegrationTrial {
  readonly passed: boolean
  /** What became of it, in one sentence. */
  readonly sentence: string
  readonly steps: readonly TrialStep[]
}

/** Runs a trial. Nothing is stored. */
export async function tryIntegration(
  hands: Pick<Hands, 'store' | 'strongbox' | 'now'>,
  integration: Integration,
): Promise<IntegrationTrial> {
  const steps: TrialStep[] = []
  for await (const step of trial(hands, integration)) {
    steps.push(step)
    if (!step.passed) return { passed: false, sentence: step.sentence, steps }
  }
  const { says } = formOf(integration.kind)
  const isOff = integration.state === 'off' ? ' It is switched off, so real ones are turned away.' : ''
  const sentence = `A delivery signed as ${says} signs would be taken and read.${isOff}`
  return { passed: true, sentence, steps }
}

async function* trial(
  hands: Pick<Hands, 'store' | 'strongbox' | 'now'>,
  integration: Integration,
): AsyncGenerator<TrialStep> {
  const { queries } = hands.store
  const { signing, areLocked } = await openSecrets(queries, hands.strongbox, integration.id)
  const [secret] = signing
  const { says, verified } = formOf(integration.kind)
  if (secret === undefined) {
    const sentence = areLocked ? LOCKED : `There is no secret yet; paste the one ${says} shows.`
    yield { step: 'secret', passed: false, sentence }
    return
  }
  const known = counted(signing.length, 'secret is', 'secrets are')
  yield { step: 'secret', passed: true, sentence: `${known} known.` }
  const sample = sampleDelivery(integration.kind, hands.now)
  yield* signatureSteps({ integration, secret, verified, now: hands.now, body: sample.body })
  const { text } = cleanBody(sample.body, false)
  const told = await tellDelivery({ body: text, headers: sample.headers, receivedAt: hands.now }, integration)
  yield readingStep(told)
  yield await routingStep(hands, integration, told)
}

interface Signed {
  readonly integration: Integration
  readonly secret: string
  readonly verified: string
  readonly now: string
  readonly body: string
}

/** The signature is taken, and the same one on another body is not. */
function* signatureSteps({ integration, secret, verified, now, body }: Signed): Generator<TrialStep> {
  const { kind, settings } = integration
  const bytes = Buffer.from(body, 'utf8')
  const headers = signedHeaders({ kind, settings, now }, secret, bytes)
  const header = (name: string): string => headers[name] ?? ''
  const expected = { kind, settings, now, secrets: [secret] }
  const objection = objectionTo({ body: bytes, header, addressToken: '' }, expected)
  yield { step: 'signature', passed: objection === null, sentence: objection ?? verified }
  const isSigned = !Object.values(headers).includes(secret)
  const altered = isSigned
    ? objectionTo({ body: Buffer.from(`${body} `, 'utf8'), header, addressToken: '' }, expected)
    : objectionTo({ body: bytes, header: () => '', addressToken: '' }, expected)
  const what = isSigned ? 'The same signature on another body' : 'The same body without the token'
  yield {
    step: 'forgery',
    passed: altered !== null,
    sentence: altered === null ? `${what} was taken, which is our defect.` : `${what} is turned away.`,
  }
}

function readingStep(told: Told): TrialStep {
  const [first] = told.drafts
  if (first === undefined) {
    const sentence = told.notUnderstood === '' ? 'It held nothing for a timeline.' : told.notUnderstood
    return { step: 'reading', passed: false, sentence }
  }
  const [one, several] = evidenceSources[first.source].records
  const read = counted(told.drafts.length, one, several)
  return { step: 'reading', passed: true, sentence: `It reads as ${read}: "${told.summary}".` }
}

async function routingStep(
  hands: Pick<Hands, 'store' | 'now'>,
  { routing, settings }: Integration,
  told: Told,
): Promise<TrialStep> {
  const step = { step: 'routing', passed: true } as const
  if (routing === 'by-hand') return { ...step, sentence: 'It would wait for someone to assign it.' }
  const { queries } = hands.store
  const route = routeOf(told, await listRoutable(queries, { from: told.at, to: told.at }))
  if (route.incidentId !== null) {
    const incident = await findIncident(queries, { id: route.incidentId })
    return { ...step, sentence: `Right now it would go to INC-${incident?.number ?? '?'}.` }
  }
  if (settings.opensIncidents && route.underWay === 0)
    return { ...step, sentence: 'Right now an alert or a page would open an incident.' }
  return { ...step, sentence: `Right now it would wait for someone to assign it. ${route.because}` }
}
