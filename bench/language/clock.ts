/** How long something takes of a processor, the fastest of several rounds: what disturbs a machine only ever adds. */

/** Milliseconds of processor time of the fastest round, all threads of this process together: waiting for others does not count. */
export async function fastest(rounds: number, work: () => unknown): Promise<number> {
  let best = Number.POSITIVE_INFINITY
  for (let round = 0; round < rounds; round += 1) {
    const began = process.cpuUsage()
    await work()
    const { user, system } = process.cpuUsage(began)
    best = Math.min(best, (user + system) / 1000)
  }
  return best
}

/** Megabytes a second. */
export function speed_MB(bytes: number, took_ms: number): number {
  return bytes / 1000 / took_ms
}
