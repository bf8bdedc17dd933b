/** Asking other systems: what an operation says and what it hears. How the call is made, and what it refuses, is a door's. */

/** One call to a system outside. */
export interface OutboundRequest {
  readonly url: string
  /** GET when absent. */
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Never logged, and never carried to another host by a redirect. */
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  /** Whether asking twice does what asking once does; GET, PUT and DELETE are, the others only when this says so. */
  readonly isRepeatable?: boolean
}

/** What came back: a reply of whatever status, or a sentence about why there was none. */
export type OutboundAnswer =
  | {
      readonly isReply: true
      readonly status: number
      /** By their names in lower case. */
      readonly headers: Readonly<Record<string, string>>
      readonly text: string
    }
  | {
      readonly isReply: false
      /** What was found, what was expected, what helps; it names the host and nothing secret. */
      readonly because: string
      /** Whether the same call may go through later; false when somebody has to change something first. */
      readonly mayWorkLater: boolean
    }

/** The one way out. It never rejects. */
export interface Outbound {
  ask(request: OutboundRequest): Promise<OutboundAnswer>
  /** Why this address would be refused before anything is asked, as a sentence; null when it would be tried. */
  objectionTo(url: string): string | null
}

/** A reply, as opposed to a sentence about why there was none. */
export type OutboundReply = Extract<OutboundAnswer, { readonly isReply: true }>

/** How long a reply asks to be left alone (Retry-After, as seconds or as a date); null when it does not say. */
export function retryAfter_ms({ headers }: Pick<OutboundReply, 'headers'>, now_ms: number): number | null {
  const asked = headers['retry-after'] ?? ''
  if (/^\d{1,6}$/.test(asked)) return Number(asked) * 1000
  const at_ms = Date.parse(asked)
  return Number.isNaN(at_ms) ? null : Math.max(0, at_ms - now_ms)
}

/** When a used-up allowance of calls is renewed, in ms since 1970; null when it is not used up or the API keeps none. */
export function renewedAt_ms({ headers }: Pick<OutboundReply, 'headers'>): number | null {
  const left = headers['x-ratelimit-remaining'] ?? headers['ratelimit-remaining']
  const reset_s = Number(headers['x-ratelimit-reset'] ?? headers['ratelimit-reset'] ?? Number.NaN)
  return left === '0' && !Number.isNaN(reset_s) ? reset_s * 1000 : null
}
