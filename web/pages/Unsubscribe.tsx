import { useParams } from '@tanstack/react-router'
import { Button } from '../kit/Button.tsx'
import { Notice } from '../kit/Notice.tsx'
import { PathLink } from '../PathLink.tsx'
import { paths } from '../paths.ts'
import { useChange } from '../queries.ts'
import { RefusalNotice } from '../RefusalNotice.tsx'
import { Door } from './Door.tsx'

const stopped = {
  reminders: 'These letters stop. What is due still stands on your page of actions.',
  digest: 'The digest no longer comes to you. Editions stand in the library.',
  mentions: 'These letters stop. What asks you still stands on your first page.',
} as const

/** Stops one sort of letter with one click. Opening the page alone changes nothing: mail programs open links too. */
export function Unsubscribe() {
  const { token = '' } = useParams({ strict: false })
  const close = useChange('closeSubscription', { touches: () => [] })
  return (
    <Door title="Stop these letters" about="One click, and no sign-in. You can choose again in the settings.">
      {close.data === undefined ? (
        <Button look="accent" isBusy={close.isPending} onClick={() => close.mutate({ token })}>
          Stop them
        </Button>
      ) : (
        <Notice tone="accent">{stopped[close.data.from]}</Notice>
      )}
      <RefusalNotice error={close.error} />
      <p className="mt-6 text-sm text-soft">
        <PathLink to={paths.settings('notifications')} className="text-accent underline underline-offset-2">
          Choose when and how
        </PathLink>
      </p>
    </Door>
  )
}
