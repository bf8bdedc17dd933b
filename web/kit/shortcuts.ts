/** Keys that do something here. Whatever is registered is listed under `?`, so the sheet cannot lie. */
import { useEffect, useLayoutEffect, useRef, useSyncExternalStore } from 'react'

/** One shortcut: "j", "E" (with shift), "g t" (one after the other), "mod+k" (with the command key). */
export interface Shortcut {
  readonly keys: string
  readonly about: string
  readonly run: () => void
}

/** Shortcuts of one part of the page. */
export interface ShortcutGroup {
  readonly name: string
  readonly shortcuts: readonly Shortcut[]
}

let groups: readonly ShortcutGroup[] = []
const listeners = new Set<() => void>()
/** First key of a sequence, kept for a moment: "g" waits for its second. */
let pending = ''
let pendingUntil_ms = 0

function change(next: readonly ShortcutGroup[]): void {
  groups = next
  for (const listener of listeners) listener()
}

function isWriting(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  )
}

/** A box ticked with a key is not writing: letters mean nothing to it. */
function isTextEntry(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement && /^(checkbox|radio|button|submit)$/.test(target.type)) return false
  return isWriting(target)
}

let quiet = 0

/** While something opens over the page, keys mean nothing to what lies below, even before it is there. */
export function useQuietKeys(isQuiet: boolean): void {
  useLayoutEffect(() => {
    if (!isQuiet) return
    quiet++
    return () => {
      quiet--
    }
  }, [isQuiet])
}

/** Finds what a key press means; later groups win, because they are nearer to the work. */
function meaning(pressed: string): Shortcut | undefined {
  return groups
    .toReversed()
    .flatMap((group) => group.shortcuts)
    .find((shortcut) => shortcut.keys === pressed)
}

function onKeyDown(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing || event.altKey) return
  if (quiet > 0) return
  const isMod = event.metaKey || event.ctrlKey
  if (!isMod && (isTextEntry(event.target) || document.querySelector('[role="dialog"]') !== null)) return
  // Shift changes a letter by itself; a named key it leaves as it is.
  const key = event.shiftKey && /^F\d+$/.test(event.key) ? `shift+${event.key}` : event.key
  const alone = isMod ? `mod+${key.toLowerCase()}` : key
  const sequence = pending !== '' && event.timeStamp < pendingUntil_ms ? `${pending} ${key}` : alone
  const found = meaning(sequence) ?? meaning(alone)
  pending = key
  pendingUntil_ms = event.timeStamp + 1_200
  if (found === undefined) return
  pending = ''
  event.preventDefault()
  found.run()
}

/** Makes shortcuts work while the component is on the page. They may change with every render. */
export function useShortcuts(name: string, shortcuts: readonly Shortcut[]): void {
  const latest = useRef(shortcuts)
  latest.current = shortcuts
  const shape = shortcuts.map(({ keys, about }) => `${keys}\n${about}`).join('\n\n')
  // biome-ignore lint/correctness/useExhaustiveDependencies: `shape` stands for the keys and words; `run` is read when pressed.
  useEffect(() => {
    const group: ShortcutGroup = {
      name,
      shortcuts: latest.current.map((shortcut, index) => ({
        ...shortcut,
        run: () => latest.current[index]?.run(),
      })),
    }
    if (groups.length === 0) document.addEventListener('keydown', onKeyDown)
    change([...groups, group])
    return () => {
      change(groups.filter((each) => each !== group))
      if (groups.length === 0) document.removeEventListener('keydown', onKeyDown)
    }
  }, [name, shape])
}

/** Every group that works now, for the `?` sheet. */
export function useShortcutGroups(): readonly ShortcutGroup[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => groups,
  )
}
