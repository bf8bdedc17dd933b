import type { TimelineEvent } from '@secondstory/review/model/timeline'
import { useMemo, useRef, useState } from 'react'
import {
  type Choice,
  type Command,
  moved,
  nothingChosen,
  ranged,
  targets,
  toggled,
  without,
} from './timeline-rows.ts'
import type { TimelineWork } from './use-timeline-work.ts'

/** What the list shows beside its rows: the form that is open, and whose evidence is beside it. */
export interface ListState {
  readonly choice: Choice
  readonly editingId: string | null
  readonly isAdding: boolean
  /** Not null: the evidence is open, beginning with this event; it follows the focus from then on. */
  readonly evidenceId: string | null
}

const start: ListState = { choice: nothingChosen, editingId: null, isAdding: false, evidenceId: null }

/** The list's state and everything a key or a press does to it. `order` is the ids as they stand in the list. */
export function useChoice(
  events: readonly TimelineEvent[],
  work: TimelineWork,
  mayRun: (command: Command) => boolean,
) {
  const [state, setState] = useState(start)
  const order = useMemo(() => events.map((event) => event.id), [events])
  const now = useRef({ state, order, events, work, mayRun })
  now.current = { state, order, events, work, mayRun }
  const steady = useMemo(() => {
    const set = (more: Partial<ListState>) => setState((before) => ({ ...before, ...more }))
    const choose = (choice: Choice) => set({ choice })
    const run = (command: Command) => runCommand(command, { ...now.current, set })
    return {
      set,
      run,
      /** A command about one row, whatever the focus is. */
      runOn: (id: string, command: Command) => {
        const { state: kept, order: ids } = now.current
        if (command === 'choose') return choose(toggled(kept.choice, id))
        const choice = kept.choice.ids.has(id)
          ? { ...kept.choice, activeId: id }
          : { activeId: id, anchorId: id, ids: new Set<string>() }
        runCommand(command, { ...now.current, state: { ...kept, choice }, order: ids, set })
      },
      press: (id: string, isRange: boolean) => {
        const { choice } = now.current.state
        choose(isRange ? ranged(choice, now.current.order, id) : { ...choice, activeId: id, anchorId: id })
      },
      pick: (ids: readonly string[]) => {
        const [first = null] = ids
        choose({ activeId: first, anchorId: first, ids: ids.length > 1 ? new Set(ids) : new Set() })
      },
    }
  }, [])
  return { state, order, ...steady }
}

interface Running {
  readonly state: ListState
  readonly order: readonly string[]
  readonly events: readonly TimelineEvent[]
  readonly work: TimelineWork
  /** Whether whoever looks may do this with the record; a key they have no use for does nothing. */
  readonly mayRun: (command: Command) => boolean
  readonly set: (more: Partial<ListState>) => void
}

const steps: Partial<Readonly<Record<Command, { readonly by: number; readonly isRange: boolean }>>> = {
  next: { by: 1, isRange: false },
  previous: { by: -1, isRange: false },
  'next-range': { by: 1, isRange: true },
  'previous-range': { by: -1, isRange: true },
  first: { by: -1e9, isRange: false },
  last: { by: 1e9, isRange: false },
}

function runCommand(command: Command, running: Running): void {
  if (!running.mayRun(command)) return
  const after = stateAfter(command, running)
  if (after === null) change(command, running)
  else running.set(after)
}

/** What a command does to the list alone; null for commands that change the timeline. */
function stateAfter(command: Command, { state, order, events }: Running): Partial<ListState> | null {
  const { choice } = state
  const { activeId } = choice
  const step = steps[command]
  if (step !== undefined) return { choice: moved(choice, order, step) }
  if (command === 'choose-none') {
    // What lies on top goes first: the evidence, and with the next Escape the choice.
    return state.evidenceId === null ? { choice: { ...choice, ids: new Set() } } : { evidenceId: null }
  }
  if (command === 'choose-proposals') {
    const ids = events.filter((event) => event.state === 'proposed').map((event) => event.id)
    return { choice: { activeId: activeId ?? ids[0] ?? null, anchorId: choice.anchorId, ids: new Set(ids) } }
  }
  if (command === 'add') return { isAdding: true, editingId: null }
  if (activeId === null) return null
  if (command === 'choose') return { choice: toggled(choice, activeId) }
  if (command === 'edit') return { choice, editingId: activeId, isAdding: false }
  if (command === 'evidence') return { choice, evidenceId: state.evidenceId === null ? activeId : null }
  return null
}

/** Commands that change the timeline. The focus moves on at once, so that a, a, x, a keeps its rhythm. */
function change(command: Command, { state, order, events, work, set }: Running): void {
  const ids = targets(state.choice, order)
  if (ids.length === 0) return
  if (command === 'accept') {
    void work.mark(ids, 'accepted')
    const next = ids.length === 1 ? moved(state.choice, order, { by: 1, isRange: false }) : state.choice
    set({ choice: { ...next, ids: new Set() } })
  } else if (command === 'reject') {
    void work.mark(ids, 'rejected')
    set({ choice: without(state.choice, order, new Set(ids)) })
  } else if (command === 'remove') {
    void work.remove(ids)
    set({ choice: without(state.choice, order, new Set(ids)), editingId: null })
  } else if (command === 'trigger') {
    const event = events.find((each) => each.id === state.choice.activeId)
    if (event !== undefined) void work.markTrigger(event.isTrigger ? null : event.id)
  } else if (command === 'merge' && ids.length > 1) {
    set({ choice: nothingChosen })
    void work.merge(ids).then((keptId) => {
      if (keptId !== null) set({ choice: { activeId: keptId, anchorId: keptId, ids: new Set() } })
    })
  }
}
