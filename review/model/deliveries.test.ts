import { describe, expect, it } from 'vitest'
import { hoursOf, type RoutedIncident, routeOf } from './deliveries.ts'
import { moment } from './instants.ts'

const at = (clock: string): string => `2026-03-12T${clock}:00.000Z`

function incident(id: string, more: Partial<RoutedIncident> = {}): RoutedIncident {
  const none = { startedAt: null, detectedAt: null, endedAt: null }
  return { id, ...none, openedAt: at('14:10'), components: [], ...more }
}

const checkout = incident('checkout', {
  startedAt: moment(at('14:02')),
  endedAt: moment(at('14:49')),
  components: ['checkout-api', 'orders'],
})
const search = incident('search', { startedAt: moment(at('14:30')), components: ['search', 'api'] })

describe('the hours of an incident', () => {
  it('run from an hour before it started until an hour after it ended', () => {
    expect(hoursOf(checkout)).toEqual({ from: at('13:02'), to: at('15:49') })
  })

  it('begin with what is known of the start, and last a week when nobody ended it', () => {
    expect(hoursOf(incident('a', { detectedAt: moment(at('14:05')) })).from).toBe(at('13:05'))
    expect(hoursOf(incident('a'))).toEqual({ from: at('13:10'), to: '2026-03-19T14:10:00.000Z' })
  })
})

describe('where a delivery belongs', () => {
  const told = (clock: string, text = '') => routeOf({ at: at(clock), text }, [checkout, search])

  it.each([
    ['13:02', 'checkout'],
    ['13:29', 'checkout'],
    ['15:50', 'search'],
  ])('is the one incident whose hours hold %s', (clock, id) => {
    expect(told(clock)).toEqual({ incidentId: id })
  })

  it('is nowhere when none was under way', () => {
    expect(told('13:01')).toEqual({
      incidentId: null,
      underWay: 0,
      because: 'No incident was under way at the time it tells of.',
    })
  })

  it.each([
    ['Deployed checkout-api 4.1.0 to production', 'checkout'],
    ['SEARCH is slow', 'search'],
    ['orders/5xx above 2 %', 'checkout'],
  ])('is the one of several whose component is named: %s', (text, id) => {
    expect(told('14:40', text)).toEqual({ incidentId: id })
  })

  it.each([
    ['nothing of either', 'none of them'],
    ['research and reorders are no components', 'none of them'],
    ['search and orders together', '2 of them'],
  ])('waits for someone when words do not decide: %s', (text, found) => {
    const route = told('14:40', text)
    expect(route).toMatchObject({ incidentId: null, underWay: 2 })
    expect(route).toMatchObject({ because: expect.stringContaining(found) })
  })
})
