import type { Draft } from '@secondstory/review/model/reviews'
import { LONGEST_DRAFT } from '@secondstory/review/model/reviews'
import { useMemo, useState } from 'react'
import { ask, Refused } from '../client.ts'
import { classes } from '../kit/classes.ts'
import { Notice } from '../kit/Notice.tsx'
import { useMayHere } from '../record.ts'
import { Answers } from './Answers.tsx'
import type { Kept } from './draft-saving.ts'
import { savingInWords } from './draft-saving.ts'
import { Impact } from './Impact.tsx'
import { PageSkeleton, ProsePage } from './ProsePage.tsx'
import { TemplateChoice } from './TemplateChoice.tsx'
import { TwoTexts } from './TwoTexts.tsx'
import { useDraft, useKept } from './use-draft.ts'
import { type Together, useLiveText } from './use-live-text.ts'
import { Whoever } from './Whoever.tsx'
import { FailureNotice, useWorking } from './working.tsx'

/** The story: impact first, then the prose as a book page. */
export function Story() {
  const { record } = useWorking()
  const mayWrite = useMayHere()('write')
  const kept = useKept(record.incident.id)
  return (
    <>
      <FailureNotice />
      <Impact />
      <Whoever may="write">
        <TemplateChoice />
      </Whoever>
      {!mayWrite ? (
        <ReadProse />
      ) : kept === undefined ? (
        <PageSkeleton />
      ) : (
        <Prose key={record.incident.id} kept={kept} />
      )}
      <Answers />
    </>
  )
}

function Prose({ kept }: { readonly kept: Kept | null }) {
  const { record } = useWorking()
  const writing = useLiveText(record.draft, kept)
  if (writing.how === 'opening') return <PageSkeleton />
  return writing.how === 'together' ? <LiveProse {...writing} /> : <SavedProse kept={writing.kept} />
}

/** For somebody who reads it: the same page, following what others write, with nothing in it to type into. */
function ReadProse() {
  const { draft } = useWorking().record
  const textNow = () => draft.text
  return (
    <ProsePage
      line={null}
      editor={{ text: draft.text, revision: draft.version, isReadOnly: true, onType: nothing }}
      textNow={textNow}
      anchoring={{ text: textNow }}
      onRestore={null}
    />
  )
}

const nothing = () => undefined

/** Written together: everyone's words arrive as they are typed. */
function LiveProse({ live, saving, names, mine, choose }: Together) {
  const { record, change } = useWorking()
  const { isTooLong, onTooLong, onType } = useTooLong()
  const editor = useMemo(() => ({ text: live.text(), revision: 0, together: live.extensions() }), [live])
  const restore = (text: string) => void change({ send: () => writeOver(record.incident.id, text) })
  const words = saving.isStored ? 'Saved' : saving.isConnected ? 'Saving' : KEPT
  return (
    <ProsePage
      line={
        <>
          <Line words={words} isQuiet={saving.isStored || saving.isConnected} />
          {!saving.isConnected && saving.isStored && <Away />}
          {names.length > 0 && <p className="text-sm text-faint">Also here: {names.join(', ')}</p>}
        </>
      }
      notice={
        <>
          {isTooLong && <TooLong />}
          {mine !== null && <TwoTexts mine={mine} theirs={live.text()} onChoose={choose} />}
        </>
      }
      editor={{ ...editor, onType, onTooLong }}
      textNow={live.text}
      anchoring={live}
      onRestore={restore}
    />
  )
}

const KEPT = 'Kept on this device; we will send it when the connection is back'

/** An earlier version takes the place of the text for everyone; somebody who types at this moment is no reason to fail. */
async function writeOver(incidentId: string, text: string): Promise<Draft> {
  for (let tries = 1; ; tries += 1) {
    const { version } = await ask('readDraft', { incidentId })
    const answer = await ask('correctDraft', { incidentId, version, text }).catch((error: unknown) => error)
    if (!(answer instanceof Error)) return ask('readDraft', { incidentId })
    if (!(answer instanceof Refused) || answer.kind !== 'conflict' || tries === 5) throw answer
  }
}

/** Saved after each pause in typing: where no socket is possible. */
function SavedProse({ kept }: { readonly kept: Kept | null }) {
  const { record, apply } = useWorking()
  const { isTooLong, onTooLong, onType } = useTooLong()
  const { saving, textNow, type, choose } = useDraft(record.draft, kept, (draft: Draft) =>
    apply((row) => ({ ...row, draft })),
  )
  return (
    <ProsePage
      line={
        <Line
          words={savingInWords(saving)}
          isQuiet={saving.state !== 'kept' && saving.state !== 'conflict'}
        />
      }
      notice={
        <>
          {isTooLong && <TooLong />}
          {saving.state === 'conflict' && saving.theirs !== null && (
            <TwoTexts mine={saving.text} theirs={saving.theirs.text} onChoose={choose} />
          )}
        </>
      }
      editor={{
        text: saving.text,
        revision: saving.revision,
        onTooLong,
        onType: (text) => {
          onType()
          type(text)
        },
      }}
      textNow={textNow}
      anchoring={{ text: textNow }}
      onRestore={choose}
    />
  )
}

/** Says it when a paste did not fit, until the next change that does. */
function useTooLong() {
  const [isTooLong, setTooLong] = useState(false)
  return { isTooLong, onTooLong: () => setTooLong(true), onType: () => setTooLong(false) }
}

function TooLong() {
  return (
    <div className="mb-4">
      <Notice tone="amber">
        A text holds up to {LONGEST_DRAFT.toLocaleString('en')} characters, and this would make it longer;
        bring a long document in as evidence instead.
      </Notice>
    </div>
  )
}

function Away() {
  return <p className="text-sm text-faint">The connection is away; you can go on writing.</p>
}

function Line({ words, isQuiet }: { readonly words: string; readonly isQuiet: boolean }) {
  return (
    <p role="status" className={classes('text-sm', isQuiet ? 'text-faint' : 'text-amber')}>
      {words}
    </p>
  )
}
