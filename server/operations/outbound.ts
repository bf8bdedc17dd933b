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
