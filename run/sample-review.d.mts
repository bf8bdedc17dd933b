/** Calls an operation as a member or a keeper. */
type Ask = (name: string, input: unknown) => Promise<unknown>

/** The part of an incident that its callers need. */
interface Loaded {
  readonly id: string
  readonly number: number
  readonly title: string
}

/** Loads the sample incident and names the roles; the timeline stays proposed. */
export function loadSample(ask: Ask): Promise<Loaded>

/** Works the sample through until nothing stands in the way of publishing it. */
export function workThrough(ask: Ask): Promise<Loaded>
