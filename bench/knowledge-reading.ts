/** One run of `secondstory knowledge` in this process; prints how long it took and the most memory it held. */
import { knowledge } from '../cli/commands/knowledge.ts'

const [folder = '.'] = process.argv.slice(2)
const written: string[] = []
const write = process.stdout.write.bind(process.stdout)
process.stdout.write = (words: string | Uint8Array) => {
  written.push(String(words))
  return true
}
const began = performance.now()
await knowledge(['--all', '--format', 'json', folder])
const took_s = (performance.now() - began) / 1000
const answer: { readonly components: readonly unknown[] } = JSON.parse(written.join(''))
write(
  JSON.stringify({
    took_s,
    peak_MB: process.resourceUsage().maxRSS / 1024,
    components: answer.components.length,
  }),
)
process.exitCode = 0
