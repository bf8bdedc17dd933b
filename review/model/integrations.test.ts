import { describe, expect, it } from 'vitest'
import { healthOf, type Integration, integrationForms, usualSettings } from './integrations.ts'

const integration: Integration = {
  id: 'i',
  kind: 'pagerduty',
  name: 'Payments',
  state: 'on',
  routing: 'by-time',
  settings: usualSettings,
  signingSecrets: 1,
  hasApiToken: false,
  lastDeliveryAt: null,
  lastError: '',
  lastErrorAt: null,
  version: 1,
}
const [early, late] = ['2026-03-12T14:00:00.000Z', '2026-03-12T14:05:00.000Z']

describe('how an integration stands', () => {
  it.each<[string, Partial<Integration>]>([
    ['off', { state: 'off', lastDeliveryAt: early }],
    ['unfinished', { signingSecrets: 0 }],
    ['waiting', {}],
    ['troubled', { lastError: 'The signature is wrong.', lastErrorAt: early }],
    ['troubled', { lastError: 'The signature is wrong.', lastErrorAt: late, lastDeliveryAt: early }],
    ['well', { lastError: 'The signature is wrong.', lastErrorAt: early, lastDeliveryAt: late }],
    ['well', { lastDeliveryAt: early }],
  ])('is %s', (mark, more) => {
    const health = healthOf({ ...integration, ...more })
    expect(health.mark).toBe(mark)
    expect(health.sentence).toMatch(/^[A-Z].{10,}[.]$/)
  })
})

describe('every sort of integration', () => {
  it.each(Object.entries(integrationForms))(
    '%s says how it is set up, with the address and the secret it needs',
    (_kind, form) => {
      const steps = form.steps.join('\n')
      expect(steps).toContain('{address}')
      expect(steps.includes('{secret}')).toBe(form.secretFrom === 'here')
      for (const sentence of [form.brings, form.verified, ...form.steps])
        expect(sentence).toMatch(/^[A-Z].{10,}[.]$/s)
      for (const name of [...form.idHeaders, ...form.keptHeaders]) expect(name).toBe(name.toLowerCase())
      const secretive = /signature|authorization|token|cookie|secret/
      expect(form.keptHeaders.filter((name) => secretive.test(name))).toEqual([])
    },
  )
})
