/** The peers, each as one function over one Markdown text. Loaded only after the bench has installed them here. */
import { join } from 'node:path'
import { markdown } from 'alex'
import remarkParse from 'remark-parse'
import { createLinter, loadTextlintrc } from 'textlint'
import { unified } from 'unified'
import writeGoodSuggestions from 'write-good'

const here = import.meta.dirname

const processor = unified().use(remarkParse)
const linter = createLinter({
  descriptor: await loadTextlintrc({
    configFilePath: join(here, '.textlintrc.json'),
    node_modulesDir: join(here, 'node_modules'),
  }),
})

/** remark's parser alone: the text as a tree, nothing looked for. */
export async function remark(text) {
  return processor.parse(text).children.length
}

/** alex over Markdown, with its own configuration. */
export async function alex(text) {
  return markdown(text).messages.length
}

/** write-good over the bare text: it reads no Markdown. */
export async function writeGood(text) {
  return writeGoodSuggestions(text).length
}

/** textlint with write-good as its one rule. */
export async function textlint(text) {
  return (await linter.lintText(text, 'document.md')).messages.length
}
