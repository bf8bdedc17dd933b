import type { Context, SectionKind } from '@secondstory/language'
import { lazy, type ReactNode, Suspense, useEffect, useMemo, useState } from 'react'
import { Button } from '../kit/Button.tsx'
import { Field, Select } from '../kit/Field.tsx'
import { Fold } from '../kit/Fold.tsx'
import { Skeleton } from '../kit/Skeleton.tsx'
import { useShortcuts } from '../kit/shortcuts.ts'
import { PathLink } from '../PathLink.tsx'
import { paths } from '../paths.ts'
import { countInWords } from '../review/FindingNotes.tsx'
import { namesIn, type RosterEntry, rosterFrom } from '../review/roster-entry.ts'
import { useFindingKeys, useFindings } from '../review/use-findings.ts'
import { counted } from '../words.ts'
import { OpenPage } from './OpenPage.tsx'
import { useTitle } from './Page.tsx'
import { PlaygroundNotes } from './PlaygroundNotes.tsx'
import { sampleRoster, sampleText } from './playground-sample.ts'

const Editor = lazy(() => import('../review/Editor.tsx').then((chunk) => ({ default: chunk.Editor })))
const ShortcutSheet = lazy(() =>
  import('./ShortcutSheet.tsx').then((page) => ({ default: page.ShortcutSheet })),
)

type Section = Exclude<SectionKind, 'accounts'>

const sections: readonly { readonly value: Section; readonly label: string }[] = [
  { value: 'analysis', label: 'Analysis' },
  { value: 'timeline', label: 'Timeline' },
  { value: 'actions', label: 'Actions' },
  { value: 'other', label: 'Anything else' },
]

/** Any text, read by the same engine in the same editor, without an account. Nothing of it leaves the browser. */
export function Playground() {
  useTitle('Try a text')
  useAllFaces()
  const [start, setStart] = useState({ text: sampleText, revision: 0 })
  const [text, setText] = useState(sampleText)
  const [section, setSection] = useState<Section>('analysis')
  const [entry, setEntry] = useState<RosterEntry>(sampleRoster)
  const [isSheetOpen, setSheetOpen] = useState(false)
  const context = useMemo((): Context => ({ section, roster: rosterFrom(entry) }), [section, entry])
  const { handle, placed, findings, hear, open, walk } = useFindings()
  useFindingKeys('Findings', walk)
  useShortcuts('Everywhere', [{ keys: '?', about: 'Show the shortcuts', run: () => setSheetOpen(true) }])
  const put = (next: string) => {
    setStart(({ revision }) => ({ text: next, revision: revision + 1 }))
    handle.current?.focus()
  }
  return (
    <OpenPage>
      <Opening />
      <div className="sticky top-0 z-10 flex min-h-12 flex-wrap items-center gap-x-1.5 border-b border-line bg-paper py-1">
        <Count count={findings.length} isEmpty={text.trim() === ''} onNext={() => walk(1)} />
        <span className="flex-1" />
        {text.trim() === '' ? (
          <Button look="quiet" onClick={() => put(sampleText)}>
            Put the sample back
          </Button>
        ) : (
          <Button look="quiet" onClick={() => put('')}>
            Clear
          </Button>
        )}
        <CopyButton text={text} />
      </div>
      <div className="mt-5 grid gap-x-10 lg:grid-cols-[minmax(0,38rem)_minmax(0,1fr)]">
        <div className="playground-text min-w-0">
          <Suspense fallback={<Skeleton lines={9} label="Opening the text" />}>
            <Editor
              text={start.text}
              revision={start.revision}
              context={context}
              onType={setText}
              onFindings={hear}
              handle={handle}
              label="The text, in Markdown"
              invitation="Paste a paragraph from a review, or write what happened."
            />
          </Suspense>
        </div>
        <PlaygroundNotes placed={placed} onOpen={open}>
          {findings.length === 0 && <Quiet isEmpty={text.trim() === ''} />}
        </PlaygroundNotes>
      </div>
      <Setting section={section} onSection={setSection} entry={entry} onEntry={setEntry} />
      <Suspense fallback={null}>
        {isSheetOpen && <ShortcutSheet onClose={() => setSheetOpen(false)} />}
      </Suspense>
    </OpenPage>
  )
}

/** Every face at once: one fetched later would tell the server which letters were typed. */
function useAllFaces(): void {
  useEffect(() => {
    // A fallback that names faces of the machine finds none on some machines; the next in the line is used then.
    for (const face of document.fonts) face.load().catch(() => undefined)
  }, [])
}

function Opening() {
  return (
    <div className="mb-7 md:mb-9">
      <h1 tabIndex={-1} className="title text-2xl">
        Try it on a text of yours
      </h1>
      <p className="prose-text mt-3 max-w-[42rem] text-pretty text-soft">
        Words that end an inquiry early are underlined, with a better question beside them. Press one to see
        why, and what could stand there.
      </p>
      <p className="mt-3 max-w-[42rem] text-base text-pretty text-soft">
        <span className="font-medium text-ink">The text never leaves this browser.</span> It is read here, by
        a program that came with the page. It is not sent, and not kept: reload, and it is gone.
      </p>
    </div>
  )
}

function Count({
  count,
  isEmpty,
  onNext,
}: {
  readonly count: number
  readonly isEmpty: boolean
  readonly onNext: () => void
}) {
  if (count === 0) {
    return (
      <p role="status" className="text-base text-faint">
        {isEmpty ? 'Nothing to read yet' : 'No phrase asks for another look'}
      </p>
    )
  }
  const words = countInWords(count)
  return (
    <Button look="quiet" onClick={onNext} className="-ms-[0.9375rem]">
      <span>
        {words.count}
        <span className="hidden sm:inline"> {words.rest}</span>
      </span>
    </Button>
  )
}

/** Nothing found is an answer too; nothing there teaches what to try. */
function Quiet({ isEmpty }: { readonly isEmpty: boolean }) {
  return (
    <div className="max-w-[24rem] text-base text-pretty text-soft">
      {isEmpty ? (
        <p>
          Try a sentence that names a cause. “The deploy went out because …” is a good beginning: the rest of
          it tells which story this will be.
        </p>
      ) : (
        <p>
          Nothing here stops at a person, or hopes for next time. Whether it tells enough of the how is for a
          reader to say.
        </p>
      )}
    </div>
  )
}

function CopyButton({ text }: { readonly text: string }) {
  const [said, setSaid] = useState('')
  const copy = () => {
    // A page without a certificate has no clipboard to write to.
    const writing = navigator.clipboard?.writeText(text) ?? Promise.reject(new Error('no clipboard'))
    writing
      .then(() => setSaid('Copied'))
      .catch(() =>
        setSaid('This browser does not let the page copy; the text can be chosen and copied by hand'),
      )
      .finally(() => setTimeout(() => setSaid(''), 4_000))
  }
  return (
    <>
      <span role="status" className="text-sm text-soft">
        {said}
      </span>
      <Button look="plain" disabled={text.trim() === ''} onClick={copy}>
        Copy the text
      </Button>
    </>
  )
}

/** What the engine may know beside the text. */
function Setting({
  section,
  onSection,
  entry,
  onEntry,
}: {
  readonly section: Section
  readonly onSection: (section: Section) => void
  readonly entry: RosterEntry
  readonly onEntry: (entry: RosterEntry) => void
}) {
  const known = [
    counted(namesIn(entry.people).length, 'person', 'people'),
    counted(namesIn(entry.teams).length, 'team'),
    counted(namesIn(entry.services).length, 'service'),
  ].join(', ')
  return (
    <section aria-label="What it may know" className="mt-10 border-t border-line pt-6">
      <h2 className="title text-lg">What it may know</h2>
      <div className="mt-4 grid items-start gap-x-10 gap-y-5 md:grid-cols-[16rem_minmax(0,1fr)]">
        <Select
          label="Read what has no heading as"
          hint="The same words weigh differently in an analysis and in a list of actions. Headings decide by themselves."
          value={section}
          options={sections}
          onChange={(event) => {
            const chosen = sections.find(({ value }) => value === event.target.value)
            if (chosen !== undefined) onSection(chosen.value)
          }}
        />
        <div className="min-w-0">
          <p className="text-base font-medium">Names</p>
          <p className="mt-1.5 text-sm text-soft">
            A name can be a person, a team or a machine; told apart, fewer words are guessed at.
          </p>
          <Fold label={`Known here: ${known}`}>
            <div className="mt-2 grid gap-4 pb-2 sm:grid-cols-3">
              {rosterFields.map(({ part, label }) => (
                <Field
                  key={part}
                  label={label}
                  value={entry[part]}
                  placeholder="Parted by commas"
                  autoComplete="off"
                  onChange={(event) => onEntry({ ...entry, [part]: event.target.value })}
                />
              ))}
            </div>
          </Fold>
        </div>
      </div>
      <RulesLine>
        Every underline comes from one of a few dozen rules.{' '}
        <PathLink to={paths.rules()} className="text-accent underline underline-offset-3">
          Read them with their reasons and sources
        </PathLink>
        .
      </RulesLine>
    </section>
  )
}

const rosterFields = [
  { part: 'people', label: 'People' },
  { part: 'teams', label: 'Teams' },
  { part: 'services', label: 'Services' },
] as const

function RulesLine({ children }: { readonly children: ReactNode }) {
  return <p className="mt-8 text-base text-soft">{children}</p>
}
