import { type Lesson, type LessonKind, lessonKinds } from '@secondstory/review/model/lessons'
import type { WorkingRecord } from '@secondstory/review/model/reviews'
import { type SubmitEvent, useState } from 'react'
import { ask } from '../client.ts'
import { Button, IconButton } from '../kit/Button.tsx'
import { TextArea } from '../kit/Field.tsx'
import { useStart } from '../kit/starts.ts'
import { TwoVersions } from './TwoVersions.tsx'
import type { FieldInWords } from './two-versions.ts'
import { useRemoval } from './use-removal.ts'
import { useVersions } from './use-versions.ts'
import { Whoever } from './Whoever.tsx'
import { useWorking } from './working.tsx'

const kinds: readonly LessonKind[] = ['went-well', 'could-improve', 'lucky']

/** What went well, what could be improved, where we got lucky: three lists, each with its question. */
export function Lessons() {
  return (
    <div className="mt-12 flex flex-col gap-10">
      {kinds.map((kind) => (
        <LessonList key={kind} kind={kind} />
      ))}
    </div>
  )
}

function LessonList({ kind }: { readonly kind: LessonKind }) {
  const { record, change } = useWorking()
  const [isAdding, setAdding] = useState(false)
  useStart(kind, () => setAdding(true))
  const lessons = record.lessons.filter((lesson) => lesson.kind === kind)
  const { heading, ask: question } = lessonKinds[kind]
  return (
    <section id={kind} aria-label={heading} className="scroll-mt-8">
      <h2 className="title text-lg">{heading}</h2>
      <p className="font-serif text-md text-faint italic">{question}</p>
      <ul className="mt-1 flex flex-col">
        {lessons.map((lesson) => (
          <LessonRow key={lesson.id} lesson={lesson} />
        ))}
      </ul>
      {isAdding ? (
        <LessonForm
          text=""
          version={0}
          label={heading}
          onClose={() => setAdding(false)}
          read={() => null}
          onSave={(text) =>
            change({
              send: () => ask('addLesson', { incidentId: record.incident.id, kind, text }),
              settle: (row, added) => ({ ...row, lessons: [...row.lessons, added] }),
              isShownInPlace: true,
            })
          }
        />
      ) : (
        <Whoever may="write">
          <Button look="quiet" icon="plus" className="-ms-3.5" onClick={() => setAdding(true)}>
            Add
          </Button>
        </Whoever>
      )}
    </section>
  )
}

function LessonRow({ lesson }: { readonly lesson: Lesson }) {
  const { change } = useWorking()
  const remove = useRemoval()
  const [isEditing, setEditing] = useState(false)
  if (isEditing) {
    return (
      <li>
        <LessonForm
          text={lesson.text}
          version={lesson.version}
          read={(truth) => truth.lessons.find((each) => each.id === lesson.id) ?? null}
          label={lessonKinds[lesson.kind].heading}
          onClose={() => setEditing(false)}
          onSave={(text, version) =>
            change({
              expect: (row) => ({
                ...row,
                lessons: row.lessons.map((each) => (each.id === lesson.id ? { ...each, text } : each)),
              }),
              send: () => ask('correctLesson', { id: lesson.id, version, text }),
              settle: (row, answered) => ({
                ...row,
                lessons: row.lessons.map((each) => (each.id === answered.id ? answered : each)),
              }),
              isShownInPlace: true,
            })
          }
        />
      </li>
    )
  }
  return (
    <li id={lesson.id} className="flex items-start gap-2 border-t border-line py-1.5 first:border-t-0">
      <p className="prose-text min-w-0 flex-1 py-1">{lesson.text}</p>
      <Whoever may="write">
        <IconButton
          label={`Edit: ${lesson.text.slice(0, 60)}`}
          icon="edit"
          onClick={() => setEditing(true)}
        />
        <IconButton
          label={`Remove: ${lesson.text.slice(0, 60)}`}
          icon="close"
          onClick={() =>
            void remove({
              sentence: 'Lesson removed.',
              expect: (row) => ({ ...row, lessons: row.lessons.filter((each) => each.id !== lesson.id) }),
              send: () => ask('removeLesson', { id: lesson.id }),
            })
          }
        />
      </Whoever>
    </li>
  )
}

interface LessonFormProps {
  readonly text: string
  readonly version: number
  readonly label: string
  /** The lesson as it stands in a record just read. */
  readonly read: (record: WorkingRecord) => Lesson | null
  readonly onSave: (text: string, version: number) => Promise<unknown>
  readonly onClose: () => void
}

interface Words {
  readonly text: string
}

const fields: readonly FieldInWords<Words>[] = [
  { key: 'text', label: 'The sentence', inWords: (entry) => entry.text },
]

function LessonForm({ text: before, version, label, read, onSave, onClose }: LessonFormProps) {
  const [start] = useState({ entry: { text: before }, version })
  const [text, setText] = useState(before)
  const [problem, setProblem] = useState<string>()
  const versions = useVersions<Words>({
    fields,
    start,
    send: (now) => onSave(now.entry.text, now.version),
    read: (truth) => {
      const theirs = read(truth)
      return theirs === null ? null : { entry: { text: theirs.text }, version: theirs.version }
    },
    onSaved: onClose,
    onRefused: (refused) => setProblem(refused.blockers[0]?.sentence ?? refused.sentence),
  })
  const save = (submit: SubmitEvent) => {
    submit.preventDefault()
    if (text.trim() === '' || text.trim() === before) return onClose()
    void versions.save({ text: text.trim() })
  }
  if (versions.meeting !== null) return <TwoVersions noun="this sentence" meeting={versions.meeting} />
  return (
    <form
      onSubmit={save}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose()
        if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) event.currentTarget.requestSubmit()
      }}
      className="my-2 flex flex-col gap-2"
    >
      <TextArea
        label={label}
        isLabelHidden
        problem={problem}
        value={text}
        onChange={(event) => setText(event.target.value)}
        rows={2}
        autoFocus
      />
      <div className="flex gap-2">
        <Button type="submit" isBusy={versions.isBusy}>
          Save
        </Button>
        <Button look="quiet" onClick={onClose}>
          Cancel
        </Button>
      </div>
    </form>
  )
}
