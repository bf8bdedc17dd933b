/** What can go wrong on the way to another system, as sentences: what was found, what helps. They name the host and nothing secret. */
import type { OutboundAnswer } from '../operations/outbound.ts'

/** A call we broke off ourselves. */
export class Broken extends Error {
  readonly why: 'idle' | 'endless' | 'refused' | 'nameless' | 'stopping'
  constructor(why: Broken['why'], sentence = '') {
    super(sentence)
    this.name = 'Broken'
    this.why = why
  }
}

/** An answer that is no reply. */
export function refused(because: string, mayWorkLater = false): OutboundAnswer {
  return { isReply: false, because, mayWorkLater }
}

/** The sentence for whatever ended a call; `isLate` when its time was up. */
export function failureOf(error: unknown, url: URL, isLate: boolean): OutboundAnswer {
  const { host } = url
  if (error instanceof Broken) return brokenOff(error, host)
  if (isLate) return refused(`${host} took longer to answer than we wait; try again later.`, true)
  const code = codeOf(error)
  return (
    byCode(code, host) ??
    refused(`The call to ${host} broke off (${code || 'no reason given'}); try again later.`, true)
  )
}

function brokenOff({ why, message }: Broken, host: string): OutboundAnswer {
  if (why === 'refused') return refused(message)
  if (why === 'nameless') return refused(`The name ${host} leads to no address; check it for a slip.`)
  if (why === 'stopping') return refused('The server is stopping, so the call was broken off.', true)
  if (why === 'endless')
    return refused(`${host} sent more than we read in one reply; ask for a shorter time.`)
  return refused(`${host} went silent in the middle of the call; try again later.`, true)
}

/** Several addresses of one host that all fail are told together; the first stands for them. */
function codeOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return codeOf(error.errors[0])
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : ''
  return typeof code === 'string' ? code : ''
}

function byCode(code: string, host: string): OutboundAnswer | null {
  if (code === 'ENOTFOUND') return refused(`There is no host named ${host}; check the address for a slip.`)
  if (code === 'EAI_AGAIN')
    return refused(`The name ${host} could not be looked up just now; try again later.`, true)
  if (code === 'ECONNREFUSED')
    return refused(`${host} took no connection; it may be down, so try again later.`, true)
  if (code === 'ECONNRESET' || code === 'EPIPE')
    return refused(`${host} closed the connection before its answer was complete; try again later.`, true)
  if (/^E(?:TIMEDOUT|HOSTUNREACH|NETUNREACH|HOSTDOWN|NETDOWN)$/.test(code))
    return refused(
      `${host} could not be reached from here; check the network between this server and it.`,
      true,
    )
  if (code.startsWith('HPE_'))
    return refused(`${host} answered with something that is no HTTP; check the address and its port.`)
  if (/^ERR_(?:INVALID_CHAR|INVALID_HTTP_TOKEN|UNESCAPED)/.test(code))
    return refused(
      `What was to be sent to ${host} holds a character that cannot be sent; enter the token again.`,
    )
  return isDistrust(code)
    ? refused(
        `The certificate of ${host} is not one this server trusts (${code}); renew it, or start the server with NODE_EXTRA_CA_CERTS naming the authority of your company.`,
      )
    : null
}

function isDistrust(code: string): boolean {
  return /^ERR_(?:TLS|SSL)_/.test(code) || /CERT|SIGNATURE|ISSUER|^EPROTO$/.test(code)
}
