/** Where a call may go. */
import { describe, expect, it } from 'vitest'
import { objectionToAddress, objectionToUrl, readAllowed } from './outbound-guard.ts'

const nothing = { origins: new Set<string>(), networks: [] }
const url = new URL('https://github.example/')

function allowing(...entries: readonly string[]) {
  const allowed = readAllowed(entries)
  if (allowed === null) throw new Error(`${entries.join()} was not understood.`)
  return allowed
}

describe('an address that is not public', () => {
  it.each([
    ['loopback', '127.0.0.1'],
    ['loopback', '127.8.8.8'],
    ['loopback', '::1'],
    ['private', '10.1.2.3'],
    ['private', '172.16.0.1'],
    ['private', '192.168.1.1'],
    ['link-local, where clouds keep keys', '169.254.169.254'],
    ['link-local', 'fe80::1'],
    ['of a carrier', '100.64.0.1'],
    ['unspecified', '0.0.0.0'],
    ['unspecified', '::'],
    ['multicast', '224.0.0.1'],
    ['multicast', 'ff02::1'],
    ['broadcast', '255.255.255.255'],
    ['unique local', 'fd00::1'],
    ['loopback in the clothes of IPv6', '::ffff:127.0.0.1'],
    ['private in the clothes of IPv6', '::ffff:a01:203'],
    ['loopback, compatible', '::7f00:1'],
    ['NAT64 of loopback', '64:ff9b::7f00:1'],
    ['6to4 of a private one', '2002:a01:203::1'],
    ['Teredo', '2001::1'],
    ['reserved for books', '192.0.2.1'],
    ['no address at all', ''],
  ])('%s %s is refused with the setting that opens it', (_sort, address) => {
    expect(objectionToAddress(url, address, nothing)).toContain(
      'a keeper adds github.example to OUTBOUND_ALLOW',
    )
  })

  it.each(['140.82.121.3', '2606:50c0:8000::153', '::ffff:140.82.121.3'])('%s is public', (address) => {
    expect(objectionToAddress(url, address, nothing)).toBeNull()
  })
})

describe('an address a keeper opened', () => {
  it('is opened by its network and not beside it', () => {
    const allowed = allowing('10.20.0.0/16')
    expect(objectionToAddress(url, '10.20.3.4', allowed)).toBeNull()
    expect(objectionToAddress(url, '::ffff:10.20.3.4', allowed)).toBeNull()
    expect(objectionToAddress(url, '10.21.3.4', allowed)).toContain('10.21.3.4')
  })

  it('is opened by the name it has and by no other', () => {
    const allowed = allowing('github.example')
    expect(objectionToAddress(url, '10.1.1.1', allowed)).toBeNull()
    expect(objectionToAddress(new URL('https://github.example.org/'), '10.1.1.1', allowed)).not.toBeNull()
  })

  it('with a port or without https only when both are written', () => {
    expect(objectionToUrl('https://ghe.example:8443/x', allowing('ghe.example'))).toContain('port 8443')
    expect(objectionToUrl('https://ghe.example:8443/x', allowing('ghe.example:8443'))).toBeNull()
    expect(objectionToUrl('http://ghe.example/x', allowing('ghe.example'))).toContain('only https://')
    expect(objectionToUrl('http://ghe.example/x', allowing('http://ghe.example'))).toBeNull()
  })

  it.each(['a b', 'ftp://x', 'https://x/path', '10.0.0.0/99', 'name@host'])('%s opens nothing', (entry) => {
    expect(readAllowed([entry])).toBeNull()
  })
})

describe('an address as it is written', () => {
  it.each([
    ['not an address', 'no address'],
    ['http://example.org/', 'only https://'],
    ['file:///etc/passwd', 'only https://'],
    ['gopher://example.org/', 'only https://'],
    ['https://example.org:22/', 'names port 22'],
    ['https://me:secret@example.org/', 'carries a name or a password'],
    ['https://127.0.0.1/', 'no public address'],
    ['https://2130706433/', 'no public address'],
    ['https://0x7f.1/', 'no public address'],
    ['https://0177.0.0.1/', 'no public address'],
    ['https://[::1]/', 'no public address'],
    ['https://[::ffff:127.0.0.1]/', 'no public address'],
  ])('%s is refused', (address, because) => {
    expect(objectionToUrl(address, nothing)).toContain(because)
  })

  it('says nothing of a password', () => {
    expect(objectionToUrl('https://me:hunter2@example.org/', nothing)).not.toContain('hunter2')
  })
})
