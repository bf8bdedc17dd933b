/** How to start the Chromium that was found. */
export interface FoundChromium {
  readonly path: string
  readonly args: string[]
  readonly env: Record<string, string>
}

/** Finds a Chromium on the machine or in the packages; rejects with one sentence when none can be had. */
export function findChromium(): Promise<FoundChromium>
