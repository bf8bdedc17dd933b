import process from 'node:process'
import { parseArgs } from 'node:util'
import { findNames } from '@secondstory/language'
import { findIdentifiers, identifierKinds } from '@secondstory/review/model/identifiers'
import { findProof } from '@secondstory/review/model/proof'
import {
  type Catch,
  catches,
  noticeParts,
  noticeQuestions,
  type ReportNotice,
  type ReportWords,
  reportParts,
  taskText,
} from '@secondstory/review/model/reports'
import { printable } from '../report.ts'

const HELP = `Usage: secondstory report --to ADDRESS [OPTIONS] [WHAT HAPPENED]

Tells a Second Story what almost happened. WHAT HAPPENED is read from standard input when it is "-" or left out.

  --to ADDRESS        the installation, such as https://reviews.example (or SECONDSTORY_URL)
  --anonymous         as nobody: no token is sent, and the receipt is the only way back
  --confidential      the stewards know who; needs a token of yours in SECONDSTORY_TOKEN (the default with a token)
  --named             the same, and they may ask you directly
  --caught HOW        ${Object.keys(catches).join(', ')} (late)
  --stopped TEXT      what stopped it
  --where TEXT        the part of the system
  --could TEXT        what could have happened
  --thanks            a note of thanks is welcome behind the receipt
  --hazard            it is still dangerous; --at-once shows an anonymous one today, alone
  --notice            print what is promised and what is not, and end
  --preview           print what could lead back to somebody, and end; nothing is sent
  --anyway            send although something could lead back
  --receipt CODE      read what stands behind a receipt; with --say TEXT, answer
  --help              this page

Exit code 0 when it was taken, 1 when something could lead back and nothing was sent, 2 on trouble.
`

const OPTIONS = {
  to: { type: 'string' },
  anonymous: { type: 'boolean', default: false },
  confidential: { type: 'boolean', default: false },
  named: { type: 'boolean', default: false },
  caught: { type: 'string', default: 'late' },
  stopped: { type: 'string', default: '' },
  where: { type: 'string', default: '' },
  could: { type: 'string', default: '' },
  thanks: { type: 'boolean', default: false },
  hazard: { type: 'boolean', default: false },
  'at-once': { type: 'boolean', default: false },
  notice: { type: 'boolean', default: false },
  preview: { type: 'boolean', default: false },
  anyway: { type: 'boolean', default: false },
  receipt: { type: 'string' },
  say: { type: 'string' },
  help: { type: 'boolean', short: 'h', default: false },
} as const

/** What the command was asked, once it makes sense. */
interface Wish {
  readonly values: ReturnType<typeof parseArgs<{ options: typeof OPTIONS }>>['values']
  readonly address: string
  readonly naming: 'anonymous' | 'confidential' | 'named'
  readonly token: string
  readonly said: string
}

/** An answer, or why there is none, as a sentence. */
type Answer = { readonly body: Readonly<Record<string, unknown>> } | { readonly trouble: string }

/** `secondstory report`: tells what almost happened, from a terminal. */
export async function report(args: readonly string[]): Promise<number> {
  const wish = wishOf(args)
  if (wish === null) {
    process.stdout.write(HELP)
    return 0
  }
  if (typeof wish === 'string') return refuse(wish)
  const { values } = wish
  if (values.receipt !== undefined) return readReceipt(wish, values.receipt)
  const intake = await ask(wish, 'readReportNotice', {})
  if ('trouble' in intake) return refuse(intake.trouble)
  const notice = noticeIn(intake.body)
  if (notice === null) return refuse('Reports are not taken there yet: no keeper has accepted the notice.')
  if (values.notice)
    return print(noticeParts.map((part) => `${noticeQuestions[part]}\n${notice[part]}\n`).join('\n'))
  return tell(wish, notice)
}

async function tell(wish: Wish, notice: ReportNotice): Promise<number> {
  const { values } = wish
  const words = await wordsOf(wish)
  if (words.happened === '') return refuse('Nothing was told; write what happened, or pipe it in.')
  const traces = reportParts.flatMap(({ part }) => findIdentifiers(words[part], findNames(words[part])))
  const lines = traces.map(
    ({ quote, kind, offer }) => `“${quote}” ${identifierKinds[kind].says}; “${offer}” would do.`,
  )
  if (values.preview)
    return print(lines.length === 0 ? 'Nothing in it leads back to anybody we can see.' : lines.join('\n'))
  if (lines.length > 0 && !values.anyway) {
    process.stderr.write(
      `${lines.map(printable).join('\n')}\nNothing was sent; change it, or add --anyway.\n`,
    )
    return 1
  }
  const welcome = values.thanks ? { welcomesThanks: true } : {}
  const common = { ...words, ...welcome, isHazard: values.hazard, noticeVersion: notice.version }
  const sent =
    wish.naming === 'anonymous'
      ? await ask(wish, 'addAnonymousReport', {
          ...common,
          skipsBatch: values['at-once'],
          proof: proofFor(words),
        })
      : await ask(wish, 'addReport', { ...common, naming: wish.naming })
  if ('trouble' in sent) return refuse(sent.trouble)
  return print(
    `${String(sent.body.receipt)}\n\nThis is your receipt, shown once. \`secondstory report --to ${wish.address} --receipt CODE\` reads what stewards ask, and it works at ${wish.address}/report/receipt too.`,
  )
}

function proofFor(words: ReportWords): { readonly on: string; readonly count: number } {
  const on = new Date().toISOString().slice(0, 10)
  const task = { on, text: taskText(words) }
  for (let from = 0; ; from += 100_000) {
    const count = findProof(task, { from, steps: 100_000 })
    if (count !== null) return { on, count }
  }
}

async function wordsOf({ values, said }: Wish): Promise<ReportWords> {
  const happened = said === '' || said === '-' ? await standardInput() : said
  return {
    happened: happened.trim(),
    caught: isCatch(values.caught) ? values.caught : 'late',
    stopped: values.stopped,
    component: values.where.trim(),
    couldHave: values.could,
  }
}

async function standardInput(): Promise<string> {
  if (process.stdin.isTTY) process.stderr.write('What happened? End with Ctrl-D.\n')
  const chunks: Buffer[] = []
  for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks).toString('utf8')
}

async function readReceipt(wish: Wish, code: string): Promise<number> {
  const { say } = wish.values
  if (say !== undefined) {
    const said = await ask(wish, 'addReportMessage', { code, text: say })
    if ('trouble' in said) return refuse(said.trouble)
  }
  const read = await ask(wish, 'readReportReceipt', { code })
  if ('trouble' in read) return refuse(read.trouble)
  const messages = Array.isArray(read.body.messages) ? read.body.messages : []
  const lines = messages.map(
    ({ from, on, text }) => `${on} ${from === 'steward' ? 'A steward' : 'You'}: ${text}`,
  )
  const thanks = Array.isArray(read.body.thanks) ? read.body.thanks : []
  const notes = thanks.map(({ on, text }) => `${on} Thanks: ${text}`)
  return print([`State: ${String(read.body.state)}`, ...lines, ...notes].map(printable).join('\n'))
}

/** Without a token nothing that could tell who asks is sent: not even the name of this program. */
async function ask({ address, naming, token }: Wish, operation: string, input: unknown): Promise<Answer> {
  const isKnown = operation === 'addReport' && naming !== 'anonymous'
  const headers = {
    'content-type': 'application/json',
    'user-agent': '',
    ...(isKnown ? { authorization: `Bearer ${token}` } : {}),
  }
  try {
    const reply = await fetch(`${address}/api/${operation}`, {
      method: 'POST',
      headers,
      body: JSON.stringify(input),
    })
    const body: unknown = await reply.json()
    if (!isFields(body)) return { trouble: `${address} answered something that is no Second Story.` }
    return reply.ok ? { body } : { trouble: sentenceIn(body) }
  } catch {
    return { trouble: `${address} was not reached; nothing was sent as far as we know.` }
  }
}

function isFields(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function sentenceIn({ error }: Readonly<Record<string, unknown>>): string {
  return isFields(error) && typeof error.sentence === 'string'
    ? error.sentence
    : 'It was refused without a sentence.'
}

function noticeIn({ isOpen, notice }: Readonly<Record<string, unknown>>): ReportNotice | null {
  if (isOpen !== true || !isFields(notice)) return null
  const text = (name: string): string => String(notice[name] ?? '')
  return {
    version: Number(notice.version),
    isProtected: text('isProtected'),
    isNotProtected: text('isNotProtected'),
    readers: text('readers'),
    keptFor: text('keptFor'),
    acceptedBy: text('acceptedBy'),
    acceptedOn: text('acceptedOn'),
  }
}

function wishOf(args: readonly string[]): Wish | null | string {
  const parsed = parse(args)
  if (typeof parsed === 'string') return parsed
  const { values, positionals } = parsed
  if (values.help) return null
  const address = (values.to ?? process.env.SECONDSTORY_URL ?? '').replace(/\/+$/, '')
  if (!/^https?:\/\/[^\s/]+/.test(address))
    return 'Where to is not known; name it with --to https://reviews.example.'
  if (!isCatch(values.caught)) {
    return `--caught is “${values.caught}”; it can be ${Object.keys(catches).join(', ')}.`
  }
  const chosen = (['anonymous', 'confidential', 'named'] as const).filter((way) => values[way])
  if (chosen.length > 1) return `--${chosen.join(' and --')} were both given; choose one of them.`
  const token = process.env.SECONDSTORY_TOKEN ?? ''
  const naming = chosen[0] ?? (token === '' ? null : 'confidential')
  if (naming === null && values.receipt === undefined && !values.notice && !values.preview) {
    return 'Say how you want to speak: --anonymous needs nothing, --confidential and --named need a token in SECONDSTORY_TOKEN.'
  }
  if (naming !== null && naming !== 'anonymous' && token === '') {
    return `--${naming} needs a token of yours in SECONDSTORY_TOKEN; --anonymous needs none.`
  }
  return { values, address, naming: naming ?? 'anonymous', token, said: positionals.join(' ') }
}

function isCatch(word: string): word is Catch {
  return Object.hasOwn(catches, word)
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options: OPTIONS })
  } catch (error) {
    const reason = error instanceof Error ? (error.message.split('. ')[0] ?? '') : ''
    return `${reason}. \`secondstory report --help\` lists the options.`
  }
}

function print(text: string): number {
  process.stdout.write(`${text}\n`)
  return 0
}

function refuse(sentence: string): number {
  process.stderr.write(`${printable(sentence)}\n`)
  return 2
}
