import { reference } from '@secondstory/review/model/incident'
import { useQuery } from '@tanstack/react-query'
import { type KeyboardEvent, useId, useState } from 'react'
import { ask } from '../client.ts'
import { Dialog } from '../kit/Dialog.tsx'
import { Keys } from '../kit/Keys.tsx'
import { useShortcutGroups } from '../kit/shortcuts.ts'
import { chooseTheme, type Theme } from '../kit/theme.ts'
import { useGo } from '../PathLink.tsx'
import { paths } from '../paths.ts'
import { useChange } from '../queries.ts'

/** One line of the palette. */
interface Command {
  readonly key: string
  readonly group: string
  readonly label: string
  readonly aside?: string
  readonly keys?: string
  readonly run: () => void
}

/** Whether every word typed stands in the label or its group. */
export function matches(command: Pick<Command, 'label' | 'group' | 'aside'>, typed: string): boolean {
  const text = `${command.label} ${command.group} ${command.aside ?? ''}`.toLowerCase()
  return typed
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word))
}

function useOwnCommands(onShortcuts: () => void): readonly Command[] {
  const go = useGo()
  const addSample = useChange('addSampleIncident', {
    onDone: (incident) => go(paths.incident(reference(incident), 'timeline')),
  })
  const leave = useChange('closeSession', {
    touches: () => [],
    onDone: () => location.assign(paths.signIn()),
  })
  const to = (label: string, address: string): Command => ({
    key: address,
    group: 'Go',
    label,
    run: () => go(address),
  })
  const theme = (label: string, name: Theme): Command => ({
    key: name,
    group: 'Theme',
    label,
    run: () => chooseTheme(name),
  })
  return [
    { key: 'open', group: 'Do', label: 'Open an incident', keys: 'c', run: () => go(paths.openIncident()) },
    { key: 'report', group: 'Do', label: 'Report a near miss', run: () => go(paths.report()) },
    { key: 'sample', group: 'Do', label: 'Load the sample incident', run: () => addSample.mutate({}) },
    { key: 'token', group: 'Do', label: 'Make an API token', run: () => go(paths.settings('tokens')) },
    { key: 'invite', group: 'Do', label: 'Invite someone', run: () => go(paths.settings('people')) },
    { key: 'shortcuts', group: 'Do', label: 'Show the shortcuts', keys: '?', run: onShortcuts },
    { key: 'leave', group: 'Do', label: 'Sign out', run: () => leave.mutate({}) },
    to('Home', paths.home()),
    to('Incidents', paths.incidents()),
    to('All open actions', paths.actions()),
    to('My actions', paths.actions({ mine: 'yes' })),
    to('Library', paths.library()),
    to('Settings', paths.settings()),
    theme('Light theme', 'light'),
    theme('Dark theme', 'dark'),
    theme('Theme of this machine', 'system'),
  ]
}

/** What can be done on the page below: its shortcuts, by the words that describe them. */
function usePageCommands(): readonly Command[] {
  return useShortcutGroups()
    .filter((group) => group.name !== 'Everywhere')
    .flatMap((group) =>
      // Stepping from row to row makes sense under the fingers only.
      group.shortcuts
        .filter(({ keys }) => !/^[jk]$/.test(keys))
        .map((shortcut) => ({
          key: `${group.name} ${shortcut.keys}`,
          group: group.name,
          label: shortcut.about,
          keys: shortcut.keys,
          run: shortcut.run,
        })),
    )
}

/** Incidents and editions with these words. */
function useFoundCommands(typed: string): readonly Command[] {
  const go = useGo()
  const text = typed.trim().slice(0, 200)
  const incidents = useQuery({
    queryKey: ['incidents', 'palette', text],
    enabled: text.length > 1,
    queryFn: ({ signal }) => ask('listIncidents', { filter: { text }, limit: 5 }, signal),
  })
  const editions = useQuery({
    queryKey: ['editions', 'palette', text],
    enabled: text.length > 1,
    queryFn: ({ signal }) => ask('listEditions', { text, limit: 5 }, signal),
  })
  return [
    ...(incidents.data?.items ?? []).map((line) => ({
      key: line.id,
      group: 'Incidents',
      label: line.title,
      aside: `${reference(line)} ${line.severity}`,
      run: () => go(paths.incident(reference(line))),
    })),
    ...(editions.data?.items ?? []).map((line) => ({
      key: `edition ${line.slug}`,
      group: 'Library',
      label: line.title,
      aside: line.reference,
      run: () => location.assign(paths.edition(line.slug)),
    })),
  ]
}

function Line({
  command,
  id,
  isChosen,
  onChoose,
  onPoint,
}: {
  readonly command: Command
  readonly id: string
  readonly isChosen: boolean
  readonly onChoose: () => void
  readonly onPoint: () => void
}) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the field above has the keys; this is the same for a pointer.
    // biome-ignore lint/a11y/useFocusableInteractive: focus stays in the field, which names the chosen option.
    <div
      id={id}
      role="option"
      aria-selected={isChosen}
      onClick={onChoose}
      onPointerMove={onPoint}
      className="target flex cursor-pointer items-center gap-3 rounded-md px-3 aria-selected:bg-sunk"
    >
      <span className="min-w-0 flex-1 truncate">{command.label}</span>
      {command.aside !== undefined && <span className="tabular text-sm text-faint">{command.aside}</span>}
      {command.keys !== undefined && <Keys keys={command.keys} />}
    </div>
  )
}

/** Find or do anything: type a few letters, arrows choose, Enter does it. */
export function Palette({
  onClose,
  onShortcuts,
}: {
  readonly onClose: () => void
  readonly onShortcuts: () => void
}) {
  const id = useId()
  const [typed, setTyped] = useState('')
  const [chosen, setChosen] = useState(0)
  const page = usePageCommands()
  const own = useOwnCommands(onShortcuts)
  const found = useFoundCommands(typed)
  const commands = [...[...page, ...own].filter((command) => matches(command, typed)), ...found]
  const at = Math.min(chosen, commands.length - 1)
  const choose = (command: Command | undefined) => {
    if (command === undefined) return
    onClose()
    command.run()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step !== undefined) {
      event.preventDefault()
      const next = (at + step + commands.length) % Math.max(1, commands.length)
      setChosen(next)
      document.getElementById(`${id}-${next}`)?.scrollIntoView({ block: 'nearest' })
    }
    if (event.key === 'Enter') {
      event.preventDefault()
      choose(commands[at])
    }
  }
  return (
    <Dialog isOpen onClose={onClose} title="Find or do" isTitleHidden>
      <input
        type="text"
        role="combobox"
        aria-label="Find or do"
        aria-expanded="true"
        aria-controls={id}
        aria-activedescendant={commands.length === 0 ? undefined : `${id}-${at}`}
        placeholder="An incident, a page, something to do"
        autoComplete="off"
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value)
          setChosen(0)
        }}
        onKeyDown={onKeyDown}
        className="h-11 w-full border-b border-line bg-transparent text-md outline-none"
      />
      <div id={id} role="listbox" aria-label="Matches" className="-mx-3 -mt-3 h-[24rem] overflow-y-auto">
        {commands.map((command, index) => (
          <div key={command.key} role="presentation">
            {commands[index - 1]?.group !== command.group && (
              <p role="presentation" className="overline-label px-3 pt-3 pb-1">
                {command.group}
              </p>
            )}
            <Line
              command={command}
              id={`${id}-${index}`}
              isChosen={index === at}
              onChoose={() => choose(command)}
              onPoint={() => setChosen(index)}
            />
          </div>
        ))}
        {commands.length === 0 && <p className="px-3 py-6 text-soft">Nothing here has these words.</p>}
      </div>
    </Dialog>
  )
}
