import { useEffect, useState } from 'react'

type Language = Pick<
  typeof import('@secondstory/language'),
  'check' | 'isPersonShaped' | 'isNullAction' | 'mirror'
>

let loading: Promise<Language> | null = null

/** The language engine, fetched when a form that needs it is first shown; null until it is here (the server checks again anyway). */
export function useLanguage(): Language | null {
  const [language, setLanguage] = useState<Language | null>(null)
  useEffect(() => {
    loading ??= import('@secondstory/language')
    loading
      .then((found) => setLanguage(found))
      .catch(() => {
        loading = null
      })
  }, [])
  return language
}
