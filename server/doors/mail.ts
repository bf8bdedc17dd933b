/** The way out for mail: one SMTP server, named in the settings. */
import type { Sent } from '@secondstory/review/model/outbox'
import { createTransport } from 'nodemailer'
import type { HeldDispatch } from '../store/outbox.ts'

/** What mail is sent with. */
export interface MailSettings {
  readonly smtpUrl: string
  readonly from: string
}

/** Sends mail. */
export interface Mail {
  /** Never rejects. */
  send(dispatch: HeldDispatch): Promise<Sent>
  close(): void
}

const CONNECTING_MS = 15_000
const IDLE_MS = 60_000

/** Opens the way; nothing is connected until the first mail. */
export function openMail({ smtpUrl, from }: MailSettings): Mail {
  const transport = createTransport({
    url: smtpUrl,
    connectionTimeout: CONNECTING_MS,
    greetingTimeout: CONNECTING_MS,
    socketTimeout: IDLE_MS,
    // A mail is data: nothing of it may name a file here or an address to fetch.
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  const host = new URL(smtpUrl).host
  const domain = from.slice(from.lastIndexOf('@') + 1).replace('>', '')
  return {
    async send({ id, to, letter }) {
      const files = (letter.attachments ?? []).map(({ type, contentBase64 }) => ({
        contentType: type,
        content: Buffer.from(contentBase64, 'base64'),
      }))
      try {
        await transport.sendMail({
          from,
          to,
          subject: letter.subject,
          text: letter.text,
          ...(letter.html === undefined ? {} : { html: letter.html }),
          // The same for every attempt: a mail that comes twice is known to be one.
          messageId: `<${id}@${domain}>`,
          ...(letter.follows === undefined ? {} : threadOf(`<${letter.follows}@${domain}>`)),
          headers: {
            // No answer of an absent person, and no loop.
            'Auto-Submitted': 'auto-generated',
            ...letter.headers,
          },
          // Beside the words a calendar is an invitation with buttons; as a file it is kept by hand.
          alternatives: files.filter(({ contentType }) => contentType.startsWith('text/calendar')),
          attachments: files.map((file, at) => ({ ...file, filename: letter.attachments?.[at]?.name ?? '' })),
        })
        return { isSent: true }
      } catch (error) {
        return failureOf(error, host)
      }
    },
    close: () => transport.close(),
  }
}

function threadOf(messageId: string) {
  return { inReplyTo: messageId, references: messageId }
}

/** What a failure of the way to the mail server means: the server's word about this mail, or about itself. */
function failureOf(error: unknown, host: string): Sent {
  const code = textOf(error, 'code')
  const status = numberOf(error, 'responseCode')
  const said = textOf(error, 'response').replace(/\s+/g, ' ').slice(0, 200)
  if (code === 'EAUTH')
    return later(`${host} does not know the name or the password in SMTP_URL; correct them, and it goes out.`)
  if (status !== null && status >= 500 && /^(?:EENVELOPE|EMESSAGE)$/.test(code))
    return {
      isSent: false,
      because: `${host} refuses this mail for good: ${said}. Check the address it goes to.`,
      mayWorkLater: false,
    }
  if (status !== null) return later(`${host} asks to come back later: ${said}.`)
  return later(`${host} could not be reached (${code || 'no reason given'}); it is tried again by itself.`)
}

function later(because: string): Sent {
  return { isSent: false, because, mayWorkLater: true }
}

function textOf(error: unknown, key: string): string {
  const value = partOf(error, key)
  return typeof value === 'string' ? value : ''
}

function numberOf(error: unknown, key: string): number | null {
  const value = partOf(error, key)
  return typeof value === 'number' ? value : null
}

function partOf(error: unknown, key: string): unknown {
  return typeof error === 'object' && error !== null ? new Map(Object.entries(error)).get(key) : undefined
}
