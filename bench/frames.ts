/** Frames per second of something drawn, while it is moved, and the work each of them takes. */
import type { Page } from '@playwright/test'
import { workOf } from './browser.ts'
import { type Figure, median } from './report.ts'

const FRAMES = 90

/** Frames, work and long tasks of several runs. `of`: what was on the page. */
export function figuresOf(of: string, what: string, all: readonly Moved[]): readonly Figure[] {
  return [
    {
      what: `${of}, frames while ${what}`,
      found: median(all.map(({ perSecond }) => perSecond)),
      unit: '/s',
      aim: 60,
      better: 'higher',
      how: `${FRAMES} moves in Chromium without a graphics card, median of ${all.length}`,
    },
    {
      what: `${of}, work per frame while ${what}`,
      found: median(all.map(({ work_ms }) => work_ms)),
      unit: 'ms',
      aim: 16.7,
      better: 'lower',
      how: 'time of the main thread alone, whatever else the machine does',
    },
    {
      what: `${of}, long tasks while ${what}`,
      found: median(all.map(({ long_ms }) => long_ms.length)),
      unit: '',
      aim: 0,
      better: 'lower',
      how: 'tasks over 50 ms',
    },
  ]
}

/** How a page kept up with one move a frame. */
export interface Moved {
  readonly perSecond: number
  /** Processor time of the page's main thread for one frame. */
  readonly work_ms: number
  /** Lengths of tasks over 50 ms. */
  readonly long_ms: readonly number[]
}

/** One move a frame, as a wheel or a hand would send them, and how the page kept up. */
export async function moved(page: Page, surface: string, way: 'pan' | 'zoom'): Promise<Moved> {
  const { answer, work_ms } = await workOf(page, () =>
    page.evaluate(moveIn, { surface, way, frames: FRAMES }),
  )
  return {
    perSecond: (FRAMES * 1000) / answer.length_ms,
    work_ms: work_ms / FRAMES,
    long_ms: answer.long_ms,
  }
}

/** Runs in the page: there and back, fifteen moves each way. */
async function moveIn({
  surface: selector,
  way,
  frames,
}: {
  readonly surface: string
  readonly way: 'pan' | 'zoom'
  readonly frames: number
}) {
  const surface = document.querySelector(selector)
  if (surface === null) throw new Error('The picture is not there.')
  const box = surface.getBoundingClientRect()
  const long_ms: number[] = []
  const observer = new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) long_ms.push(Math.round(entry.duration))
  })
  observer.observe({ entryTypes: ['longtask'] })
  // No function of its own in here: whoever compiles this gives it a name with a helper the page does not have.
  const first = await new Promise<number>((resolve) => requestAnimationFrame(resolve))
  let last = first
  for (let move = 0; move < frames; move += 1) {
    const isBack = move % 30 >= 15
    const event = new WheelEvent('wheel', {
      bubbles: true,
      cancelable: true,
      clientX: box.left + box.width / 2,
      clientY: box.top + box.height / 2,
      ...(way === 'pan' ? { deltaX: isBack ? -40 : 40 } : { deltaY: isBack ? 30 : -30, ctrlKey: true }),
    })
    surface.dispatchEvent(event)
    last = await new Promise<number>((resolve) => requestAnimationFrame(resolve))
  }
  observer.disconnect()
  return { length_ms: last - first, long_ms }
}
