import process from 'node:process'
import { parseArgs } from 'node:util'

const HELP = `Usage: secondstory lsp [--stdio]

Speaks the language server protocol over standard input and output: diagnostics while you write,
the reason and a better question on hover, rewrites and “keep, because …” as quick fixes.
An editor starts it; README.md of the terminal says how, for VS Code, Neovim and Zed.

  --stdio   what it does anyway; most editors add it
  --help    this page
`

/** `secondstory lsp`: ends when the editor says exit or goes away. */
export async function lsp(args: readonly string[]): Promise<number> {
  const wanted = readOptions(args)
  if (typeof wanted === 'string') {
    process.stderr.write(wanted)
    return 2
  }
  if (wanted.help) {
    process.stdout.write(HELP)
    return 0
  }
  if (process.stdin.isTTY)
    process.stderr.write('An editor starts this command; it now waits for one. Ctrl+C ends it.\n')
  const { serveEditor } = await import('../editor/server.ts')
  serveEditor()
  return new Promise<number>(() => {})
}

function readOptions(args: readonly string[]) {
  try {
    const options = { stdio: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } } as const
    return parseArgs({ args: [...args], options }).values
  } catch (error) {
    const reason = error instanceof Error ? (error.message.split('. ')[0] ?? '') : ''
    return `${reason}. \`secondstory lsp --help\` lists the options.\n`
  }
}
