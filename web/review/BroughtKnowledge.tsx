import { readKnowledgeFile } from '@secondstory/review/documents/knowledge-file'
import { type ComponentKnowledge, knowledgeSentence } from '@secondstory/review/model/knowledge'
import { useState } from 'react'
import { ask } from '../client.ts'
import { Button } from '../kit/Button.tsx'
import { Fold } from '../kit/Fold.tsx'
import { useWorking } from './working.tsx'

const MOST_BYTES = 5_000_000

/**
 * What a repository says about who can repair what: a file that the terminal wrote, read here and sent nowhere. Counts
 * alone are in it; what is worth keeping is named as a factor.
 */
export function BroughtKnowledge() {
  const { record } = useWorking()
  const [brought, setBrought] = useState<readonly ComponentKnowledge[]>([])
  const [problem, setProblem] = useState('')
  const read = async (file: File | undefined) => {
    if (file === undefined) return
    const found = file.size > MOST_BYTES ? null : readKnowledgeFile(await file.text())
    setProblem(found === null ? `${file.name} is not what “secondstory knowledge --format json” writes.` : '')
    setBrought(found ?? [])
  }
  const isOurs = ({ component }: ComponentKnowledge): boolean =>
    record.incident.components.some((name) => component.includes(name) || name.includes(component))
  const few = brought.filter(({ knownBy }) => knownBy < 2)
  const shown = [...few.filter(isOurs), ...few.filter((each) => !isOurs(each))].slice(0, 12)
  return (
    <Fold label="What a repository says">
      <p className="mt-1 text-soft">
        <code className="font-mono text-sm">secondstory knowledge --format json PATH &gt; known.json</code>{' '}
        counts who is known to be able to repair each part. The file is read in this browser; nothing of it is
        kept.
      </p>
      <label className="target mt-1 inline-flex items-center gap-2 text-accent underline underline-offset-2">
        Choose the file
        <input
          type="file"
          accept="application/json,.json"
          className="sr-only"
          onChange={({ target }) => void read(target.files?.[0])}
        />
      </label>
      {problem !== '' && (
        <p role="alert" className="text-amber">
          {problem}
        </p>
      )}
      {brought.length > 0 && few.length === 0 && (
        <p className="text-soft">Two people or more are known for every part of it.</p>
      )}
      <ul>
        {shown.map((each) => (
          <Line key={each.component} knowledge={each} />
        ))}
      </ul>
    </Fold>
  )
}

function Line({ knowledge }: { readonly knowledge: ComponentKnowledge }) {
  const { record, change } = useWorking()
  const sentence = knowledgeSentence(knowledge)
  const isNamed = record.factors.some(({ statement }) => statement === sentence)
  const name = () =>
    void change({
      send: () =>
        ask('nameFactor', {
          incidentId: record.incident.id,
          code: 'TEAM-1',
          statement: sentence,
          certainty: 'supported',
        }),
      settle: (row, answered) => ({ ...row, factors: [...row.factors, answered] }),
    })
  return (
    <li className="flex flex-wrap items-baseline justify-between gap-x-4 border-b border-line py-2">
      <span className="min-w-0 flex-1 basis-72">{sentence}</span>
      {isNamed ? (
        <span className="text-sm text-faint">named as a factor</span>
      ) : (
        <Button look="quiet" className="-me-3.5" onClick={name}>
          Name it as a factor<span className="sr-only">: {sentence}</span>
        </Button>
      )}
    </li>
  )
}
