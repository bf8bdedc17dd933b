/** A real OpenID provider on a free port, with people invented here, and ways to make it behave badly. For tests alone. */
import { createSign, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { type Configuration, Provider } from 'oidc-provider'

/** Somebody at the company. The subject stays, everything else may change. */
export interface Employee {
  readonly email: string
  readonly email_verified?: boolean
  readonly name: string
  readonly groups?: readonly string[]
}

/** What the provider is told to do wrong with its ID tokens. */
export interface Misbehaviour {
  readonly claims?: (claims: Record<string, unknown>) => Record<string, unknown>
  /** Signs with a key that is not shown anywhere. */
  readonly hasForeignKey?: boolean
  /** Leaves the signature away and says that none is needed. */
  readonly isUnsigned?: boolean
}

export interface TestProvider {
  readonly issuer: string
  readonly clientId: string
  readonly secret: string
  /** By subject; change it and the provider tells something else next time. */
  readonly employees: Map<string, Employee>
  misbehave(how: Misbehaviour | null): void
  /** From now on it signs with another key and shows that one alone. */
  changeKeys(): void
  /** Begins anew with what it is told now, `returnTo` among it. */
  renew(): void
  /** Goes to an address as a browser does and signs in as this subject; answers the address it is sent back to. */
  signIn(address: string, subject: string): Promise<URL>
  close(): Promise<void>
}

const CLIENT = { id: 'second-story', secret: 'a secret for tests, and for nothing else' } as const

/** Starts the provider. `returnTo` are the addresses it may send browsers back to. */
export async function startProvider(returnTo: readonly string[]): Promise<TestProvider> {
  const employees = new Map<string, Employee>()
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const issuer = `http://127.0.0.1:${portOf(server)}`
  let key = newKey()
  const engineOf = () =>
    new Provider(issuer, configurationOf({ employees, key: key.privateKey, kid: key.kid, returnTo }))
  let engine = engineOf()
  let misbehaviour: Misbehaviour | null = null
  server.on('request', (request, response) => {
    const [, uid = ''] = /^\/interaction\/([\w-]+)/.exec(request.url ?? '') ?? []
    if (uid !== '') return void interact(engine, request, response)
    if (request.url === '/token' && misbehaviour !== null) spoil(response, misbehaviour, key)
    return void engine.callback()(request, response)
  })
  return {
    issuer,
    clientId: CLIENT.id,
    secret: CLIENT.secret,
    employees,
    misbehave: (how) => {
      misbehaviour = how
    },
    changeKeys: () => {
      key = newKey()
      engine = engineOf()
    },
    renew: () => {
      engine = engineOf()
    },
    signIn: (address, subject) => walk(address, { subject, returnTo }),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

function portOf(server: Server): number {
  const bound = server.address()
  return typeof bound === 'object' && bound !== null ? bound.port : 0
}

interface Key {
  readonly privateKey: KeyObject
  readonly kid: string
}

let keysMade = 0

function newKey(): Key {
  keysMade += 1
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  return { privateKey, kid: `key-${keysMade}` }
}

function configurationOf(given: {
  readonly employees: ReadonlyMap<string, Employee>
  readonly key: KeyObject
  readonly kid: string
  readonly returnTo: readonly string[]
}): Configuration {
  const jwk = { ...given.key.export({ format: 'jwk' }), kid: given.kid, use: 'sig', alg: 'RS256' }
  return {
    clients: [{ client_id: CLIENT.id, client_secret: CLIENT.secret, redirect_uris: [...given.returnTo] }],
    // The library's type of a key is narrower than what Node exports, and the same thing.
    jwks: { keys: [jwk as never] },
    cookies: { keys: ['cookies of a test'] },
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'], groups: ['groups'] },
    scopes: ['openid', 'email', 'profile', 'groups'],
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
    ttl: {
      AuthorizationCode: 60,
      AccessToken: 600,
      IdToken: 600,
      Interaction: 600,
      Session: 600,
      Grant: 600,
    },
    findAccount: async (_context, subject) => {
      const employee = given.employees.get(subject)
      if (employee === undefined) return undefined
      const { email_verified = true, groups = [], ...told } = employee
      return {
        accountId: subject,
        claims: async () => ({ sub: subject, email_verified, ...told, groups: [...groups] }),
      }
    },
    loadExistingGrant: async ({ oidc }) => {
      const { client, session, provider } = oidc
      if (client === undefined || session?.accountId === undefined) return undefined
      const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId })
      grant.addOIDCScope('openid email profile groups')
      await grant.save()
      return grant
    },
  }
}

/** The page of the provider: who are you. A form, so that a browser can send it as well. */
async function interact(engine: Provider, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method !== 'POST') {
    response.setHeader('content-type', 'text/html; charset=utf-8')
    response.end(
      '<!doctype html><html lang="en"><title>Harbour accounts</title><h1>Harbour accounts</h1><form method="post"><label>Who are you <input name="subject"></label><button>Continue</button></form></html>',
    )
    return
  }
  let body = ''
  for await (const chunk of request) body += String(chunk)
  const subject = new URLSearchParams(body).get('subject') ?? ''
  const result =
    subject === 'nobody' ? { error: 'access_denied' } : { login: { accountId: subject, remember: false } }
  await engine.interactionFinished(request, response, result)
}

/** Changes the answer of the token endpoint on its way out. */
function spoil(response: ServerResponse, how: Misbehaviour, key: Key): void {
  const end = response.end.bind(response)
  Object.defineProperty(response, 'end', {
    value: (body: unknown) => {
      const answer: unknown = JSON.parse(String(body))
      const isToken = typeof answer === 'object' && answer !== null && 'id_token' in answer
      const text = isToken
        ? JSON.stringify({ ...answer, id_token: spoilt(String(answer.id_token), how, key) })
        : String(body)
      response.setHeader('content-length', Buffer.byteLength(text))
      return end(text)
    },
  })
}

function spoilt(token: string, how: Misbehaviour, key: Key): string {
  const [, payload = ''] = token.split('.')
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString())
  const told = how.claims?.(claims) ?? claims
  const head = how.isUnsigned === true ? { alg: 'none' } : { alg: 'RS256', kid: key.kid }
  const signed = [head, told].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.')
  if (how.isUnsigned === true) return `${signed}.`
  const signer = how.hasForeignKey === true ? newKey().privateKey : key.privateKey
  return `${signed}.${createSign('RSA-SHA256').update(signed).sign(signer).toString('base64url')}`
}

/** A browser in small: keeps cookies, follows redirects, fills in the one form, stops at our own address. */
async function walk(
  address: string,
  given: { readonly subject: string; readonly returnTo: readonly string[] },
): Promise<URL> {
  const cookies = new Map<string, string>()
  let here = new URL(address)
  for (let step = 0; step < 12; step += 1) {
    if (given.returnTo.some((own) => here.href.startsWith(own))) return here
    const isForm = here.pathname.startsWith('/interaction/')
    const answer = await fetch(here, {
      method: isForm ? 'POST' : 'GET',
      redirect: 'manual',
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(isForm ? { body: new URLSearchParams({ subject: given.subject }) } : {}),
    })
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      cookies.set(name, value)
    }
    const next = answer.headers.get('location')
    if (next === null) throw new Error(`${here.pathname} answered ${answer.status}: ${await answer.text()}`)
    here = new URL(next, here)
  }
  throw new Error(`${address} leads round in circles.`)
}
