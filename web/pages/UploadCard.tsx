import { IconButton } from '../kit/Button.tsx'
import { Checkbox, Field } from '../kit/Field.tsx'
import { Fold } from '../kit/Fold.tsx'
import { Icon } from '../kit/Icon.tsx'
import { MomentField } from '../kit/MomentField.tsx'
import { counted, countInWords, dayInWords, sizeInWords } from '../words.ts'
import { openQuestion, type PendingFile, type UploadChoices, type UploadSeen } from './use-uploads.ts'
import { ZoneField } from './ZoneField.tsx'

interface ChoiceProps {
  readonly seen: UploadSeen
  readonly choices: UploadChoices
  readonly onChange: (choices: UploadChoices) => void
}

function spanInWords(firstAt: string | null, lastAt: string | null): string {
  if (firstAt === null || lastAt === null) return ''
  const [first, last] = [dayInWords(firstAt), dayInWords(lastAt)]
  return first === last ? first : `${first} to ${last}`
}

function ChannelChoice({ seen, choices, onChange }: ChoiceProps) {
  const chosen = choices.channels ?? []
  const all = seen.channels ?? []
  const toggle = (name: string, isChosen: boolean) =>
    onChange({ ...choices, channels: isChosen ? [...chosen, name] : chosen.filter((each) => each !== name) })
  return (
    <fieldset className="min-w-0">
      <legend className="overline-label">Channels that go in</legend>
      {all.length > 1 && (
        <Checkbox
          label={<span className="text-soft">All of them</span>}
          checked={chosen.length === all.length}
          onChange={(event) =>
            onChange({ ...choices, channels: event.target.checked ? all.map((each) => each.name) : [] })
          }
        />
      )}
      <div className="max-h-72 overflow-y-auto">
        {all.map((channel) => (
          <Checkbox
            key={channel.name}
            checked={chosen.includes(channel.name)}
            onChange={(event) => toggle(channel.name, event.target.checked)}
            label={
              <span className="flex flex-wrap gap-x-3">
                <span>#{channel.name}</span>
                <span className="tabular text-faint">
                  {counted(channel.messages, 'message')}
                  {channel.firstAt !== null && `, ${spanInWords(channel.firstAt, channel.lastAt)}`}
                </span>
              </span>
            }
          />
        ))}
      </div>
    </fieldset>
  )
}

function WindowChoice({ choices, onChange }: Omit<ChoiceProps, 'seen'>) {
  return (
    <Fold label="Only a window of time">
      <div className="flex flex-wrap gap-x-8 gap-y-4 pt-2">
        <MomentField label="From" entry={choices.from} onChange={(from) => onChange({ ...choices, from })} />
        <MomentField label="To" entry={choices.to} onChange={(to) => onChange({ ...choices, to })} />
      </div>
    </Fold>
  )
}

function Choosing({ seen, choices, onChange }: ChoiceProps) {
  return (
    <div className="mt-3 flex flex-col gap-4">
      {seen.channels !== undefined && seen.channels.length > 0 && (
        <>
          <ChannelChoice {...{ seen, choices, onChange }} />
          <WindowChoice {...{ choices, onChange }} />
        </>
      )}
      <div className="flex flex-wrap gap-x-6 gap-y-4">
        {seen.zoneNeeded && (
          <ZoneField
            value={choices.zone}
            emptyLabel="Choose the zone"
            onChange={(zone) => onChange({ ...choices, zone })}
          />
        )}
        {seen.dayNeeded && (
          <Field
            label="Day of times that name none"
            type="date"
            value={choices.day}
            onChange={(event) => onChange({ ...choices, day: event.target.value })}
          />
        )}
      </div>
    </div>
  )
}

function phaseInWords({ phase, seen, sent, because }: PendingFile): string {
  if (phase === 'refused') return because
  if (phase === 'waiting') return 'Waits for the one before it.'
  if (phase === 'sending') return `Sending, ${Math.round(sent * 100)} %`
  if (phase === 'looking') return 'Looking at what it is.'
  if (phase === 'importing') return 'Starting the import.'
  return seen?.describes ?? ''
}

/** A file before it goes in: what it is, and what has to be chosen. */
export function UploadCard({
  pending,
  onChoose,
  onDrop,
}: {
  readonly pending: PendingFile
  readonly onChoose: (choices: UploadChoices) => void
  readonly onDrop: () => void
}) {
  const { file, phase, seen, choices, sent } = pending
  const question = phase === 'ready' ? openQuestion(pending) : ''
  return (
    <li className="rounded-lg border border-line bg-raised px-4 py-3">
      <div className="flex items-start gap-3">
        <span className="pt-2 text-faint">
          <Icon name="file" />
        </span>
        <div className="min-w-0 flex-1 pt-1.5">
          <p className="flex flex-wrap gap-x-3">
            <span className="font-medium break-all">{file.name}</span>
            <span className="tabular text-faint">{sizeInWords(file.size)}</span>
          </p>
          <p role="status" className={phase === 'refused' ? 'text-amber' : 'text-soft'}>
            {phaseInWords(pending)}
          </p>
          {phase === 'sending' && <progress aria-label={`Sending ${file.name}`} value={sent} max={1} />}
          {phase === 'ready' && seen !== null && (
            <Choosing seen={seen} choices={choices} onChange={onChoose} />
          )}
          {question !== '' && <p className="mt-2 text-sm text-amber">{question}</p>}
        </div>
        <IconButton label={`Leave out ${file.name}`} icon="close" onClick={onDrop} />
      </div>
    </li>
  )
}

/** "3 files, 1,204 kB" of what is ready to go in. */
export function readyInWords(files: readonly PendingFile[]): string {
  return files.length === 1 ? 'Import the file' : `Import ${countInWords(files.length)} files`
}
