import { useState } from 'react'
import { renderSVG } from 'uqr'
import { Button } from '../kit/Button.tsx'
import { Dialog } from '../kit/Dialog.tsx'
import { useMayHere } from '../record.ts'
import { Side } from './MeetingSide.tsx'
import type { OpenMeeting } from './use-meeting.ts'

/** The way into the meeting: a link and a code, for phones and for those without an account. */
export function MeetingDoor({ meeting }: { readonly meeting: OpenMeeting }) {
  const [isOpen, setOpen] = useState(false)
  const { guestLink, floor, id } = meeting.wall
  const guides = useMayHere()('write')
  if (guestLink === null || floor.state === 'ended') return null
  return (
    <Side title="Join by phone">
      <div className="flex items-start gap-4">
        <Code link={guestLink} className="size-28" />
        <div className="flex min-w-0 flex-col items-start">
          <p className="text-sm text-soft">
            With or without an account. No name is kept, and the link is good for this meeting.
          </p>
          <Button look="quiet" className="-ms-3.5" onClick={() => setOpen(true)}>
            Show it large
          </Button>
        </div>
      </div>
      <Dialog title="Join the meeting" size="large" isOpen={isOpen} onClose={() => setOpen(false)}>
        <div className="flex flex-col items-center gap-4">
          <Code link={guestLink} className="size-[min(70vw,26rem)]" />
          <p className="max-w-full font-mono text-sm break-all select-all">{guestLink}</p>
          {guides && (
            <Button look="quiet" onClick={() => void meeting.change('correctGuestLink', { id })}>
              Make a new link and end this one
            </Button>
          )}
        </div>
      </Dialog>
    </Side>
  )
}

/** Dark on white in both themes: phones read it best so. */
function Code({ link, className }: { readonly link: string; readonly className: string }) {
  const svg = renderSVG(link, { border: 2, ecc: 'M' })
  return (
    <img
      alt="Code that opens the link of this meeting"
      src={`data:image/svg+xml;utf8,${encodeURIComponent(svg)}`}
      className={`${className} shrink-0 rounded-md`}
    />
  )
}
