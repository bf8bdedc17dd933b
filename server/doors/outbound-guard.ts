/**
 * Where a call may go. Only addresses of the public internet, unless a keeper names a host or a network of their own:
 * otherwise whoever may type an address into a form could make this server knock on doors inside the company.
 */
import ipaddr from 'ipaddr.js'

/** Hosts and networks a keeper opens: a name, a name with a port, `http://` before it, or a network. */
export interface Allowed {
  readonly origins: ReadonlySet<string>
  readonly networks: readonly Network[]
}

type Network = ReturnType<typeof ipaddr.parseCIDR>

/** Reads OUTBOUND_ALLOW; null for an entry that is none of the three. */
export function readAllowed(entries: readonly string[]): Allowed | null {
  const origins = new Set<string>()
  const networks: Network[] = []
  for (const entry of entries) {
    const origin = originOf(entry)
    if (ipaddr.isValidCIDR(entry)) networks.push(ipaddr.parseCIDR(entry))
    else if (origin === null) return null
    else origins.add(origin)
  }
  return { origins, networks }
}

/** "github.corp.example" is https on its usual port; a port or `http://` has to be written to be meant. */
function originOf(entry: string): string | null {
  const address = /^https?:\/\//i.test(entry) ? entry : `https://${entry}`
  if (!URL.canParse(address)) return null
  const { origin, pathname, search, hash, username } = new URL(address)
  return pathname === '/' && search === '' && hash === '' && username === '' ? origin : null
}

/** Why an address is not called, before its name is looked up; null when it may be tried. */
export function objectionToUrl(text: string, allowed: Allowed): string | null {
  if (!URL.canParse(text)) return 'This is no address; it needs to begin with https:// and name a host.'
  const url = new URL(text)
  if (url.username !== '' || url.password !== '')
    return `The address of ${url.host} carries a name or a password; leave them out and give the token in its own field.`
  if (allowed.origins.has(url.origin)) return null
  if (url.protocol !== 'https:')
    return `The address of ${url.host || 'the host'} begins with ${url.protocol}// and only https:// is called; use https, or a keeper adds ${url.origin} to OUTBOUND_ALLOW.`
  if (url.port !== '')
    return `The address of ${url.hostname} names port ${url.port} and only the usual one is called; leave it out, or a keeper adds ${url.host} to OUTBOUND_ALLOW.`
  const literal = url.hostname.replace(/^\[|\]$/g, '')
  return ipaddr.isValid(literal) ? objectionToAddress(url, literal, allowed) : null
}

/** Why a connection to this address is not made; null when it may. `url` is what was asked for, `address` where it leads. */
export function objectionToAddress(url: URL, address: string, allowed: Allowed): string | null {
  if (allowed.origins.has(url.origin)) return null
  const found = ipaddr.isValid(address) ? plainAddress(ipaddr.parse(address)) : null
  if (found !== null && allowed.networks.some((network) => isWithin(found, network))) return null
  if (found !== null && isPublic(found)) return null
  return `${url.hostname} leads to ${address}, which is no public address, and only public ones are called; correct the host, or a keeper adds ${url.host} to OUTBOUND_ALLOW.`
}

type Address = ipaddr.IPv4 | ipaddr.IPv6

/** The part of IPv6 that is handed out to the public; what lies outside it is special even when it has no name. */
const HANDED_OUT = ipaddr.parseCIDR('2000::/3')

function isPublic(address: Address): boolean {
  if (address.range() !== 'unicast') return false
  return address.kind() === 'ipv4' || isWithin(address, HANDED_OUT)
}

/**
 * An IPv4 address in the clothes of an IPv6 one is the IPv4 address. The other disguises (NAT64, 6to4, Teredo) are not
 * taken off: nothing public is reached only through them, so their ranges are refused as they are.
 */
function plainAddress(address: Address): Address {
  return address instanceof ipaddr.IPv6 && address.isIPv4MappedAddress() ? address.toIPv4Address() : address
}

function isWithin(address: Address, [network, bits]: Network): boolean {
  return address.kind() === network.kind() && address.match(network, bits)
}
