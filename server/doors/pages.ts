/** What a browser is given: the app with its assets, and the published editions, which need no app. */
import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Refusal } from '../operations/operation.ts'
import { addEditions } from './editions.ts'
import type { House } from './house.ts'
import { addImages } from './images.ts'
import type { ErrorAnswer } from './refusals.ts'
import { accepts, isCompressible, PAGE_POLICY, squeeze } from './replies.ts'

/** Both from server/doors (source) and from server/dist (bundle). */
const DIST = join(import.meta.dirname, '..', '..', 'web', 'dist')

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'application/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
}

/** One file of the built page. */
interface Asset {
  readonly bytes: Buffer
  readonly type: string
  /** Its name carries a hash of its content, so it may be kept for ever. */
  readonly isHashed: boolean
  readonly tag: string
  squeezed: Promise<{ readonly br: Buffer; readonly gzip: Buffer }> | null
}

/** Routes for pages. The built files are read once: an address that is not among them leads nowhere, whatever it spells. */
export async function addPages(app: FastifyInstance, house: House, dist: string = DIST): Promise<void> {
  const assets = await readAssets(dist)
  addEditions(app, house)
  addImages(app, house)
  app.get('/*', async (request, reply) => {
    const path = request.url.split('?')[0] ?? '/'
    if (path.startsWith('/api/')) {
      throw new Refusal(
        'not-found',
        'Operations are called with POST /api/<operation>; GET /api/openapi.json lists them.',
      )
    }
    const asset = assets.get(path)
    if (asset !== undefined && path !== '/index.html') return sendAsset(request, reply, asset)
    if (path.startsWith('/assets/'))
      throw new Refusal('not-found', 'This part of the page belongs to another version; load the page again.')
    const index = assets.get('/index.html')
    reply
      .headers({ 'content-security-policy': PAGE_POLICY, 'cache-control': 'no-cache' })
      .type(types['.html'] ?? '')
    return reply.code(index === undefined ? 503 : 200).send(index?.bytes.toString('utf8') ?? UNBUILT)
  })
}

/** Whether whoever asks reads pages: a browser that goes to an address, not a script that calls one. */
export function wantsPage(request: FastifyRequest): boolean {
  const isRead = request.method === 'GET' || request.method === 'HEAD'
  return isRead && !request.url.startsWith('/api/') && request.headers.accept?.includes('text/html') === true
}

/** A refusal as a page of one sentence, and the way back. */
export function refusePage(reply: FastifyReply, { status, body }: ErrorAnswer): FastifyReply {
  const sentence = body.error.sentence.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)
  return reply
    .code(status)
    .type('text/html; charset=utf-8')
    .send(
      `<!doctype html><html lang="en"><meta name="viewport" content="width=device-width"><title>Second Story</title><p>${sentence}</p><p><a href="/">Second Story</a></p></html>`,
    )
}

const UNBUILT =
  '<!doctype html><html lang="en"><title>Second Story</title><p>The page is not built yet; <code>npm run build</code> builds it, and <code>npm start</code> does so by itself.</p></html>'

async function readAssets(dist: string): Promise<ReadonlyMap<string, Asset>> {
  const found = await readdir(dist, { recursive: true, withFileTypes: true }).catch(() => [])
  const files = found.filter((entry) => entry.isFile() && extname(entry.name) in types)
  const assets = await Promise.all(
    files.map(async (entry): Promise<readonly [string, Asset]> => {
      const path = join(entry.parentPath, entry.name)
      const address = path.slice(dist.length).replaceAll('\\', '/')
      const type = types[extname(entry.name)] ?? 'application/octet-stream'
      const bytes = await readFile(path)
      const tag = `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`
      const isHashed = /^\/assets\/.*-[\w-]{8}\.\w+$/.test(address)
      return [address, { bytes, type, isHashed, tag, squeezed: null }]
    }),
  )
  return new Map(assets)
}

async function sendAsset(request: FastifyRequest, reply: FastifyReply, asset: Asset): Promise<FastifyReply> {
  reply.headers({
    'cache-control': asset.isHashed ? 'public, max-age=31536000, immutable' : 'no-cache',
    'content-security-policy': PAGE_POLICY,
    vary: 'accept-encoding',
    etag: asset.tag,
  })
  if (request.headers['if-none-match']?.includes(asset.tag) === true) return reply.code(304).send()
  reply.type(asset.type)
  const encoding = accepts(request, 'br') ? 'br' : accepts(request, 'gzip') ? 'gzip' : null
  if (encoding === null || !isCompressible(asset.type)) return reply.send(asset.bytes)
  asset.squeezed ??= squeeze(asset.bytes)
  const squeezed = await asset.squeezed
  return reply.header('content-encoding', encoding).send(squeezed[encoding])
}
