/** The palette's lines: the table's commands, what this page's keys do, and the incidents and editions with these words. */
import { reference } from '@secondstory/review/model/incident'
import type { WorkingRecord } from '@secondstory/review/model/reviews'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useLocation } from '@tanstack/react-router'
import { useState } from 'react'
import { useMay } from '../access.ts'
import { ask } from '../client.ts'
import { useShortcutGroups } from '../kit/shortcuts.ts'
import { start } from '../kit/starts.ts'
import { chooseTheme } from '../kit/theme.ts'
import { offerUndo } from '../kit/Undo.tsx'
import { useGo } from '../PathLink.tsx'
import { paths } from '../paths.ts'
import { keys, recordQuery, useChange, useUndoRemoval } from '../queries.ts'
import type { CommandRow, Deed } from './command-row.ts'
import { commandsFor } from './commands.ts'
import { score } from './fuzzy.ts'
import { useStanding } from './RecordStanding.tsx'

/** One line of the palette. */
export interface Line {
  readonly key: string
  readonly group: string
  readonly label: string
  readonly also: string
  readonly aside?: string
  readonly keys?: string
  /** It asks the server: the palette stays until the answer is there, so that a no can be read. */
  readonly isAsked?: boolean
  readonly run: () => Promise<unknown>
}

/** The incident whose page is open, as the page has it; null elsewhere. */
function useIncidentHere(): { readonly name: string; readonly record: WorkingRecord | undefined } | null {
  const name = /^\/incidents\/(INC-\d+)(?:\/|$)/i.exec(useLocation().pathname)?.[1]
  const record = useQuery({ ...recordQuery(name ?? ''), enabled: false })
  return name === undefined ? null : { name, record: record.data }
}

const done = Promise.resolve()

function useCalls(onShortcuts: () => void) {
  const go = useGo()
  const undo = useUndoRemoval()
  const addSample = useChange('addSampleIncident', {
    onDone: (incident) => go(paths.incident(reference(incident), 'timeline')),
  })
  const addReviews = useChange('addSampleReviews', {
    touches: () => [keys.home, keys.incidents(), keys.editions()],
    onDone: () => go(paths.library()),
  })
  const removeSample = useChange('removeSampleIncident', { onDone: () => go(paths.home()) })
  const leave = useChange('closeSession', {
    touches: () => [],
    onDone: () => location.assign(paths.signIn()),
  })
  const remove = useChange('removeIncident', {
    onDone: ({ removalId }) => {
      offerUndo('The incident is removed.', () => undo.mutate({ removalId }))
      go(paths.incidents())
    },
  })
  return (call: Extract<Deed, { kind: 'call' }>['call'], record: WorkingRecord | undefined) => {
    if (call === 'add-sample') return addSample.mutateAsync({})
    if (call === 'add-sample-reviews') return addReviews.mutateAsync({})
    if (call === 'remove-sample') return removeSample.mutateAsync({})
    if (call === 'sign-out') return leave.mutateAsync({})
    if (call === 'shortcuts') {
      onShortcuts()
      return done
    }
    return record === undefined ? done : remove.mutateAsync({ id: record.incident.id })
  }
}

/** The address of the edition of an incident; null when there is none any more. */
async function findEdition(name: string): Promise<string | null> {
  const { items } = await ask('listIncidents', { filter: { text: name }, limit: 20 })
  return items.find((line) => reference(line) === name.toUpperCase())?.editionSlug ?? null
}

async function exportEdition(name: string, format: 'markdown' | 'json'): Promise<void> {
  const slug = await findEdition(name)
  if (slug !== null)
    location.assign(format === 'json' ? paths.editionJson(slug) : paths.editionMarkdown(slug))
}

/** The commands of the table that make sense here, ready to run. */
function useTableLines(onShortcuts: () => void): readonly Line[] {
  const go = useGo()
  const may = useMay()
  const here = useIncidentHere()
  const mayHere = useStanding(here?.record?.incident.id ?? null)
  const call = useCalls(onShortcuts)
  const run = async (deed: Deed): Promise<unknown> => {
    if (deed.kind === 'call') return call(deed.call, here?.record)
    if (deed.kind === 'go') go(deed.to)
    if (deed.kind === 'theme') chooseTheme(deed.theme)
    if (deed.kind === 'start') start(deed.start)
    if (here === null) return done
    if (deed.kind === 'foresight') go(paths.foresight(here.name))
    if (deed.kind === 'meeting') go(paths.meeting(here.name))
    if (deed.kind === 'export') return exportEdition(here.name, deed.format)
    if (deed.kind === 'tab') {
      go(paths.onIncident(here.name, { tab: deed.tab, id: deed.id ?? null }))
      if (deed.start !== undefined) start(deed.start)
    }
    return done
  }
  const incident =
    here?.record === undefined
      ? null
      : {
          isSample: here.record.incident.isSample,
          hasEdition: here.record.review.editionNumber !== null,
          may: mayHere ?? (() => true),
        }
  return commandsFor({ may, incident }).map((row: CommandRow) => ({
    key: row.label,
    group: row.group === 'This incident' && here !== null ? here.name : row.group,
    label: row.label,
    also: row.also ?? '',
    ...(row.keys === undefined ? {} : { keys: row.keys }),
    isAsked: row.deed.kind === 'call' || row.deed.kind === 'export',
    run: () => run(row.deed),
  }))
}

/** What can be done on the page below: its shortcuts, by the words that describe them. */
function usePageLines(): readonly Line[] {
  return useShortcutGroups()
    .filter((group) => group.name !== 'Everywhere' && !/^INC-\d+$/.test(group.name))
    .flatMap((group) =>
      // Stepping from row to row makes sense under the fingers only.
      group.shortcuts
        .filter(({ keys }) => !/^[jk]$/.test(keys))
        .map((shortcut) => ({
          key: `${group.name} ${shortcut.keys}`,
          group: group.name,
          label: shortcut.about,
          also: '',
          keys: shortcut.keys,
          run: async () => shortcut.run(),
        })),
    )
}

/** Incidents and editions with these words, found by the server. */
function useFoundLines(typed: string): readonly Line[] {
  const go = useGo()
  const may = useMay()
  const text = typed.trim().slice(0, 200)
  const mayListIncidents = may('listIncidents')
  const mayListEditions = may('listEditions')
  // One answer for both: an edition that came first would stand where Enter is about to open its incident.
  const found = useQuery({
    queryKey: ['incidents', 'editions', 'palette', text],
    enabled: text !== '',
    queryFn: async ({ signal }) => {
      const [incidents, editions] = await Promise.all([
        mayListIncidents ? ask('listIncidents', { filter: { text }, limit: 6 }, signal) : null,
        mayListEditions ? ask('listEditions', { text, limit: 6 }, signal) : null,
      ])
      return { incidents: incidents?.items ?? [], editions: editions?.items ?? [] }
    },
    placeholderData: (before) => before,
  })
  if (text === '') return []
  return [
    ...(found.data?.incidents ?? []).map((line) => ({
      key: line.id,
      group: 'Incidents',
      label: line.title,
      also: reference(line),
      aside: `${reference(line)} ${line.severity}`,
      run: async () => go(paths.incident(reference(line))),
    })),
    ...(found.data?.editions ?? []).map((line) => ({
      key: `edition ${line.slug}`,
      group: 'Library',
      label: line.title,
      also: line.reference,
      aside: line.reference,
      run: async () => location.assign(paths.edition(line.slug)),
    })),
  ]
}

/** Lines that answer what was typed, the best first, those of one group together. */
export function ranked(lines: readonly Line[], typed: string): readonly Line[] {
  if (typed.trim() === '') return lines
  const scored = lines
    .map((line) => ({ line, score: score(line, typed) }))
    .filter((each) => each.score > 0)
    .toSorted((a, b) => b.score - a.score)
  const groups = [...new Set(scored.map(({ line }) => line.group))]
  return groups.flatMap((group) => scored.flatMap(({ line }) => (line.group === group ? [line] : [])))
}

/** Everything the palette shows for what was typed. */
export function useLines(typed: string, onShortcuts: () => void): readonly Line[] {
  const table = useTableLines(onShortcuts)
  const page = usePageLines()
  const found = useFoundLines(typed)
  const keysHere = new Set(page.map((line) => line.keys))
  // A key that works on this very page says more precisely what it does here.
  const others = table.filter((line) => !keysHere.has(line.keys ?? ''))
  const isGeneral = (line: Line) => ['Do', 'Go', 'Settings'].includes(line.group)
  // Nearest first: this incident, the keys of this page, then what can be done from anywhere.
  const commands = ranked(
    [...others.filter((line) => !isGeneral(line)), ...page, ...others.filter(isGeneral)],
    typed,
  )
  return /^(inc-?)?\d+$/i.test(typed.trim()) ? [...found, ...commands] : [...commands, ...found]
}

/** The refusal of what was chosen last, and a way to choose. */
export function useChoosing(onClose: () => void) {
  const [error, setError] = useState<unknown>(null)
  const [isBusy, setBusy] = useState(false)
  const client = useQueryClient()
  const choose = (line: Line | undefined) => {
    if (line === undefined || isBusy) return
    if (line.isAsked !== true) {
      onClose()
      // The dialog gives the focus back when it goes; what begins here may take it afterwards, not before.
      setTimeout(() => void line.run(), 30)
      return
    }
    setBusy(true)
    setError(null)
    line
      .run()
      .then(onClose, (refused: unknown) => {
        setError(refused)
        void client.invalidateQueries({ queryKey: ['incidents'] })
      })
      .finally(() => setBusy(false))
  }
  return { choose, error, isBusy }
}
