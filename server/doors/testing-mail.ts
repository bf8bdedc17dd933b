/** A real mail server on this machine that keeps what it was sent, and calendars as a real parser reads them. For tests alone. */
import ICAL from 'ical.js'
import PostalMime, { type Email } from 'postal-mime'
import { SMTPServer } from 'smtp-server'

/** A mail server under way. */
export interface MailServer {
  readonly port: number
  readonly received: Email[]
  close(): Promise<void>
}

/** A server that takes what it is not told to refuse. */
export async function startMailServer(
  refuse: (address: string) => Error | null = () => null,
  port = 0,
): Promise<MailServer> {
  const received: Email[] = []
  const server = new SMTPServer({
    authOptional: true,
    disableReverseLookup: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo: ({ address }, _session, done) => done(refuse(address)),
    onData: (stream, _session, done) => {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        void PostalMime.parse(Buffer.concat(chunks)).then((mail) => {
          received.push(mail)
          done()
        })
      })
    },
  })
  await new Promise<void>((resolve) => void server.listen(port, '127.0.0.1', resolve))
  const bound = server.server.address()
  return {
    port: typeof bound === 'object' && bound !== null ? bound.port : 0,
    received,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  }
}

/** The method of an invitation, its name and when it begins, out of the mail it came with. */
export function invitationIn(mail: Email | undefined) {
  const calendar = mail?.attachments.find(({ mimeType }) => mimeType === 'text/calendar')
  const { content } = calendar ?? {}
  const text = typeof content === 'string' ? content : new TextDecoder().decode(content)
  const event = new ICAL.Component(ICAL.parse(text)).getFirstSubcomponent('vevent')
  const told = (name: string) => String(event?.getFirstPropertyValue(name) ?? '')
  return { method: calendar?.method, uid: told('uid'), startsAt: told('dtstart'), sequence: told('sequence') }
}
