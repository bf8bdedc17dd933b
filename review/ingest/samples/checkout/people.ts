/** Everyone in the sample incident is invented. */

/** A person of the sample as the export lists them. */
export interface SamplePerson {
  readonly id: string
  readonly handle: string
  readonly name: string
}

/** The five responders. */
export const people = {
  noor: { id: 'U07NOOR0001', handle: 'noor', name: 'Noor Haddad' },
  tomasz: { id: 'U07TOMASZ02', handle: 'tomasz.w', name: 'Tomasz Wieczorek' },
  ines: { id: 'U07INES0003', handle: 'ines', name: 'Ines Carvalho' },
  joon: { id: 'U07JOON0004', handle: 'joonp', name: 'Joon Park' },
  priya: { id: 'U07PRIYA005', handle: 'priya', name: 'Priya Raman' },
} as const satisfies Readonly<Record<string, SamplePerson>>

/** Short name of a responder. */
export type PersonKey = keyof typeof people

/** The tools that speak in the channels. */
export const bots = {
  alertmanager: { id: 'B07ALERTS01', name: 'Alertmanager' },
  rollout: { id: 'B07ROLLOUT2', name: 'Rollout' },
  pager: { id: 'B07PAGER003', name: 'Pager' },
} as const satisfies Readonly<Record<string, { readonly id: string; readonly name: string }>>

/** Short name of a tool. */
export type BotKey = keyof typeof bots
