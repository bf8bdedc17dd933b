/**
 * OpenID Connect, spoken by openid-client over the guarded way out: discovery, authorization code with PKCE, and an
 * answer whose signature, issuer, audience, nonce and times are checked. What breaks becomes a sentence.
 */
import type { Claims } from '@secondstory/review/model/providers'
import {
  AuthorizationResponseError,
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  type ClientAuth,
  type ClientMetadata,
  ClientSecretBasic,
  ClientSecretPost,
  Configuration,
  type CustomFetchOptions,
  calculatePKCECodeChallenge,
  clockSkew,
  clockTolerance,
  customFetch,
  discovery,
  enableNonRepudiationChecks,
  fetchUserInfo,
  type IDToken,
  None,
  ResponseBodyError,
  type ServerMetadata,
} from 'openid-client'
import type { Outbound } from '../operations/outbound.ts'
import type {
  Exchanged,
  ProviderCredentials,
  ProviderExchange,
  SignInKeys,
} from '../operations/provider-exchange.ts'
import { claimsOf, type Told } from './provider-claims.ts'

/** What a provider says about itself is asked again after so long. Its keys are asked at every sign-in: they change. */
const REMEMBERED_MS = 10 * 60_000
const MOST_REMEMBERED = 50

/** Clocks differ; a minute is what two machines that ask the time now and then may be apart. */
const TOLERANCE_S = 60

const USUAL_SCOPE = 'openid email profile'

/** Opens the way to providers. */
export function openProviderExchange(outbound: Outbound): ProviderExchange {
  const discover = rememberedDiscovery(outbound)
  const configure = async (provider: ProviderCredentials, now: string | null): Promise<Configuration> => {
    const server = await discover(provider)
    const metadata: Partial<ClientMetadata> = {
      ...(provider.secret === null ? {} : { client_secret: provider.secret }),
      [clockTolerance]: TOLERANCE_S,
      [clockSkew]: now === null ? 0 : Math.round((Date.parse(now) - Date.now()) / 1000),
    }
    // A configuration of its own each time: keys are remembered with it, and a provider changes its keys when it likes.
    const made = new Configuration(server, provider.clientId, metadata, authOf(server, provider.secret))
    made[customFetch] = fetchThrough(outbound)
    // The guard decides which addresses are called; one without https is called only where a keeper opened it.
    allowInsecureRequests(made)
    enableNonRepudiationChecks(made)
    return made
  }
  return {
    begin: (provider, keys) =>
      telling(provider.label, async () => addressOf(await configure(provider, null), provider, keys)),
    finish: (provider, keys, back) =>
      telling(provider.label, async () =>
        claimsBehind(await configure(provider, back.now), { provider, keys, address: back.address }),
      ),
    check: (provider) =>
      telling(provider.label, async () => wordsOf(await discover({ ...provider, isAnew: true }))),
  }
}

type Discover = (
  provider: Pick<ProviderCredentials, 'issuer' | 'clientId'> & { readonly isAnew?: boolean },
) => Promise<ServerMetadata>

function rememberedDiscovery(outbound: Outbound): Discover {
  const remembered = new Map<string, { readonly server: ServerMetadata; readonly until_ms: number }>()
  return async ({ issuer, clientId, isAnew = false }) => {
    const known = remembered.get(issuer)
    if (!isAnew && known !== undefined && known.until_ms > Date.now()) return known.server
    const found = await discovery(new URL(issuer), clientId, undefined, undefined, {
      [customFetch]: fetchThrough(outbound),
      execute: [allowInsecureRequests],
    })
    const server: ServerMetadata = { ...found.serverMetadata() }
    if (remembered.size >= MOST_REMEMBERED) remembered.clear()
    remembered.set(issuer, { server, until_ms: Date.now() + REMEMBERED_MS })
    return server
  }
}

/** Basic is what every provider has to take; those that say they take it in the body alone get it there. */
function authOf(server: ServerMetadata, secret: string | null): ClientAuth {
  if (secret === null) return None()
  const taken = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic']
  return taken.includes('client_secret_basic') ? ClientSecretBasic(secret) : ClientSecretPost(secret)
}

async function addressOf(
  configuration: Configuration,
  provider: ProviderCredentials,
  keys: SignInKeys,
): Promise<string> {
  const wantsGroups = provider.groupsClaim !== ''
  const offered = configuration.serverMetadata().scopes_supported ?? []
  const scope = wantsGroups && offered.includes('groups') ? `${USUAL_SCOPE} groups` : USUAL_SCOPE
  const address = buildAuthorizationUrl(configuration, {
    redirect_uri: keys.returnTo,
    scope,
    state: keys.state,
    nonce: keys.nonce,
    code_challenge: await calculatePKCECodeChallenge(keys.verifier),
    code_challenge_method: 'S256',
  })
  return address.href
}

async function claimsBehind(
  configuration: Configuration,
  back: { readonly provider: ProviderCredentials; readonly keys: SignInKeys; readonly address: string },
): Promise<Claims> {
  const { keys, provider } = back
  const tokens = await authorizationCodeGrant(configuration, new URL(back.address), {
    expectedState: keys.state,
    expectedNonce: keys.nonce,
    pkceCodeVerifier: keys.verifier,
    idTokenExpected: true,
  })
  const token = tokens.claims()
  if (token === undefined) throw new TypeError('A grant with an expected ID token came without one.')
  const more = await moreAbout(configuration, { token, access: tokens.access_token, provider })
  return claimsOf({ ...token, ...more, sub: token.sub }, provider.groupsClaim)
}

/** Many providers keep the mail and the groups out of the ID token and tell them where they are asked. */
async function moreAbout(
  configuration: Configuration,
  given: { readonly token: IDToken; readonly access: string; readonly provider: ProviderCredentials },
): Promise<Told> {
  const { token, access, provider } = given
  const isWhole =
    token.email !== undefined && (provider.groupsClaim === '' || token[provider.groupsClaim] !== undefined)
  if (isWhole || configuration.serverMetadata().userinfo_endpoint === undefined) return {}
  return fetchUserInfo(configuration, access, token.sub)
}

function wordsOf(server: ServerMetadata): string {
  const challenges = server.code_challenge_methods_supported
  const pkce =
    challenges === undefined || challenges.includes('S256')
      ? ''
      : ' It does not say that it takes PKCE with S256, which we send; ask its keeper.'
  return `${new URL(server.issuer).host} answers, and people sign in at ${hostOf(server.authorization_endpoint)}.${pkce}`
}

function hostOf(address: string | undefined): string {
  return address !== undefined && URL.canParse(address)
    ? new URL(address).host
    : 'an address it does not tell'
}

/** No reply came; the sentence says why. */
class NoReply extends Error {}

/** `fetch` as the library wants it, over the one guarded way out. */
function fetchThrough(outbound: Outbound) {
  return async (url: string, options: CustomFetchOptions): Promise<Response> => {
    const { body, method } = options
    const text = body === undefined || body === null ? undefined : String(body)
    const answer = await outbound.ask({
      url,
      method: method === 'POST' ? 'POST' : 'GET',
      headers: options.headers,
      ...(text === undefined ? {} : { body: text }),
    })
    if (!answer.isReply) throw new NoReply(answer.because)
    const { status, headers } = answer
    const hasBody = status !== 204 && status !== 304
    return new Response(hasBody ? answer.text : null, { status, headers: withoutLength(headers) })
  }
}

/** The text is whole and plain by now; the lengths and encodings of the way are not its own. */
function withoutLength(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).filter(
      ([name]) => !/^(?:content-(?:length|encoding)|transfer-encoding)$/.test(name),
    ),
  )
}

async function telling<Answer>(label: string, work: () => Promise<Answer>): Promise<Exchanged<Answer>> {
  try {
    return { isAnswer: true, answer: await work() }
  } catch (error) {
    return { isAnswer: false, because: sentenceOf(error, label) }
  }
}

/** What went wrong, as one calm sentence. It holds nothing of what the other side wrote: that may be anything. */
function sentenceOf(error: unknown, label: string): string {
  const noReply = chainOf(error).find((each) => each instanceof NoReply)
  if (noReply !== undefined) return `${label} cannot be asked now. ${noReply.message}`
  if (error instanceof AuthorizationResponseError) {
    return error.error === 'access_denied'
      ? `The sign-in at ${label} was broken off there; begin it once more, or come in another way.`
      : `${label} did not sign you in (${wordOf(error.error)}); a keeper can look at how it is set up.`
  }
  if (error instanceof ResponseBodyError) {
    return error.error === 'invalid_grant'
      ? `This sign-in at ${label} was used already or took too long; begin it once more.`
      : `${label} did not take us as the client it knows (${wordOf(error.error)}); a keeper can look at the client id and the secret.`
  }
  return (
    bySort[codeOf(error)]?.(label) ??
    `${label} answered something we do not understand, so nobody was signed in; a keeper can check it in the settings.`
  )
}

const bySort: Readonly<Record<string, (label: string) => string>> = {
  OAUTH_WWW_AUTHENTICATE_CHALLENGE: (label) =>
    `${label} did not take us as the client it knows; a keeper can look at the client id and the secret.`,
  OAUTH_JWT_TIMESTAMP_CHECK_FAILED: (label) =>
    `The clock of ${label} and ours are more than a minute apart, so its answer counts as run out; somebody has to set one of them right.`,
  OAUTH_JWT_CLAIM_COMPARISON_FAILED: (label) =>
    `The answer of ${label} was made for somebody else or for another sign-in, so nobody was signed in; begin it once more.`,
  OAUTH_KEY_SELECTION_FAILED: (label) =>
    `The answer of ${label} is signed with a key it does not show, so nobody was signed in; begin it once more.`,
  OAUTH_INVALID_RESPONSE: (label) =>
    `The answer of ${label} does not fit to what was asked or its signature is not right, so nobody was signed in; begin it once more.`,
  OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED: (label) =>
    `${label} calls itself by another address than the one that was entered; enter the issuer exactly as it writes it.`,
  OAUTH_RESPONSE_IS_NOT_CONFORM: (label) =>
    `${label} does not describe itself at the address that was entered; look for the issuer in its settings.`,
}

function chainOf(error: unknown): readonly Error[] {
  const chain: Error[] = []
  for (let each = error; each instanceof Error && chain.length < 5; each = each.cause) chain.push(each)
  return chain
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
}

/** An error of the protocol is one word; anything else is not repeated. */
function wordOf(text: string): string {
  return /^[a-z_]{1,40}$/.test(text) ? text : 'without a word we know'
}
