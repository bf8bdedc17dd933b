import { existsSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

const here = import.meta.dirname
const top = join(here, '..')

/**
 * What server-rendered editions link to, under names that never change: `assets/edition.css` from the
 * review package and `assets/fonts.css`, which shares the font files with the app.
 */
function stablePages(): Plugin {
  return {
    name: 'stable-pages',
    apply: 'build',
    generateBundle() {
      const faces = readFileSync(join(here, 'fonts.css'), 'utf8')
      const source = faces.replace(
        /url\("([^"]+)"\)/g,
        (_, path: string) => `url("/assets/fonts/${basename(path)}")`,
      )
      this.emitFile({ type: 'asset', fileName: 'assets/fonts.css', source })
      const edition = join(top, 'review/documents/edition.css')
      if (existsSync(edition)) {
        this.emitFile({
          type: 'asset',
          fileName: 'assets/edition.css',
          source: readFileSync(edition, 'utf8'),
        })
      } else {
        this.warn('review/documents/edition.css is not there yet: editions will be unstyled.')
      }
    },
  }
}

export default defineConfig({
  root: here,
  plugins: [react(), tailwindcss(), stablePages()],
  build: {
    manifest: true,
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2022',
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    assetsInlineLimit: 0,
    rolldownOptions: {
      output: {
        assetFileNames: ({ names }) =>
          names.some((name) => name.endsWith('.woff2'))
            ? 'assets/fonts/[name][extname]'
            : 'assets/[name]-[hash][extname]',
        codeSplitting: {
          groups: [
            // The language engine reads Markdown too, on pages without an editor.
            { name: 'markdown', test: /node_modules\/@lezer\/(common|highlight|markdown)\// },
            {
              name: 'editor',
              test: /node_modules\/(@codemirror|@lezer|@marijn|crelt|style-mod|w3c-keyname)\//,
            },
            {
              name: 'page',
              test: /node_modules\/(react|react-dom|scheduler|@tanstack\/(?!react-virtual|virtual-core)[a-z-]+)\//,
            },
            // What many pages share, a few hundred bytes each: alone, every file of it is a request a page waits for.
            {
              name: 'shared',
              test: /\/(review\/model|web\/kit|web\/review|web)\/[^/]+\.tsx?$/,
              minShareCount: 6,
            },
          ],
        },
      },
    },
  },
  server: {
    proxy: {
      '/api': `http://127.0.0.1:${process.env.PORT ?? '4280'}`,
      '/editions': `http://127.0.0.1:${process.env.PORT ?? '4280'}`,
    },
  },
})
