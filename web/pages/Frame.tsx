import { Outlet, useMatches, useRouter } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useState } from 'react'
import { type May, useMay } from '../access.ts'
import type { OperationName } from '../client.ts'
import { classes } from '../kit/classes.ts'
import { Icon } from '../kit/Icon.tsx'
import { commandKey, Keys } from '../kit/Keys.tsx'
import { MarginHost } from '../kit/Margin.tsx'
import { type Shortcut, useQuietKeys, useShortcuts } from '../kit/shortcuts.ts'
import { UndoBar } from '../kit/Undo.tsx'
import { PathLink, useGo } from '../PathLink.tsx'
import { paths } from '../paths.ts'
import { NotForYou } from './Lost.tsx'
import { PersonMenu } from './PersonMenu.tsx'
import { ON_PHONES, useRooms } from './rooms.ts'

const Palette = lazy(() => import('./Palette.tsx').then((page) => ({ default: page.Palette })))
const ShortcutSheet = lazy(() =>
  import('./ShortcutSheet.tsx').then((page) => ({ default: page.ShortcutSheet })),
)

const railLink =
  'target relative flex items-center gap-3 rounded-md px-3 text-base text-soft transition-colors hover:bg-paper hover:text-ink aria-[current=page]:font-medium aria-[current=page]:text-ink aria-[current=page]:before:absolute aria-[current=page]:before:inset-y-2.5 aria-[current=page]:before:start-0 aria-[current=page]:before:w-0.5 aria-[current=page]:before:rounded-full aria-[current=page]:before:bg-accent'

function Wordmark() {
  return (
    <PathLink
      to={paths.home()}
      isExact
      className="title target flex items-center px-3 text-lg tracking-tight"
    >
      Second Story
    </PathLink>
  )
}

function Rail({ onSearch }: { readonly onSearch: () => void }) {
  const seen = useRooms()
  return (
    <nav
      aria-label="Main"
      className="no-print sticky top-0 hidden h-dvh flex-col gap-0.5 overflow-y-auto border-e border-line bg-sunk px-3 py-5 md:flex"
    >
      <Wordmark />
      <button
        type="button"
        onClick={onSearch}
        className="target mt-3 mb-4 flex items-center gap-2.5 rounded-md border border-line bg-paper ps-3 pe-2 whitespace-nowrap text-soft transition-colors hover:border-edge hover:text-ink"
      >
        <Icon name="search" size={18} />
        <span className="flex-1 text-start">Find or do</span>
        <Keys keys={`${commandKey()}K`} />
      </button>
      {seen.rooms.map((room) => (
        <PathLink key={room.label} to={room.to} isExact={room.to === '/'} className={railLink}>
          <Icon name={room.icon} size={18} />
          {room.label}
        </PathLink>
      ))}
      <div className="mt-auto flex flex-col gap-0.5 pt-6">
        <PathLink to={paths.report()} className={railLink}>
          <Icon name="plus" size={18} />
          Report a near miss
        </PathLink>
        {seen.may('listReports') && (
          <PathLink to={paths.reports()} className={railLink}>
            <Icon name="list" size={18} />
            Reports
          </PathLink>
        )}
        <PathLink to={paths.settings()} className={railLink}>
          <Icon name="settings" size={18} />
          Settings
        </PathLink>
        <PersonMenu look="rail" />
      </div>
    </nav>
  )
}

function TopBar({ onSearch }: { readonly onSearch: () => void }) {
  return (
    <div className="no-print flex items-center justify-between border-b border-line bg-paper px-2 py-1 md:hidden">
      <Wordmark />
      <div className="flex">
        <button
          type="button"
          aria-label="Find or do"
          onClick={onSearch}
          className="target inline-flex aspect-square items-center justify-center rounded-md text-soft"
        >
          <Icon name="search" />
        </button>
        <PersonMenu look="bar" />
      </div>
    </div>
  )
}

function BottomBar() {
  const seen = useRooms()
  return (
    <nav
      aria-label="Main"
      className="no-print fixed inset-x-0 bottom-0 z-20 flex border-t border-line bg-sunk pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      {seen.rooms.slice(0, ON_PHONES).map((room) => (
        <PathLink
          key={room.label}
          to={room.to}
          isExact={room.to === '/'}
          className="flex min-h-14 flex-1 flex-col items-center justify-center gap-0.5 text-xs text-soft aria-[current=page]:font-medium aria-[current=page]:text-accent"
        >
          <Icon name={room.icon} />
          {room.label}
        </PathLink>
      ))}
    </nav>
  )
}

/** The palette is fetched when the page has come to rest, so that the first key after ⌘K is not lost. */
function usePaletteReady(): void {
  useEffect(() => {
    const timer = setTimeout(
      () => void Promise.all([import('./Palette.tsx'), import('../kit/DialogPanel.tsx')]),
      1_000,
    )
    return () => clearTimeout(timer)
  }, [])
}

/**
 * After going to another page, reading starts at its title: once the page is there, because its code may still be on the
 * way when the address changes. The first page is left alone, and so is a tab that was just chosen and is still there.
 */
function useFocusOnArrival(): void {
  const router = useRouter()
  useEffect(
    () =>
      router.subscribe('onRendered', ({ fromLocation, pathChanged }) => {
        if (fromLocation === undefined || !pathChanged) return
        // Nor is anything taken out of a hand that already writes: in a dialog, or in the form it asked for.
        if (document.activeElement?.closest('[role="dialog"]') != null) return
        if (document.activeElement?.matches('main :is(input, textarea, select)') === true) return
        if (document.activeElement?.matches('main nav [aria-current="page"]') === true) return
        document.querySelector<HTMLElement>('main h1')?.focus({ preventScroll: true })
      }),
    [router],
  )
}

function SkipLink() {
  return (
    // biome-ignore lint/a11y/useValidAnchor: it is a link to a place on this page; only the address stays as it is.
    <a
      href="#main"
      onClick={(event) => {
        // The address keeps its own `#`: on a timeline it names an event.
        event.preventDefault()
        document.getElementById('main')?.focus()
      }}
      className="target no-print fixed start-3 top-3 z-50 flex -translate-y-32 items-center rounded-md bg-raised px-4 focus:translate-y-0 focus:shadow-float"
    >
      Skip to the content
    </a>
  )
}

/** The page, or for those it is not for, a sentence in its place. */
function Allowed({ may }: { readonly may: May }) {
  const needs = useMatches().flatMap((match) => match.staticData.needs ?? [])
  return needs.every(may) ? <Outlet /> : <NotForYou />
}

/** Keys that work everywhere, for those who may go there. */
function useFrameShortcuts(may: May, open: (what: 'palette' | 'shortcuts') => void): void {
  const go = useGo()
  const wanted: readonly (Shortcut & { readonly needs?: OperationName })[] = [
    { keys: 'mod+k', about: 'Find or do anything', run: () => open('palette') },
    { keys: '?', about: 'Show the shortcuts', run: () => open('shortcuts') },
    { keys: 'g h', about: 'Go home', needs: 'listIncidents', run: () => go(paths.home()) },
    { keys: 'g i', about: 'Go to the incidents', needs: 'listIncidents', run: () => go(paths.incidents()) },
    {
      keys: 'g o',
      about: 'Go to my actions',
      needs: 'listActions',
      run: () => go(paths.actions({ mine: 'yes' })),
    },
    { keys: 'g l', about: 'Go to the library', needs: 'listEditions', run: () => go(paths.library()) },
    { keys: 'c', about: 'Open an incident', needs: 'openIncident', run: () => go(paths.openIncident()) },
  ]
  useShortcuts(
    'Everywhere',
    wanted.filter(({ needs }) => needs === undefined || may(needs)),
  )
}

/** Everything that stays while pages change: the rail, the margin, the palette, the shortcut sheet, the undo bar. */
export function Frame() {
  const [opened, setOpened] = useState<'palette' | 'shortcuts' | null>(null)
  const may = useMay()
  const openPalette = () => setOpened('palette')
  useFocusOnArrival()
  usePaletteReady()
  useFrameShortcuts(may, setOpened)
  useQuietKeys(opened !== null)
  return (
    <MarginHost>
      {(isClaimed, setMargin) => (
        <>
          <SkipLink />
          <div
            className={classes(
              'grid min-h-dvh print:block grid-cols-[minmax(0,1fr)] md:grid-cols-[13.5rem_minmax(0,1fr)]',
              isClaimed && 'lg:grid-cols-[13.5rem_minmax(0,1fr)_20rem]',
            )}
          >
            <Rail onSearch={openPalette} />
            <div className="min-w-0">
              <TopBar onSearch={openPalette} />
              <main
                id="main"
                tabIndex={-1}
                className="px-4 pt-6 pb-28 outline-none sm:px-8 md:pt-10 md:pb-16"
              >
                <Allowed may={may} />
              </main>
            </div>
            {isClaimed && (
              <aside
                aria-label="Beside the page"
                // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls by itself, and may hold nothing but text.
                tabIndex={0}
                ref={setMargin}
                className="no-print sticky top-0 hidden h-dvh overflow-y-auto border-s border-line px-6 py-10 lg:block"
              />
            )}
          </div>
          <BottomBar />
          <UndoBar />
          <Suspense fallback={null}>
            {opened === 'palette' && (
              <Palette onClose={() => setOpened(null)} onShortcuts={() => setOpened('shortcuts')} />
            )}
            {opened === 'shortcuts' && <ShortcutSheet onClose={() => setOpened(null)} />}
          </Suspense>
        </>
      )}
    </MarginHost>
  )
}
