import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dayAfter } from './follow-ups.ts'
import { localMoment, nextOpen, openDay, usualPreferences, type WorkingHours } from './preferences.ts'
import { reminderDays, reminderDue, teamReminderDue } from './reminders.ts'
import { isZone } from './zones.ts'

const day = fc.integer({ min: 0, max: 3000 }).map((days) => dayAfter('2026-01-01', days))
const promise = fc.record({ promisedOn: day, length: fc.integer({ min: 0, max: 400 }) })

describe('the days of a promise', () => {
  it('are half time, before, on the day and after it', () => {
    expect(reminderDays('2026-03-02', '2026-03-30')).toEqual([
      { moment: 'half-time', on: '2026-03-16' },
      { moment: 'before-due', on: '2026-03-28' },
      { moment: 'on-due', on: '2026-03-30' },
      { moment: 'late-3', on: '2026-04-02' },
      { moment: 'late-7', on: '2026-04-06' },
    ])
  })

  it('of a short one are fewer', () => {
    expect(reminderDays('2026-03-02', '2026-03-03').map(({ moment }) => moment)).toEqual([
      'on-due',
      'late-3',
      'late-7',
    ])
  })

  it('come in order, none before the promise, whatever its length', () => {
    fc.assert(
      fc.property(promise, ({ promisedOn, length }) => {
        const days = reminderDays(promisedOn, dayAfter(promisedOn, length)).map(({ on }) => on)
        expect(days).toEqual(days.toSorted())
        expect(new Set(days).size).toBe(days.length)
        expect(days[0] !== undefined && days[0] >= promisedOn).toBe(true)
      }),
    )
  })
})

describe('what is told', () => {
  it('is each moment once, in order, however often somebody looks and however long they were away', () => {
    const looks = fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 1, maxLength: 60 })
    fc.assert(
      fc.property(promise, looks, ({ promisedOn, length }, steps) => {
        const dueOn = dayAfter(promisedOn, length)
        const told = new Set<string>()
        const said: string[] = []
        let today = promisedOn
        for (const step of steps) {
          today = dayAfter(today, step)
          const due = reminderDue({ promisedOn, dueOn, told }, today)
          if (due === null) continue
          expect(due.settles.some((moment) => told.has(moment))).toBe(false)
          for (const moment of due.settles) told.add(moment)
          said.push(due.moment)
        }
        const order = reminderDays(promisedOn, dueOn).map(({ moment }) => moment)
        expect(said).toEqual(order.filter((moment) => said.includes(moment)))
        expect(said.length).toBe(new Set(said).size)
      }),
    )
  })

  it('is the latest only, when several days went by unseen', () => {
    const due = reminderDue({ promisedOn: '2026-03-02', dueOn: '2026-03-30', told: new Set() }, '2026-04-07')
    expect(due?.moment).toBe('late-7')
    expect(due?.settles).toHaveLength(5)
  })

  it('goes to the team after two weeks, or as soon as the owner has left', () => {
    const one = { promisedOn: '2026-03-02', dueOn: '2026-03-30', told: new Set<string>() }
    expect(teamReminderDue({ ...one, hasOwnerLeft: false }, '2026-04-12')).toBeNull()
    expect(teamReminderDue({ ...one, hasOwnerLeft: false }, '2026-04-13')?.moment).toBe('team')
    expect(teamReminderDue({ ...one, hasOwnerLeft: true }, '2026-03-03')?.moment).toBe('orphan')
    expect(
      teamReminderDue({ ...one, told: new Set(['orphan']), hasOwnerLeft: true }, '2026-03-03'),
    ).toBeNull()
  })
})

describe('the hours in which something comes', () => {
  const hours = (zone: string): WorkingHours => ({ ...usualPreferences.hours, zone })

  it.each([
    // The night in which Berlin loses an hour, a Sunday; the Monday after it nine is one hour earlier in UTC.
    ['Europe/Berlin', '2026-03-27T08:00:00Z', '2026-03-27'],
    ['Europe/Berlin', '2026-03-27T07:59:00Z', null],
    ['Europe/Berlin', '2026-03-29T08:00:00Z', null],
    ['Europe/Berlin', '2026-03-30T07:00:00Z', '2026-03-30'],
    ['Europe/Berlin', '2026-03-30T15:00:00Z', null],
    ['Asia/Kolkata', '2026-03-30T03:30:00Z', '2026-03-30'],
    ['Pacific/Auckland', '2026-03-29T21:00:00Z', '2026-03-30'],
    ['America/St_Johns', '2026-03-30T11:30:00Z', '2026-03-30'],
  ])('in %s at %s are of %s', (zone, now, expected) => {
    expect(openDay(hours(zone), now)).toBe(expected)
  })

  it('are UTC where nobody knows the zone any more', () => {
    expect(isZone('Mars/Olympus')).toBe(false)
    expect(localMoment('2026-03-30T11:30:00Z', 'Mars/Olympus')).toEqual({
      day: '2026-03-30',
      time: '11:30',
      weekday: 1,
    })
  })

  it('begin next where something waits: now while they are open, never before, and never later than they must', () => {
    const zones = fc.constantFrom('UTC', 'Europe/Berlin', 'Asia/Kolkata', 'Pacific/Auckland')
    const week = fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 })
    const instant = fc.date({ min: new Date('2026-01-01'), max: new Date('2027-01-01'), noInvalidDate: true })
    fc.assert(
      fc.property(zones, week, instant, (zone, days, date) => {
        const now = date.toISOString()
        const theirs = { ...hours(zone), days }
        const opens = nextOpen(theirs, now)
        expect(openDay(theirs, opens)).not.toBeNull()
        expect(Date.parse(opens)).toBeGreaterThanOrEqual(Date.parse(now))
        if (openDay(theirs, now) !== null) expect(opens).toBe(now)
        else expect(openDay(theirs, new Date(Date.parse(opens) - 1).toISOString())).toBeNull()
      }),
    )
  })

  it('come on every working day of the year, in every zone, once an hour', () => {
    for (const zone of ['America/New_York', 'Australia/Lord_Howe']) {
      const days = new Set<string>()
      for (let hour = 0; hour < 365 * 24; hour += 1) {
        const on = openDay(hours(zone), new Date(Date.UTC(2026, 0, 1, hour)).toISOString())
        if (on?.startsWith('2026') === true) days.add(on)
      }
      expect(days.size).toBe(261)
    }
  })
})
