import { cloneElement, type ReactElement, useEffect, useId, useRef, useState } from 'react'
import { createPortal } from 'react-dom'

const delay_ms = 350
/** Long enough to move the pointer from the control onto the words. */
const grace_ms = 120

interface Place {
  readonly x_px: number
  readonly y_px: number
}

/** Below the control and inside the window; above it when there is no room below. */
function placeFor(element: Element): Place {
  const box = element.getBoundingClientRect()
  const isRoomBelow = box.bottom + 44 < innerHeight
  return {
    x_px: Math.max(8, Math.min(box.left + box.width / 2, innerWidth - 8)),
    y_px: isRoomBelow ? box.bottom + 6 : box.top - 38,
  }
}

/** When it shows and hides: after a moment on hover, at once on keyboard focus, never after Escape. */
function usePlace() {
  const [place, setPlace] = useState<Place | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const later = (run: () => void, after_ms: number) => {
    clearTimeout(timer.current)
    timer.current = setTimeout(run, after_ms)
  }
  useEffect(() => () => clearTimeout(timer.current), [])
  useEffect(() => {
    if (place === null) return
    const close = (event: KeyboardEvent) => event.key === 'Escape' && setPlace(null)
    document.addEventListener('keydown', close)
    return () => document.removeEventListener('keydown', close)
  }, [place])
  return {
    place,
    show: (element: Element, after_ms: number) => later(() => setPlace(placeFor(element)), after_ms),
    hide: (after_ms: number) => later(() => setPlace(null), after_ms),
    stay: () => clearTimeout(timer.current),
  }
}

/** A few words about a control, on hover and on focus. Never the only place where something is said. */
export function Tooltip({
  text,
  children,
}: {
  readonly text: string
  readonly children: ReactElement<Record<string, unknown>>
}) {
  const id = useId()
  const { place, show, hide, stay } = usePlace()
  const control = cloneElement(children, {
    onPointerEnter: (event: React.PointerEvent) => {
      if (event.pointerType === 'mouse') show(event.currentTarget, delay_ms)
    },
    onPointerLeave: () => hide(grace_ms),
    onPointerDown: () => hide(0),
    onFocus: (event: React.FocusEvent) => {
      if (event.currentTarget.matches(':focus-visible')) show(event.currentTarget, 0)
    },
    onBlur: () => hide(0),
  })
  return (
    <>
      {control}
      {place !== null &&
        createPortal(
          <div
            role="tooltip"
            id={id}
            onPointerEnter={stay}
            onPointerLeave={() => hide(grace_ms)}
            style={{ insetInlineStart: place.x_px, insetBlockStart: place.y_px }}
            className="fixed z-50 w-max max-w-72 -translate-x-1/2 rounded-md bg-ink px-2.5 py-1.5 text-sm text-paper"
          >
            {text}
          </div>,
          document.body,
        )}
    </>
  )
}
