import { findProof } from '@secondstory/review/model/proof'
import { type Naming, type ReportWords, taskText } from '@secondstory/review/model/reports'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { ask, type OperationOutput } from '../client.ts'

/** The ways a person can speak. */
export type Speaking = Exclude<Naming, 'automatic'>

const nothingSaid: ReportWords = { happened: '', caught: 'late', stopped: '', component: '', couldHave: '' }

/** Tries between two breaths of the page: some milliseconds each. */
const STEPS = 2_000

/** Counts until the work is done, and lets the page breathe in between. */
async function work(words: ReportWords): Promise<{ readonly on: string; readonly count: number }> {
  const on = new Date().toISOString().slice(0, 10)
  const task = { on, text: taskText(words) }
  for (let from = 0; ; from += STEPS) {
    const count = findProof(task, { from, steps: STEPS })
    if (count !== null) return { on, count }
    await new Promise((resolve) => setTimeout(resolve))
  }
}

/** What is being told and how, until it is sent. Nothing of it is kept on this device. */
export function useReporting(noticeVersion: number) {
  const [naming, choose] = useState<Speaking | null>(null)
  const [words, write] = useState(nothingSaid)
  const [isHazard, setHazard] = useState(false)
  const [skipsBatch, setSkips] = useState(false)
  const [welcomesThanks, welcome] = useState(false)
  const sending = useMutation<OperationOutput<'addReport'>, Error>({
    mutationFn: async () => {
      const report = { ...words, isHazard, welcomesThanks, noticeVersion }
      if (naming === 'named' || naming === 'confidential') return ask('addReport', { ...report, naming })
      // The work is for the words as the server reads them: a single line without spaces around it.
      const component = words.component.trim()
      const proof = await work({ ...words, component })
      return ask('addAnonymousReport', { ...report, component, skipsBatch, proof })
    },
  })
  return {
    ...{ naming, choose, words, write, isHazard, setHazard, skipsBatch, setSkips },
    ...{ welcomesThanks, welcome },
    send: () => sending.mutate(),
    isSending: sending.isPending,
    error: sending.error,
    taken: sending.data ?? null,
  }
}
