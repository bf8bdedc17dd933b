import { useRef } from 'react'

/**
 * The rows, with the one in a form held as it was when the form opened: what others change meanwhile must not move it
 * to another group or take it away, because the form and what was typed in it would go with it.
 */
export function useHeld<Row extends { readonly id: string }>(
  rows: readonly Row[],
  heldId: string | null,
): readonly Row[] {
  const held = useRef<Row | null>(null)
  if (held.current?.id !== heldId) held.current = rows.find((row) => row.id === heldId) ?? null
  const { current } = held
  if (current === null) return rows
  return rows.some((row) => row.id === current.id)
    ? rows.map((row) => (row.id === current.id ? current : row))
    : [...rows, current]
}
