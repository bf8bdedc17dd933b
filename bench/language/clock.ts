/** How long something takes, the fastest of several rounds: what disturbs a machine only ever adds. */

/** Milliseconds of the fastest round. */
export async function fastest(rounds: number, work: () => unknown): Promise<number> {
  let best = Number.POSITIVE_INFINITY
  for (let round = 0; round < rounds; round += 1) {
    const began = performance.now()
    await work()
    best = Math.min(best, performance.now() - began)
  }
  return best
}

/** Megabytes a second. */
export function speed_MB(bytes: number, took_ms: number): number {
  return bytes / 1000 / took_ms
}
