/** Asking the browser for a passkey. The part that speaks WebAuthn is fetched when it is needed. */
import { ask, type OperationOutput, Refused } from '../client.ts'

/** Whether this browser has passkeys at all. */
export function hasPasskeys(): boolean {
  return typeof PublicKeyCredential === 'function'
}

/** Signs in with a passkey the browser offers. */
export async function enterWithPasskey(): Promise<OperationOutput<'acceptPasskeySession'>> {
  const { options } = await ask('startPasskeySession', {})
  const { startAuthentication } = await import('@simplewebauthn/browser')
  const { id, rawId, type, response } = await startAuthentication({ optionsJSON: options }).catch(notChosen)
  const { clientDataJSON, authenticatorData, signature } = response
  return ask('acceptPasskeySession', {
    response: { id, rawId, type, response: { clientDataJSON, authenticatorData, signature } },
  })
}

/** Makes a passkey on this device, or where the person chooses. */
export async function makePasskey(name: string): Promise<OperationOutput<'addPasskey'>> {
  const { options } = await ask('startPasskey', {})
  const { startRegistration } = await import('@simplewebauthn/browser')
  const { id, rawId, type, response } = await startRegistration({ optionsJSON: options }).catch(notMade)
  const { clientDataJSON, attestationObject, transports = [] } = response
  return ask('addPasskey', {
    name,
    response: { id, rawId, type, response: { clientDataJSON, attestationObject, transports } },
  })
}

function notChosen(): never {
  throw new Refused('not-ready', 'No passkey was chosen. This browser may have none for this address yet.')
}

function notMade(error: unknown): never {
  const isHere = error instanceof Error && error.name === 'InvalidStateError'
  throw new Refused(
    'not-ready',
    isHere
      ? 'This device holds a passkey of yours already; it is in the list.'
      : 'No passkey was made; the browser was told to stop, or waited too long.',
  )
}
