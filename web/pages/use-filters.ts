/** Filters of a list that live in the address, so that a list can be linked to and gone back to. */
import { useSearch } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { useGo } from '../PathLink.tsx'
import type { Filters } from '../paths.ts'

/** The filters in the address, and a way to change some of them. Empty values leave the address. */
export function useFilters(
  address: (filters: Filters) => string,
): readonly [Filters, (change: Filters) => void] {
  const search: Filters = useSearch({ strict: false })
  const go = useGo()
  return [search, (change) => go(address({ ...search, ...change }), { replace: true })]
}

/** Text that is typed at once and sent on when typing pauses for 200 ms. */
export function useTypedFilter(
  value: string,
  send: (text: string) => void,
): readonly [string, (text: string) => void] {
  const [typed, setTyped] = useState(value)
  const [sent, setSent] = useState(value)
  // The address changed by itself (back, a chip removed): what is typed follows it.
  if (value !== sent) {
    setSent(value)
    setTyped(value)
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: `send` is new with every render and means the same.
  useEffect(() => {
    if (typed === value) return
    const timer = setTimeout(() => {
      setSent(typed)
      send(typed)
    }, 200)
    return () => clearTimeout(timer)
  }, [typed, value])
  return [typed, setTyped]
}

/** The value when it is one of those allowed; undefined for anything else an address may carry. */
export function oneOf<Value extends string>(
  allowed: readonly Value[],
  value: string | undefined,
): Value | undefined {
  return allowed.find((each) => each === value)
}
