/** Talking to a sign-in provider: what an operation says and what it hears. The protocol is a door's. */
import type { Claims } from '@secondstory/review/model/providers'

/** The provider, and who we are to it. */
export interface ProviderCredentials {
  readonly label: string
  readonly issuer: string
  readonly clientId: string
  /** Null: the provider takes us without one. */
  readonly secret: string | null
  /** Empty: groups are not read. */
  readonly groupsClaim: string
}

/** What belongs to one sign-in and to nobody else; all of it follows from the proof the browser keeps. */
export interface SignInKeys {
  readonly state: string
  readonly nonce: string
  /** PKCE. */
  readonly verifier: string
  /** Where the provider sends the browser back to. */
  readonly returnTo: string
}

/** An answer, or a sentence about why there is none. */
export type Exchanged<Answer> =
  | { readonly isAnswer: true; readonly answer: Answer }
  | { readonly isAnswer: false; readonly because: string }

/** The way to every provider. It never rejects. */
export interface ProviderExchange {
  /** Where the browser goes to sign in there. */
  begin(provider: ProviderCredentials, keys: SignInKeys): Promise<Exchanged<string>>
  /** What the provider says about whoever came back with this address, every signature and time of it checked. */
  finish(
    provider: ProviderCredentials,
    keys: SignInKeys,
    back: { readonly address: string; readonly now: string },
  ): Promise<Exchanged<Claims>>
  /** Whether the provider can be used: what it says about itself, as a sentence. */
  check(provider: Pick<ProviderCredentials, 'label' | 'issuer' | 'clientId'>): Promise<Exchanged<string>>
}
