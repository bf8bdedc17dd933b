// Bundles the terminal program into cli/dist. One file per command, so that `lint` never loads the server.
import { rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const here = dirname(fileURLToPath(import.meta.url))
const outdir = join(here, 'dist')
rmSync(outdir, { recursive: true, force: true })

// Packages from npm stay outside and are found in node_modules; the workspace's own TypeScript goes in.
const bare = /^[^./]/
const keepOutside = {
  name: 'keep npm packages outside',
  setup(context) {
    context.onResolve({ filter: bare }, (found) => {
      // The server is a bundle of its own, because it finds its migrations beside itself.
      if (found.path === '@secondstory/server/main') return { path: '../../server/dist/main.js', external: true }
      if (found.kind === 'entry-point' || found.path.startsWith('@secondstory/')) return undefined
      // The Markdown parser goes in, since `lint` must start fast and from anywhere.
      if (found.path.startsWith('@lezer/')) return undefined
      return { path: found.path, external: true }
    })
  },
}

await build({
  entryPoints: [join(here, 'main.ts')],
  outdir,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  chunkNames: '[name]-[hash]',
  legalComments: 'none',
  logLevel: 'warning',
  plugins: [keepOutside],
})
