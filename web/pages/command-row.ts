/** What a command of the palette is, and the short ways to write one. */
import type { RecordNeed } from '@secondstory/review/model/permission'
import type { OperationName } from '../client.ts'
import type { Start } from '../kit/starts.ts'
import type { Theme } from '../kit/theme.ts'
import type { IncidentTab } from '../paths.ts'

/** What choosing a command does. `tab` and `ask-incident` speak about the incident whose page is open. */
export type Deed =
  | { readonly kind: 'go'; readonly to: string }
  | { readonly kind: 'tab'; readonly tab: IncidentTab; readonly start?: Start; readonly id?: string }
  | { readonly kind: 'foresight' }
  | { readonly kind: 'meeting' }
  | { readonly kind: 'start'; readonly start: Start }
  | { readonly kind: 'theme'; readonly theme: Theme }
  | { readonly kind: 'export'; readonly format: 'markdown' | 'json' }
  | {
      readonly kind: 'call'
      readonly call:
        | 'add-sample'
        | 'add-sample-reviews'
        | 'remove-sample'
        | 'remove-incident'
        | 'sign-out'
        | 'shortcuts'
    }

/** Where a command makes sense. */
export type Place = 'anywhere' | 'incident' | 'real-incident' | 'edition'

/** One command. */
export interface CommandRow {
  readonly label: string
  readonly group: 'This incident' | 'Do' | 'Go' | 'Settings'
  readonly place: Place
  readonly deed: Deed
  /** What it starts; it is offered to those who may start all of it. */
  readonly operations: readonly OperationName[]
  /** What it does with the record whose page is open; left out, it only looks. */
  readonly needs?: RecordNeed
  readonly keys?: string
  /** Other words people type for it. */
  readonly also?: string
}

type Short = Omit<CommandRow, 'group' | 'place'>

/** A command about the incident whose page is open. */
export const here = (row: Short, place: Place = 'incident'): CommandRow => ({
  ...row,
  group: 'This incident',
  place,
})
/** Goes to a tab of it, and begins something there. */
export const tab = (name: IncidentTab, start?: Start): Deed =>
  start === undefined ? { kind: 'tab', tab: name } : { kind: 'tab', tab: name, start }
/** Goes to an address. */
export const go = (to: string): Deed => ({ kind: 'go', to })
