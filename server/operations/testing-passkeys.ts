/** An authenticator in software: makes keys and signs with them, and counts as it is told. For tests alone. */
import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import { isoCBOR } from '@simplewebauthn/server/helpers'

/** One key on one authenticator. */
export interface Authenticator {
  /** What a browser answers when it is asked to make a passkey. */
  make(challenge: string): {
    readonly id: string
    readonly rawId: string
    readonly type: 'public-key'
    readonly response: { readonly clientDataJSON: string; readonly attestationObject: string }
  }
  /** What it answers when it is asked to sign; the count goes up unless it is given. */
  sign(
    challenge: string,
    more?: { readonly count?: number; readonly origin?: string; readonly isVerified?: boolean },
  ): {
    readonly id: string
    readonly rawId: string
    readonly type: 'public-key'
    readonly response: {
      readonly clientDataJSON: string
      readonly authenticatorData: string
      readonly signature: string
    }
  }
}

const PRESENT = 0x01
const VERIFIED = 0x04
const ATTESTED = 0x40

/** An authenticator at a place of the web. */
export function authenticatorAt(host: string, origin = `https://${host}`): Authenticator {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const credential = randomBytes(32)
  const id = credential.toString('base64url')
  let count = 0
  const dataOf = (flags: number, counted: number, rest: Buffer = Buffer.alloc(0)): Buffer => {
    const counter = Buffer.alloc(4)
    counter.writeUInt32BE(counted)
    const place = createHash('sha256').update(host).digest()
    return Buffer.concat([place, Buffer.from([flags]), counter, rest])
  }
  const saidBy = (type: string, challenge: string, from: string): Buffer =>
    Buffer.from(JSON.stringify({ type, challenge, origin: from, crossOrigin: false }))
  return {
    make(challenge) {
      const length = Buffer.alloc(2)
      length.writeUInt16BE(credential.length)
      const attested = Buffer.concat([
        Buffer.alloc(16),
        length,
        credential,
        coseOf(publicKey.export({ format: 'jwk' })),
      ])
      const authData = new Uint8Array(dataOf(PRESENT | VERIFIED | ATTESTED, count, attested))
      const attestation = isoCBOR.encode(
        new Map<string, string | Uint8Array | Map<string, never>>([
          ['fmt', 'none'],
          ['attStmt', new Map<string, never>()],
          ['authData', authData],
        ]),
      )
      return {
        id,
        rawId: id,
        type: 'public-key',
        response: {
          clientDataJSON: saidBy('webauthn.create', challenge, origin).toString('base64url'),
          attestationObject: Buffer.from(attestation).toString('base64url'),
        },
      }
    },
    sign(challenge, more = {}) {
      count = more.count ?? count + 1
      const said = saidBy('webauthn.get', challenge, more.origin ?? origin)
      const data = dataOf(more.isVerified === false ? PRESENT : PRESENT | VERIFIED, count)
      const digest = createHash('sha256').update(said).digest()
      return {
        id,
        rawId: id,
        type: 'public-key',
        response: {
          clientDataJSON: said.toString('base64url'),
          authenticatorData: data.toString('base64url'),
          signature: sign('sha256', Buffer.concat([data, digest]), privateKey).toString('base64url'),
        },
      }
    },
  }
}

/** A public key of P-256 as COSE writes it: ES256. */
function coseOf({ x = '', y = '' }: { readonly x?: string; readonly y?: string }): Buffer {
  const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'base64url'))
  return Buffer.from(
    isoCBOR.encode(
      new Map<number, number | Uint8Array>([
        [1, 2],
        [3, -7],
        [-1, 1],
        [-2, bytes(x)],
        [-3, bytes(y)],
      ]),
    ),
  )
}
