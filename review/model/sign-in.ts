/** The ways in beside a password and a provider: which are open here, and why one is not. */

/** One way in, as the sign-in page and the settings show it. */
export interface WayIn {
  readonly isOpen: boolean
  /** Why it is closed and what would open it; empty when it is open. */
  readonly because: string
}

/** Why nobody comes in by a link in a mail; null when that works. */
export function objectionToMailLinks(given: {
  readonly canMail: boolean
  readonly isWanted: boolean
}): string | null {
  if (!given.canMail) {
    return 'Signing in by mail is off because no mail server is set up here (SMTP_URL and MAIL_FROM).'
  }
  return given.isWanted ? null : 'A keeper closed signing in by mail here; the other ways in are open.'
}

/** The place passkeys belong to: browsers use a key at the address it was made for and at no other. */
export interface PasskeyPlace {
  /** The host, without a port. */
  readonly host: string
  /** As browsers write it: scheme, host and port. */
  readonly origin: string
}

const address = /^(https?):\/\/([^/:@[\]]+)(?::(\d{1,5}))?(?:\/|$)/i

/** The place of an installation at this address, or the sentence why passkeys do not work there. */
export function passkeyPlace(publicUrl: string): PasskeyPlace | { readonly because: string } {
  const [, scheme = '', host = '', port] = address.exec(publicUrl) ?? []
  const name = host.toLowerCase()
  if (name === '' || /^[\d.]+$/.test(name)) {
    return {
      because: `Passkeys need an address with a name, and this installation is at ${publicUrl}; set PUBLIC_URL to a name with https.`,
    }
  }
  const isLocal = name === 'localhost' || name.endsWith('.localhost')
  if (scheme.toLowerCase() !== 'https' && !isLocal) {
    return {
      because: `Passkeys work over https alone, and this installation is at ${publicUrl}; set PUBLIC_URL to its https address.`,
    }
  }
  return { host: name, origin: `${scheme.toLowerCase()}://${name}${portOf(scheme, port)}` }
}

function portOf(scheme: string, port: string | undefined): string {
  const usual = scheme.toLowerCase() === 'https' ? '443' : '80'
  return port === undefined || port === usual ? '' : `:${port}`
}

/** Why passkeys do not work at this address; null when they do. */
export function objectionToPasskeys(publicUrl: string): string | null {
  const place = passkeyPlace(publicUrl)
  return 'because' in place ? place.because : null
}

/** A way that is open unless something stands against it. */
export function wayIn(objection: string | null): WayIn {
  return { isOpen: objection === null, because: objection ?? '' }
}
