import type { Finding, Roster } from '@secondstory/language'
import { useEffect, useState } from 'react'

type Check = typeof import('@secondstory/language')['check']

let loading: Promise<Check> | null = null

/** A pause in writing, then one look at a short text: the sentences it says are few, so no worker is needed. */
const PAUSE_MS = 350

/** Places of a short text worth another look, while it is written. Empty until the engine is here. */
export function usePhrases(text: string, roster: Roster): readonly Finding[] {
  const [found, setFound] = useState<{ readonly text: string; readonly findings: readonly Finding[] }>()
  useEffect(() => {
    if (text.trim() === '') return
    const timer = setTimeout(() => {
      loading ??= import('@secondstory/language').then(({ check }) => check)
      loading
        .then((check) =>
          setFound({ text, findings: check(text, { roster, section: 'analysis', format: 'plain' }) }),
        )
        .catch(() => {
          loading = null
        })
    }, PAUSE_MS)
    return () => clearTimeout(timer)
  }, [text, roster])
  return found?.text === text ? found.findings.filter(({ level }) => level !== 'hint') : []
}
