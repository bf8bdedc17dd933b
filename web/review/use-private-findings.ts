import type { Finding, Roster } from '@secondstory/language'
import { useEffect, useState } from 'react'

/** A pause in typing before words are looked at, so that nothing moves while one writes. */
const PAUSE_MS = 600

/** What a second look at these words finds. It is worked out in this browser, shown to the writer, and kept nowhere. */
export function usePrivateFindings(text: string, roster: Roster): readonly Finding[] {
  const [findings, setFindings] = useState<readonly Finding[]>([])
  useEffect(() => {
    if (text.trim() === '') return setFindings([])
    const timer = setTimeout(() => {
      import('@secondstory/language')
        .then(({ check }) =>
          setFindings(
            check(text, { roster, section: 'analysis', format: 'plain' }).filter(
              ({ level }) => level !== 'hint',
            ),
          ),
        )
        .catch(() => setFindings([]))
    }, PAUSE_MS)
    return () => clearTimeout(timer)
  }, [text, roster])
  return findings
}
