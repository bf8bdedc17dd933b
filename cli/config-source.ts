import { existsSync, readFileSync, statSync } from 'node:fs'
import { pathToFileURL } from 'node:url'

// One configuration file as a value, and the way back from a place in the value to a line of the file.

/** A place in a configuration: keys and positions from the outside in. */
export type KeyPath = readonly (string | number)[]

/** A configuration file that could be read. `lineOf` answers null where a language has no lines to tell (JavaScript). */
export interface ConfigSource {
  readonly value: unknown
  readonly lineOf: (path: KeyPath) => Promise<number | null>
}

/** The file as a value, or the one sentence that says why not, beginning with file and line. */
export async function readConfigSource(file: string): Promise<ConfigSource | string> {
  if (!existsSync(file)) return `${file}: There is no such file; --config names a configuration file.`
  try {
    if (/\.[cm]?js$/i.test(file)) return await fromJavaScript(file)
    const text = readFileSync(file, 'utf8').replace(/^\ufeff/, '')
    return /\.json$/i.test(file) ? fromJson(file, text) : await fromYaml(file, text)
  } catch (error) {
    const reason = (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? ''
    return `${file}: The file could not be loaded (${reason}); it needs to be a readable JSON, YAML or JavaScript file.`
  }
}

// The time of the last change is part of the address, so that an editor that goes on running sees the file anew.
async function fromJavaScript(file: string): Promise<ConfigSource | string> {
  const module: unknown = await import(`${pathToFileURL(file).href}?at=${statSync(file).mtimeMs}`)
  if (typeof module !== 'object' || module === null || !('default' in module))
    return `${file}: The file exports no default; write \`export default { … }\`.`
  return { value: module.default, lineOf: async () => null }
}

// Read as JSON, since YAML is loaded only to find the line of a mistake: most runs never need it.
function fromJson(file: string, text: string): ConfigSource | string {
  try {
    const value: unknown = JSON.parse(text)
    return { value, lineOf: (path) => lineIn(text, path) }
  } catch (error) {
    const position = /position (\d+)/.exec(error instanceof Error ? error.message : '')?.[1]
    const at = position === undefined ? text.trimEnd().length : Number(position)
    const found = text.slice(at).trim() === '' ? 'the end of the file' : `“${text.charAt(at)}”`
    return `${file}:${lineAt(text, at)}: Found ${found} where JSON cannot go on; a comma, a quote or a bracket just before it is the usual reason.`
  }
}

function lineAt(text: string, at: number): number {
  return text.slice(0, at).split('\n').length
}

async function fromYaml(file: string, text: string): Promise<ConfigSource | string> {
  const { parseDocument } = await import('yaml')
  const document = parseDocument(text, { prettyErrors: true })
  const [broken] = document.errors
  if (broken) {
    const reason = broken.message.split('\n')[0]?.replace(/ at line .*$/, '') ?? ''
    return `${file}:${broken.linePos?.[0].line ?? 1}: The YAML cannot be read here (${reason}); check the spaces at the beginning of the line and the quotes.`
  }
  const value: unknown = document.toJS({ maxAliasCount: 100 })
  return { value: value ?? {}, lineOf: (path) => lineIn(text, path) }
}

/** The line of a key, or of the nearest thing around it that is in the file. */
async function lineIn(text: string, path: KeyPath): Promise<number> {
  const { isMap, isNode, isPair, isScalar, isSeq, parseDocument } = await import('yaml')
  let node: unknown = parseDocument(text).contents
  let at = isNode(node) ? (node.range?.[0] ?? 0) : 0
  for (const part of path) {
    if (isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === String(part))
      if (!isPair(pair) || !isScalar(pair.key)) break
      at = pair.key.range?.[0] ?? at
      node = pair.value
    } else if (isSeq(node)) {
      const item: unknown = node.items[Number(part)]
      if (!isNode(item)) break
      at = item.range?.[0] ?? at
      node = item
    } else break
  }
  return lineAt(text, at)
}
