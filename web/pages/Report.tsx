import { namings } from '@secondstory/review/model/reports'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { Button } from '../kit/Button.tsx'
import { Choices } from '../kit/Choices.tsx'
import { DialogActions } from '../kit/Dialog.tsx'
import { Checkbox } from '../kit/Field.tsx'
import { Notice } from '../kit/Notice.tsx'
import { Skeleton } from '../kit/Skeleton.tsx'
import { PathLink } from '../PathLink.tsx'
import { paths } from '../paths.ts'
import { selfQuery } from '../queries.ts'
import { RefusalNotice } from '../RefusalNotice.tsx'
import { reportNoticeQuery } from '../settings-queries.ts'
import { Quiet } from './Quiet.tsx'
import { ReportFields } from './ReportFields.tsx'
import { ReportNoticeText } from './ReportNoticeText.tsx'
import { ReportTaken } from './ReportTaken.tsx'
import { type Speaking, useReporting } from './use-reporting.ts'

/** Something almost happened: told in a few minutes, on a phone, by whoever saw it. Nothing here asks who they are. */
export function Report() {
  const intake = useQuery(reportNoticeQuery)
  const reporting = useReporting(intake.data?.notice?.version ?? 0)
  if (reporting.taken !== null) {
    return (
      <Quiet title="It arrived" about="Keep the receipt: it is the only way back to this report.">
        <ReportTaken taken={reporting.taken} naming={reporting.naming ?? 'anonymous'} />
      </Quiet>
    )
  }
  const { data } = intake
  return (
    <Quiet
      title="Report a near miss"
      about="Something almost happened, or still could. Nobody was hurt, so this is the cheapest time to learn from it. Two or three minutes are enough."
    >
      <RefusalNotice error={intake.error} />
      {data === undefined && intake.error === null && <Skeleton lines={4} />}
      {data !== undefined && (data.notice === null || !data.isOpen) && <Closed />}
      {data?.isOpen === true && data.notice !== null && (
        <>
          <ReportNoticeText notice={data.notice} isOpen />
          <Form reporting={reporting} />
        </>
      )}
    </Quiet>
  )
}

function Closed() {
  return (
    <Notice>
      <p>
        Intake is not open yet. A keeper reads and accepts the notice to reporters in Settings, Reports first,
        so that somebody stands behind what it promises.
      </p>
      <p className="mt-2 text-soft">
        Members can{' '}
        <PathLink to={paths.openIncident()} className="text-accent underline underline-offset-3">
          open a near miss
        </PathLink>{' '}
        meanwhile, in their own name.
      </p>
    </Notice>
  )
}

function Form({ reporting }: { readonly reporting: ReturnType<typeof useReporting> }) {
  const { naming, choose, words, write, isHazard, setHazard, skipsBatch, setSkips } = reporting
  const self = useQuery({ ...selfQuery, enabled: naming !== null && naming !== 'anonymous' })
  const [hasTried, setTried] = useState(false)
  const needsAccount = naming !== null && naming !== 'anonymous' && self.data?.person === null
  const send = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (naming !== null && words.happened.trim() !== '' && !needsAccount) reporting.send()
  }
  return (
    <form onSubmit={send} noValidate className="mt-8 flex flex-col gap-7">
      <Choices<Speaking>
        label="How do you want to speak?"
        value={naming}
        onChange={choose}
        choices={(['confidential', 'anonymous', 'named'] as const).map((value) => ({
          value,
          label: namings[value].says,
          about: namings[value].means,
        }))}
      />
      {hasTried && naming === null && (
        <p role="alert" className="-mt-4 text-sm text-amber">
          Choose one of the three first; each says what is known of you.
        </p>
      )}
      {needsAccount && (
        <Notice tone="amber">
          Nobody is signed in here, and a {naming} report needs to know who speaks. An anonymous one needs no
          account.{' '}
          <PathLink to={paths.signIn(paths.report())} className="text-accent underline underline-offset-3">
            Sign in
          </PathLink>{' '}
          before you write: what is typed here is kept nowhere.
        </Notice>
      )}
      <ReportFields words={words} onChange={write} hasTried={hasTried} />
      <fieldset className="flex flex-col gap-1">
        <legend className="mb-1 text-base font-medium">Is it still dangerous?</legend>
        <Checkbox
          label="Yes, it could hurt somebody now"
          checked={isHazard}
          onChange={(event) => setHazard(event.target.checked)}
        />
        {isHazard && naming === 'anonymous' && (
          <Checkbox
            label="Show it to the stewards at once"
            hint="It then appears today and by itself, a letter that says only that a hazard came goes to the stewards, and a colleague may guess more easily. Otherwise it waits for others, two days at most."
            checked={skipsBatch}
            onChange={(event) => setSkips(event.target.checked)}
          />
        )}
      </fieldset>
      <Checkbox
        label="Thanks are welcome"
        hint="A steward may leave a note behind your receipt. It tells nobody who you are, and you can change this there."
        checked={reporting.welcomesThanks}
        onChange={(event) => reporting.welcome(event.target.checked)}
      />
      <p className="text-sm text-soft">
        Words only: pictures and files carry who made them, where and when, so none can be added.
      </p>
      <RefusalNotice error={reporting.error} />
      <DialogActions>
        <Button type="submit" look="accent" isBusy={reporting.isSending}>
          Send the report
        </Button>
      </DialogActions>
    </form>
  )
}
